"""WeCom groups: the list."""
