"""Posters and table cards: the code, the page, the proof that it scans, the file."""
