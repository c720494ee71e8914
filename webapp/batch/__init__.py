"""Many letters at once: from a table of people to a folder of letters."""
