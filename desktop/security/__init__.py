"""Who may do what, what is shown of whom, and the key of the database."""
