"""What the 校正 editor does that needs no Qt: edits onto the disk, intents, find and replace, places in time."""
