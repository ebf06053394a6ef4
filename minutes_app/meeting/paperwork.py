"""What the office's rules want to know of a meeting beside its 開催概要: 文書番号, 公開の別, 決裁欄, 復命 and the rest.

Frozen values, kept within `Occasion`; "" and () mean that nobody has said it yet. Sources of the list:
標準会議規則 第124条, 浜松市 附属機関の会議録の作成及び公開に関する要綱, 南さつま市 会議録作成規程,
茅ヶ崎市 審議会等における会議録等の作成に関する指針, 尾花沢市役所服務規程 第5条.
Which kind of meeting asks for which is in `WANTED`.
"""

from dataclasses import dataclass, fields, replace
from typing import Annotated, Any, Literal

from msgspec import Meta

from minutes_app.meeting.dates import plain

IsoDate = Annotated[str, Meta(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]
Kind = Literal["", "council", "internal", "talk", "assembly"]
"""附属機関, 庁内会議, 打合せ, 議会委員会."""
Openness = Literal["", "open", "closed", "partly"]
Standing = Literal["covered", "own", "excused"]
"""How somebody's 復命書 is made: the 会議録 stands for it, a paper of one's own, none is owed."""


@dataclass(frozen=True, slots=True)
class Attendee:
    """出席者: 所属 (`department`), 職名 (`post`), 氏名 (`name`)."""

    name: str
    department: str = ""
    post: str = ""
    absent: bool = False


@dataclass(frozen=True, slots=True)
class DutyReport:
    """復命 of the attendee called `name`: how it is made, why not (`reason`), and 所感 (`impression`).

    Where more than one has the name, 所属 and 職名 say whose it is, and `number` which of those who are alike in all
    three, from 1; 0: nobody has said so much.
    """

    name: str
    standing: Standing = "covered"
    reason: str = ""
    impression: str = ""
    department: str = ""
    post: str = ""
    number: int = 0

    @property
    def owner(self) -> tuple[str, str, str, int]:
        """Whose it is, to be compared."""
        return plain(self.name), plain(self.department), plain(self.post), self.number


@dataclass(frozen=True, slots=True)
class Paperwork:
    """文書事項, in the order in which forms print them."""

    kind: Kind = ""
    document_number: str = ""
    drafted_on: IsoDate = ""
    decided_on: IsoDate = ""
    kept_for: str = ""
    openness: Openness = ""
    openness_reason: str = ""
    observers: str = ""
    secretariat: tuple[Attendee, ...] = ()
    witnesses: tuple[Attendee, ...] = ()
    explainers: tuple[Attendee, ...] = ()
    officers: tuple[Attendee, ...] = ()
    signers: tuple[str, ...] = ()
    approvers: tuple[str, ...] = ()
    circulation: tuple[str, ...] = ()
    ordered_on: IsoDate = ""
    errand: str = ""
    period: str = ""
    notices: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    bills: tuple[str, ...] = ()
    elections: tuple[str, ...] = ()
    votes: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    duties: tuple[DutyReport, ...] = ()


_FILED = ("document_number", "kept_for")
_PUBLIC = ("openness", "observers", "secretariat")
_RULE_124 = ("officers", "explainers", "notices", "seats", "matters", "bills", "elections", "votes", "others")

WANTED: dict[Kind, tuple[str, ...]] = {
    "": (),
    "council": (*_FILED, *_PUBLIC, "signers"),
    "internal": _FILED,
    "talk": (),
    "assembly": (*_FILED, "openness", "observers", *_RULE_124, "signers"),
}
"""Kind of meeting → what its record must hold, so that a form prints a visible blank where nobody has said it."""


def merged(base: Paperwork, over: Paperwork) -> Paperwork:
    """`base` with what `over` says on top; 復命 person by person."""
    changes: dict[str, Any] = {
        one.name: new for one in fields(Paperwork) if one.name != "duties" and (new := getattr(over, one.name))
    }
    duties = {duty.owner: duty for duty in (*base.duties, *over.duties)}
    return replace(base, **changes, duties=tuple(duties.values()))
