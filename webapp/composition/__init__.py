"""Turns a request and a campaign into one `Letter` value."""
