"""Reaches outside, when a command or a setting asks for it; nothing here is on by default."""
