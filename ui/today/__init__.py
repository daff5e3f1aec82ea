"""The day's list: header, tasks in order of time, the card being worked on, and what stands beside."""
