"""The library: scripts, pictures, products."""
