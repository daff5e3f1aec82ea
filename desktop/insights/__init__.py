"""Numbers people ask for, with their definitions."""
