"""Reads campaign folders and data tables into values, and checks them."""
