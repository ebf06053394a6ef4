"""People of one name (同姓同名): which is which.

In: the people of a list, in its order. Out: places in it, and what each is called where the name alone does not tell.
Two whom neither 所属 nor 職名 tells apart are told apart by their order.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Protocol

from minutes_app.meeting.dates import plain
from minutes_app.wording.meeting import one_of_many, with_belonging


class Named(Protocol):
    """Whoever has 氏名, 所属 and 職名."""

    @property
    def name(self) -> str:
        """氏名."""

    @property
    def department(self) -> str:
        """所属, or ""."""

    @property
    def post(self) -> str:
        """職名, or ""."""


Identity = tuple[str, str, str, int]
"""氏名, 所属 and 職名 as they are compared, and which of those who are alike in all three, from 1."""


class Roll:
    """The people of a list, to be looked up by what is known of somebody."""

    def __init__(self, people: Iterable[Named]) -> None:
        self.people = tuple(people)
        self._facts = [(plain(one.name), plain(one.department), plain(one.post)) for one in self.people]
        self._of_name: dict[str, list[int]] = {}
        for place, (name, _department, _post) in enumerate(self._facts):
            self._of_name.setdefault(name, []).append(place)

    @cached_property
    def identities(self) -> tuple[Identity, ...]:
        """What tells each from all others of the list."""
        seen: dict[tuple[str, str, str], int] = {}
        found: list[Identity] = []
        for facts in self._facts:
            seen[facts] = seen.get(facts, 0) + 1
            found.append((*facts, seen[facts]))
        return tuple(found)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """What each is called: 氏名, and 所属 職名 氏名 where somebody else has the name."""
        bare = [" ".join(filter(None, (one.department, one.post, one.name))) for one in self.people]
        return tuple(self._numbered(place, label) for place, label in enumerate(bare))

    @cached_property
    def names_of_files(self) -> tuple[str, ...]:
        """The same with the name in front."""
        bare = [with_belonging(one.name, (one.department, one.post)) for one in self.people]
        return tuple(self._numbered(place, label) for place, label in enumerate(bare))

    def is_shared(self, name: str) -> bool:
        """Whether more than one has the name."""
        return len(self.named(name)) > 1

    def named(self, name: str) -> tuple[int, ...]:
        """The places of all who have the name."""
        return tuple(self._of_name.get(plain(name), ()))

    def alike(self, one: Named) -> tuple[int, ...]:
        """The places of all who have the name, the 所属 and the 職名."""
        facts = (plain(one.name), plain(one.department), plain(one.post))
        return tuple(place for place in self.named(one.name) if self._facts[place] == facts)

    def fitting(self, one: Named) -> tuple[int, ...]:
        """The places of all who have the name, and no other 所属 or 職名 than is said."""
        department, post = plain(one.department), plain(one.post)
        return tuple(
            place
            for place in self.named(one.name)
            if department in ("", self._facts[place][1]) and post in ("", self._facts[place][2])
        )

    def meant(self, typed: str) -> tuple[int, ...]:
        """Whom a person means by 氏名, by 所属 or 職名 with 氏名, or by the number in the list; () = nobody."""
        text = plain(typed)
        if found := self.named(text):
            return found
        found = tuple(place for place in range(len(self.people)) if text in self._calls(place))
        number = text.removesuffix("番")
        if not found and number.isdecimal() and 1 <= int(number) <= len(self.people):
            return (int(number) - 1,)
        return found

    def _calls(self, place: int) -> tuple[str, ...]:
        name, department, post = self._facts[place]
        joined = (department + post + name, department + name, post + name, name + post)
        return (*joined, plain(self.labels[place]), plain(self.names_of_files[place]))

    def _numbered(self, place: int, label: str) -> str:
        if not self.is_shared(self.people[place].name):
            return self.people[place].name
        twins = len(self.alike(self.people[place]))
        return one_of_many(label, self.identities[place][3]) if twins > 1 else label
