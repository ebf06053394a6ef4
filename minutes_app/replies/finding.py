"""A returned document → what its person says: 確認, 修正意見, 所感, comments, and every change of the text.

In: what the file holds, and the publication it came from. Out: a `Found`. Asks no meeting: what has become of the text
meanwhile is for `taking`. In one shared file the tracked changes of each author are a reply each; what was written over
without a record is nobody's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from minutes_app.meeting.namesakes import Roll
from minutes_app.minutes.characters import squeezed
from minutes_app.minutes.wareki import japanese_date
from minutes_app.replies.aligning import aligned
from minutes_app.replies.model import Asked, Found, Kind, Reply, reply_id
from minutes_app.replies.wordings import became, is_same
from minutes_app.word.reply_form import Passage, Publication
from minutes_app.word.returned import Comment, Returned, Said
from minutes_app.word.tracked import Paragraph
from minutes_app.wording import publishing as printed, replies as words

MOST_REPLIES = 2_000
"""Of one file: more is no correction, but another document."""
LONGEST = 20_000
"""Characters that are put into a meeting at once; what is longer is shown shortened, for a person to judge."""


@dataclass(frozen=True, slots=True)
class _Wording:
    """Another wording of a paragraph: whose it is, and whether it was tracked."""

    who: str
    text: str
    tracked: bool


@dataclass(frozen=True, slots=True)
class _Scope:
    """Whose file it is ("" = everybody's), and what it belongs to."""

    publication: Publication
    person: str

    @property
    def name(self) -> str:
        """The attendee whose copy it is, or ""."""
        return name_of(self.publication, self.person)

    @property
    def label(self) -> str:
        """The same with what tells him from others of his name."""
        return labels_of(self.publication).get(self.person, "")

    def who(self, author: str) -> str:
        """Who is shown: the attendee, and who wrote in his copy where that is somebody else."""
        author = "" if author in words.NAMELESS_AUTHORS else author
        if not self.name:
            return words.one_of_a_name(author) if len(self._named(author)) > 1 else author or words.NOBODY_KNOWN
        is_own = not author or squeezed(author) == squeezed(self.name)
        return self.label if is_own else words.written_by(self.label, author)

    def person_of(self, author: str) -> str:
        """The attendee, in one shared file by the author's name; nobody where more than one has it."""
        if self.person:
            return self.person
        named = self._named(author)
        return named[0] if len(named) == 1 else ""

    def _named(self, author: str) -> list[str]:
        wanted = squeezed(author)
        return [one.id for one in self.publication.persons if wanted and squeezed(one.name) == wanted]

    def reply(
        self, kind: Kind, author: str, subject: str, texts: tuple[str, str, str], *, tracked: bool = False
    ) -> Reply:
        """`texts`: old, new, quoted."""
        person, who = self.person_of(author), self.who(author)
        old, new, quoted = texts
        if len(new) > LONGEST:
            kind, new = "other", f"{new[:LONGEST]}…"
        number = str(self.publication.edition)
        made = reply_id(self.publication.document, number, person or who, kind, subject, *map(squeezed, texts))
        asked = asked_of(self.publication, person) if kind == "impression" else None
        return Reply(made, kind, person, who, subject, old, new, quoted, tracked, self.publication.edition, asked)


def name_of(publication: Publication, person: str) -> str:
    """The name of an attendee who was asked, or ""."""
    return next((one.name for one in publication.persons if one.id == person), "")


def labels_of(publication: Publication) -> dict[str, str]:
    """What each who was asked is called, by his id."""
    labels = Roll(publication.persons).labels
    return {one.id: label for one, label in zip(publication.persons, labels, strict=True)}


def asked_of(publication: Publication, person: str) -> Asked | None:
    """Who it is, for whoever looks for him among the attendees."""
    roll = Roll(publication.persons)
    for one, who in zip(publication.persons, roll.identities, strict=True):
        if one.id == person:
            is_shared = roll.is_shared(one.name)
            number, alike = (who[3], len(roll.alike(one))) if is_shared else (0, 0)
            return Asked(one.name, one.department, one.post, number, alike)
    return None


def find(file: str, sha256: str, returned: Returned, publication: Publication, person: str) -> Found:
    """What the file says. `person`: the attendee whose copy it is, "" for a file of all."""
    scope = _Scope(publication, person)
    said = [one for one in returned.said if name_of(publication, one.person) and person in ("", one.person)]
    replies = (
        *_answers(said, publication),
        *_comments(returned.comments, scope),
        *_changes(returned.paragraphs, scope),
    )
    return Found(
        file,
        sha256,
        publication.id,
        publication.document,
        publication.edition,
        person,
        {one.person: one.ticked for one in said if one.answer == "confirmed"},
        tuple({one.id: one for one in replies}.values()),
    )


def _answers(said: Iterable[Said], publication: Publication) -> Iterator[Reply]:
    """修正意見 and 所感 of the 確認欄."""
    for one in said:
        if one.answer != "confirmed" and one.text:
            yield _Scope(publication, one.person).reply(one.answer, "", "", ("", one.text, ""))


def _comments(comments: Iterable[Comment], scope: _Scope) -> Iterator[Reply]:
    """Every comment but ours."""
    passages = {one.bookmark: one for one in scope.publication.passages}
    for one in comments:
        if one.author != printed.COMMENT_AUTHOR and one.text:
            passage = passages.get(one.place)
            subject = passage.id if passage else ""
            quoted = one.quoted or (passage.text if passage else "")
            yield scope.reply("comment", one.author, subject, ("", one.text, quoted))


def _changes(paragraphs: Sequence[Paragraph], scope: _Scope) -> Iterator[Reply]:
    texts = scope.publication.paragraphs
    of_paragraph = {
        number: tuple(group)
        for number, group in groupby(
            sorted(scope.publication.passages, key=lambda one: one.paragraph), key=lambda one: one.paragraph
        )
    }
    last = ""
    notes = _our_sentences(scope.publication)
    for number, paragraph in aligned(scope.publication, paragraphs):
        passages = of_paragraph.get(number, ()) if number is not None else ()
        if number is None and paragraph is not None:
            yield from _added(paragraph, last, notes, scope)
        elif number is not None and paragraph is None:
            yield from _removed(texts[number], passages, scope, _Wording("", "", False))
        elif number is not None and paragraph is not None:
            for wording in _wordings(texts[number], paragraph, scope):
                yield from _reworded(texts[number], passages, wording, scope)
        last = passages[-1].id if passages else last


def _our_sentences(publication: Publication) -> set[str]:
    """What we print around the text, for a file whose bookmarks are lost."""
    until, number = japanese_date(publication.deadline), publication.edition
    names = ("", *(one.name for one in publication.persons))
    tops = [printed.note(number, until, name, asks=True) + printed.TO_SHEET for name in names]
    tops.append(printed.main_note(number, until, "", asks=True) + printed.TO_SHEET)
    around = (*tops, printed.SHEET, *printed.lines(until, is_main=False), *printed.lines(until, is_main=True))
    return {squeezed(one) for one in around}


def _wordings(text: str, paragraph: Paragraph, scope: _Scope) -> Iterator[_Wording]:
    """What it says now, as far as that is something else; in a file of all, what each has made of it."""
    if scope.person:
        if not is_same(paragraph.after, text):
            others = [one for one in paragraph.authors if squeezed(one) != squeezed(scope.name)]
            yield _Wording("、".join(others), paragraph.after, bool(paragraph.authors))
        return
    if not is_same(paragraph.before, text):
        yield _Wording("", paragraph.before, False)
    for author in paragraph.authors:
        if not is_same(only := paragraph.only_by(author), paragraph.before):
            yield _Wording(author, only, True)


def _reworded(text: str, passages: Sequence[Passage], wording: _Wording, scope: _Scope) -> Iterator[Reply]:
    if not wording.text.strip():
        yield from _removed(text, passages, scope, wording)
        return
    pieces, (around_old, around_new) = became(text, passages, wording.text)
    for passage, new in pieces:
        if is_same(passage.text, new):
            continue
        kind: Kind = "text" if new else "removed"
        yield scope.reply(kind, wording.who, passage.id, (passage.text, new, ""), tracked=wording.tracked)
    if not is_same(around_old, around_new):
        subject = passages[0].id if passages else ""
        texts = (around_old.strip(), around_new.strip(), text if passages else "")
        yield scope.reply("other", wording.who, subject, texts, tracked=wording.tracked)


def _removed(text: str, passages: Sequence[Passage], scope: _Scope, wording: _Wording) -> Iterator[Reply]:
    """A paragraph that has gone: each of its passages, else the paragraph as it stood."""
    for passage in passages:
        yield scope.reply("removed", wording.who, passage.id, (passage.text, "", ""), tracked=wording.tracked)
    if not passages and text.strip():
        yield scope.reply("other", wording.who, "", (text.strip(), "", ""), tracked=wording.tracked)


def _added(paragraph: Paragraph, last: str, notes: set[str], scope: _Scope) -> Iterator[Reply]:
    """A paragraph of theirs, behind the passage it follows."""
    if not scope.person and paragraph.authors and not paragraph.before.strip():
        for author in paragraph.authors:
            if text := paragraph.only_by(author).strip():
                yield scope.reply("added", author, last, ("", text, ""), tracked=True)
    elif (text := paragraph.after.strip()) and squeezed(text) not in notes:
        others = "、".join(one for one in paragraph.authors if squeezed(one) != squeezed(scope.name))
        yield scope.reply("added", others, last, ("", text, ""), tracked=bool(paragraph.authors))
