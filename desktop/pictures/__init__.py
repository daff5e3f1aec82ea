"""Pictures from outside: looked at by the gate, decoded in the limited child process, taken in as bare pixels."""
