"""Head office: putting reports together."""
