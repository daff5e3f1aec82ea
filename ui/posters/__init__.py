"""The studio of posters and table cards."""
