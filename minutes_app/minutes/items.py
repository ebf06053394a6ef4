"""決定事項・今後の対応・要点 as the page says them.

In: a meeting whose items and points a person has written or accepted. Out: rows of the document. Proposes nothing.
"""

from collections.abc import Iterable

from minutes_app.meeting.model import Meeting
from minutes_app.minutes.characters import one_line, writable
from minutes_app.minutes.speech import visible
from minutes_app.minutes.wareki import japanese_moment
from minutes_app.wording.times import clock

Row = dict[str, str]


class Items:
    """The rows of one meeting; the time of a row is that of the first visible utterance it rests on, else ""."""

    def __init__(self, meeting: Meeting) -> None:
        self._meeting = meeting
        self._starts = {utterance.id: utterance.start_ms for utterance in visible(meeting)}

    def decisions(self) -> list[Row]:
        """決定事項一覧."""
        return [
            {"内容": writable(item.text), "時刻": self._time(item.utterance_ids)}
            for item in self._meeting.items
            if item.kind == "decision"
        ]

    def tasks(self) -> list[Row]:
        """今後の対応一覧; 担当 and 期限 are "" where nobody has said them."""
        return [
            {
                "内容": writable(item.text),
                "担当": one_line(item.owner),
                "期限": japanese_moment(one_line(item.due)),
                "時刻": self._time(item.utterance_ids),
            }
            for item in self._meeting.items
            if item.kind == "task"
        ]

    def points(self, agenda_id: str | None = None) -> list[Row]:
        """要点一覧, of one agenda item or of all."""
        return [
            {"内容": writable(point.text), "時刻": self._time(point.utterance_ids)}
            for point in self._meeting.points
            if agenda_id is None or point.agenda_id == agenda_id
        ]

    def start_ms(self, utterance_ids: Iterable[str]) -> int | None:
        """The first moment these visible utterances begin."""
        return min((self._starts[one] for one in utterance_ids if one in self._starts), default=None)

    def _time(self, utterance_ids: Iterable[str]) -> str:
        start = self.start_ms(utterance_ids)
        return "" if start is None else clock(start)
