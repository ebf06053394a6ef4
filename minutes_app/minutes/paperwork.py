"""文書事項 and 復命 as fields of a document.

In: a meeting's occasion. Out: text, lists and rows under the names that templates use; "" and [] where nobody has said
it. What the kind of meeting asks for (`meeting.paperwork.WANTED`) is a row even while it is empty: a visible blank.
"""

from collections.abc import Iterable
from typing import Any

from minutes_app.meeting.model import Attendee, Occasion
from minutes_app.meeting.paperwork import WANTED, Paperwork
from minutes_app.minutes.characters import one_line, writable
from minutes_app.minutes.duties import Duty, duties_of
from minutes_app.minutes.wareki import fiscal_year, japanese_date
from minutes_app.wording import paperwork as words

Fields = dict[str, Any]
NOBODY: Fields = {"所属": "", "職名": "", "氏名": "", "所感": ""}


def paperwork_fields(occasion: Occasion) -> Fields:
    """The fields of 文書事項, of Rule 124 and of 復命."""
    paper = occasion.paperwork
    return {
        "会議の種別": words.KINDS[paper.kind],
        "年度": fiscal_year(occasion.date),
        **{words.LABELS[name]: text for name, text in _texts(paper).items()},
        "非公開の理由": one_line(paper.openness_reason),
        **{f"{words.LABELS[name]}一覧": rows for name, rows in _lists(paper).items()},
        "決裁欄一覧": _rows(paper.approvers),
        "供覧欄一覧": _rows(paper.circulation),
        "文書事項一覧": _matters(paper),
        **_duty_fields(occasion),
    }


def person_fields(duty: Duty) -> Fields:
    """復命者: one attendee with his 所感."""
    return person(duty.attendee) | {"所感": writable(duty.impression)}


def person(attendee: Attendee) -> dict[str, str]:
    """所属, 職名, 氏名."""
    return {"所属": one_line(attendee.department), "職名": one_line(attendee.post), "氏名": one_line(attendee.name)}


def _texts(paper: Paperwork) -> dict[str, str]:
    return {
        "document_number": one_line(paper.document_number),
        "drafted_on": japanese_date(paper.drafted_on),
        "decided_on": japanese_date(paper.decided_on),
        "kept_for": one_line(paper.kept_for),
        "openness": words.OPENNESS[paper.openness],
        "observers": words.people_count(one_line(paper.observers)),
    }


def _lists(paper: Paperwork) -> dict[str, list[Any]]:
    return {
        "secretariat": _rows(paper.secretariat),
        "witnesses": _rows(paper.witnesses),
        "explainers": _rows(paper.explainers),
        "officers": _rows(paper.officers),
        "signers": _rows(paper.signers),
        "notices": _rows(paper.notices),
        "seats": _rows(paper.seats),
        "matters": _rows(paper.matters),
        "bills": _rows(paper.bills),
        "elections": _rows(paper.elections),
        "votes": _rows(paper.votes),
        "others": _rows(paper.others),
    }


def _duty_fields(occasion: Occasion) -> Fields:
    paper, duties = occasion.paperwork, duties_of(occasion)
    excused = [duty for duty in duties if duty.standing == "excused"]
    return {
        "命令日": japanese_date(paper.ordered_on),
        "用務": one_line(paper.errand),
        "期間": one_line(paper.period),
        "復命者一覧": [person_fields(duty) for duty in duties if duty.standing == "covered"],
        "個別復命者一覧": [person(duty.attendee) for duty in duties if duty.standing == "own"],
        "復命対象外一覧": [person(duty.attendee) | {"理由": one_line(duty.reason)} for duty in excused],
        "所感待ち一覧": [person(duty.attendee) | {"氏名": one_line(duty.label)} for duty in duties if duty.owes],
        "復命者": NOBODY,
        "別添": "",
    }


def _matters(paper: Paperwork) -> list[Fields]:
    """A row for what is known and for what the kind of meeting asks for."""
    said = _texts(paper) | {name: "\n".join(map(_as_line, rows)) for name, rows in _lists(paper).items()}
    said["openness"] = words.with_reason(said["openness"], one_line(paper.openness_reason))
    wanted = WANTED[paper.kind]
    return [{"項目": words.LABELS[name], "内容": text} for name, text in said.items() if text or name in wanted]


def _as_line(row: str | dict[str, str]) -> str:
    return row if isinstance(row, str) else "　".join(filter(None, row.values()))


def _rows(values: Iterable[str | Attendee]) -> list[Any]:
    return [one_line(value) if isinstance(value, str) else person(value) for value in values]
