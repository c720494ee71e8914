"""Reaches outside, where a setting asks for it; nothing here is on by default."""
