"""Storage: tables, the operation log and its one write path, migrations; knows nothing of the layers above."""
