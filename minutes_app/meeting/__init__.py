"""What a meeting is, how it is edited, and the folder that keeps it."""
