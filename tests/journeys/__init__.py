"""What a person was promised, run through the real program."""
