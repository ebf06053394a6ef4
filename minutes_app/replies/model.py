"""The nouns: one reply of one person, and what a file that came back says. Frozen values."""

import hashlib
from dataclasses import dataclass
from typing import Literal

Kind = Literal["opinion", "impression", "comment", "text", "removed", "added", "other"]
"""修正意見, 所感, Word's comment, another wording, something struck out, something new, a change anywhere else."""
State = Literal["open", "taken", "refused", "gone"]
"""To be decided, in the meeting, refused, no longer said by whoever said it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who was asked, as the publication has him. `number`: which of the `alike` whom 氏名, 所属 and 職名 do not tell
    apart, from 1; 0 where nobody else who was asked has the name."""

    name: str
    department: str = ""
    post: str = ""
    number: int = 0
    alike: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """What one person wants otherwise. `subject`: the id of the utterance, 要点 or item it is about, or "".

    `who`: as shown; `quoted`: the words it is about; `tracked`: by 変更履歴, else by writing over; `asked`: whose 所感
    it is, None for anything else and in what was kept before it was noted.
    """

    id: str
    kind: Kind
    person: str
    who: str
    subject: str = ""
    old: str = ""
    new: str = ""
    quoted: str = ""
    tracked: bool = False
    edition: int = 1
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a file says. `confirmed`: attendee → whether the box is ticked, for those whose row can be read."""

    file: str
    sha256: str
    publication: str
    document: str
    edition: int
    person: str
    confirmed: dict[str, bool]
    replies: tuple[Reply, ...]

    @property
    def source(self) -> str:
        """A later reading of the same person's file takes the place of an earlier one."""
        return f"{self.publication}/{self.person}/{self.file}"


def reply_id(*facts: str) -> str:
    """The same reply has the same id whenever and from whatever file it is read."""
    return hashlib.sha256("\x1f".join(facts).encode("utf-8", "replace")).hexdigest()[:16]
