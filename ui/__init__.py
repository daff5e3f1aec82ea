"""Windows and paint; imports `desktop` and `db`, and neither of them imports it."""
