"""Values and rules of letters, facts, citations and ridings: standard library only, no I/O, no clock."""
