"""Files in and out: the import window and the page of exchange with head office."""
