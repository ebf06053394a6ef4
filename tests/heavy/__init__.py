"""Minutes of work: long recordings, in a CI size here and in full with MINUTES_FULL_SIZE=1."""
