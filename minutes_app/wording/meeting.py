"""Words in the names of folders and files of meetings."""

from collections.abc import Sequence

NO_DATE = "日付なし"
NO_TITLE = "会議"


def edition(number: int) -> str:
    """The mark in the name of a later edition of a document."""
    return f"第{number}版"


_TRACKS = {"microphone": "会場", "system": "オンライン"}


def track_label(track: int, origin: str) -> str:
    """Who is shown for a track or channel until a person gives a name."""
    return _TRACKS.get(origin, f"話者{track + 1}")


def with_belonging(name: str, parts: Sequence[str]) -> str:
    """佐藤 健（総務課 課長）."""
    belongs = " ".join(filter(None, parts))
    return f"{name}（{belongs}）" if belongs else name


def one_of_many(label: str, number: int) -> str:
    """One of several whom nothing else tells apart."""
    return f"{label}（{number}人目）"


def agenda_title(number: int) -> str:
    """An agenda item that nobody has named."""
    return f"議題{number}"
