"""What the 校正 editor does that needs no Qt: edits in order onto the disk, choices, find and replace, places in time."""
