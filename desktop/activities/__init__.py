"""Group activities: the library, the paste of a group's chat, and a run from warm-up to result."""
