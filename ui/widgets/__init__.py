"""The kit: buttons, chips, pills, rings, cards and the rest, painted from the theme."""
