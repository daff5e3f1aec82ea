"""The board of figures: FAST, stages, where adds come from, who stands where."""
