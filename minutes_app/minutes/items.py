"""Results and 要点 as the page says them, each with the place of the record that it rests on.

In: a meeting whose items and points a person has written or accepted, and its record in paragraphs. Out: rows of the
document. Proposes nothing.
"""

from collections.abc import Iterable, Iterator

from minutes_app.meeting.model import Item, Meeting, Point
from minutes_app.minutes.characters import one_line, writable
from minutes_app.minutes.secrecy import for_readers
from minutes_app.minutes.speech import Paragraph, joined, text_of, visible
from minutes_app.minutes.wareki import japanese_moment
from minutes_app.word.links import link, place
from minutes_app.wording.documents import POINT
from minutes_app.wording.editor import KINDS
from minutes_app.wording.times import clock

Row = dict[str, str]


def bookmark(number: int) -> str:
    """The name of a paragraph's place; Word hides names that begin with a line."""
    return f"_kaigi{number}"


class Items:
    """The rows of one meeting; the time of a row is that of the first visible utterance it rests on, else ""."""

    def __init__(self, meeting: Meeting, speech: list[Paragraph]) -> None:
        self._meeting = for_readers(meeting)
        self._speech = speech
        self._shown = {utterance.id: utterance for utterance in visible(meeting)}
        self._paragraphs = {one: number for number, paragraph in enumerate(speech) for one in paragraph.ids}

    def decisions(self) -> list[Row]:
        """決定事項一覧."""
        return [self._row(item) for item in self._meeting.items if item.kind == "decision"]

    def tasks(self) -> list[Row]:
        """今後の対応一覧; 担当 and 期限 are "" where nobody has said them."""
        return [
            self._row(item) | {"担当": one_line(item.owner), "期限": japanese_moment(one_line(item.due))}
            for item in self._meeting.items
            if item.kind == "task"
        ]

    def others(self) -> list[Row]:
        """その他の結果一覧: 了承, 継続審議, 持ち帰り, 要望, 報告."""
        return [
            {"種類": KINDS[item.kind]} | self._row(item)
            for item in self._meeting.items
            if item.kind not in ("decision", "task")
        ]

    def points(self, agenda_id: str | None = None) -> list[Row]:
        """要点一覧, of one agenda item or of all."""
        return [self._row(one) for one in self._meeting.points if agenda_id is None or one.agenda_id == agenda_id]

    def evidence(self) -> list[Row]:
        """根拠一覧: what was said for each item and point, a row for each paragraph of the record."""
        counts: dict[str, int] = {}
        pieces: tuple[Item | Point, ...] = (*self._meeting.items, *self._meeting.points)
        rows: list[Row] = []
        for piece in pieces:
            name = KINDS[piece.kind] if isinstance(piece, Item) else POINT
            counts[name] = counts.get(name, 0) + 1
            rows += self._evidence_of(f"{name}{counts[name]}", piece)
        return rows

    def quoted(self) -> list[list[str]]:
        """The utterances of each row of `evidence`."""
        pieces: tuple[Item | Point, ...] = (*self._meeting.items, *self._meeting.points)
        return [ids for piece in pieces for _mark, _text, ids in self._places(piece.utterance_ids)]

    def starts_ms(self, utterance_ids: Iterable[str]) -> tuple[int | None, list[int]]:
        """The first moment these visible utterances begin, and all of them."""
        starts = sorted(self._shown[one].start_ms for one in utterance_ids if one in self._shown)
        return (starts[0] if starts else None), starts

    def _row(self, piece: Item | Point) -> Row:
        start, _all = self.starts_ms(piece.utterance_ids)
        marks = (link(name, text) for name, text, _ids in self._places(piece.utterance_ids))
        return {
            "内容": writable(piece.text),
            "時刻": "" if start is None else clock(start),
            "根拠": "".join(marks),
        }

    def _evidence_of(self, name: str, piece: Item | Point) -> Iterator[Row]:
        for mark, text, ids in self._places(piece.utterance_ids):
            yield {
                "項目": name,
                "内容": writable(piece.text),
                "時刻": text.strip("[]"),
                "話者": self._speech[self._paragraphs[ids[0]]].speaker,
                "発言": joined([text_of(self._shown[one]) for one in ids]),
                "リンク": link(mark, text),
                "しおり": place(mark),
            }

    def _places(self, utterance_ids: Iterable[str]) -> list[tuple[str, str, list[str]]]:
        """(the name of the place, its time mark, the utterances) for each paragraph, by time."""
        resting: dict[int, list[str]] = {}
        for one in sorted((one for one in utterance_ids if one in self._paragraphs), key=self._start):
            resting.setdefault(self._paragraphs[one], []).append(one)
        return [(bookmark(number), f"[{clock(self._start(ids[0]))}]", ids) for number, ids in resting.items()]

    def _start(self, utterance_id: str) -> int:
        return self._shown[utterance_id].start_ms
