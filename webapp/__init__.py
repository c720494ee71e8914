"""Apostille: letters to power in which every claim carries its numbered source."""
