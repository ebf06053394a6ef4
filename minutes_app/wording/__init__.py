"""Every Japanese sentence a user reads. `explain(error)` is in `errors.py`; the other files belong to a room each."""

from minutes_app.wording.errors import Message, explain

__all__ = ["Message", "explain"]
