"""The library: scripts, materials, products, and the check of their wording."""
