"""Turns the one `Letter` into bytes; each format differs in its last step only."""
