"""Group activities: choosing one from the library, and the window that carries it out."""
