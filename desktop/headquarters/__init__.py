"""Head office: putting branches' reports together."""
