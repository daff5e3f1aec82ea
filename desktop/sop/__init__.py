"""The day's standard work: templates, the tasks made from them, streaks and counts."""
