"""Words in the names of folders and files of meetings."""

NO_DATE = "日付なし"
NO_TITLE = "会議"


def edition(number: int) -> str:
    """The mark in the name of a later edition of a document."""
    return f"第{number}版"
