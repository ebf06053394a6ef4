"""What can be said about a meeting: the names in files and the flags, in one table.

In: nothing. Out: `KEYS` and two look-ups. Reads nothing.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that can be said about a meeting: its name in `Occasion`, its names in files, its flag."""

    field: str
    names: tuple[str, ...]
    flag: str
    repeatable: bool = False


KEYS = (
    Key("title", ("会議名", "title", "名称", "会議の名称"), "--title"),
    Key("date", ("開催日", "date", "日付"), "--date"),
    Key("start", ("開始", "start", "開始時刻", "開会"), "--start"),
    Key("end", ("終了", "end", "終了時刻", "閉会"), "--end"),
    Key("place", ("場所", "place", "開催場所", "会場"), "--place"),
    Key("organiser", ("主催", "organiser", "organizer", "主催者"), "--organiser"),
    Key("chair", ("議長", "chair", "進行", "座長"), "--chair"),
    Key("note_taker", ("記録者", "note_taker", "記録", "書記"), "--note-taker"),
    Key("attendees", ("出席者", "attendees"), "--attendee", repeatable=True),
    Key("absentees", ("欠席者", "absentees"), "--absentee", repeatable=True),
    Key("agenda", ("議題", "agenda", "議事"), "--agenda", repeatable=True),
    Key("handouts", ("配布資料", "handouts", "資料"), "--handout", repeatable=True),
    Key("next_meeting", ("次回", "next", "next_meeting"), "--next"),
    Key("words", ("出てきそうな言葉", "words", "用語"), "--word", repeatable=True),
)
"""Everything that can be said; the command line makes its flags from this."""

BY_NAME = {name: key for key in KEYS for name in key.names}
BY_FIELD = {key.field: key for key in KEYS}
