"""The door for browsers: form, core, renderer, response."""
