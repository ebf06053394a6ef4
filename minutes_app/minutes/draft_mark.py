"""The mark of a 要点 that a language model has drafted: part of its text, so that taking it away is confirming it."""

from minutes_app.wording.draft import MARK, MARKED


def is_draft(text: str) -> bool:
    """Whether a person has not confirmed it yet."""
    return MARK in text


def confirmed(text: str) -> str:
    """The text without its mark."""
    return text.replace(MARKED.format(MARK, ""), "").replace(MARK, "").strip()


def marked(text: str) -> str:
    """The text with its mark, once."""
    return MARKED.format(MARK, confirmed(text))
