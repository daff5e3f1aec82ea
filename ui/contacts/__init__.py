"""客户: the list, its conditions, and one contact in full."""
