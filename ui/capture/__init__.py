"""快速登记: the window at the counter."""
