"""Before the main window: first run, unlocking, and who is at the keyboard."""
