"""Customer groups (社群): their list, counts and health."""
