"""A recording becomes utterances. Does not know who spoke."""
