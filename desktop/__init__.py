"""What the program can do, without a window: the use cases of branch and head office."""
