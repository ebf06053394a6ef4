"""Made-up meetings of a given size, for trying out a form: everything that a form may ask for, or nothing at all."""

from dataclasses import replace

from minutes_app.meeting.model import AgendaItem, Item, Meeting, Occasion, Point, Recording, Speaker, Utterance
from minutes_app.meeting.paperwork import Attendee, DutyReport, Paperwork
from minutes_app.wording import trial as words

NAME, SAID = words.NAME, words.SAID
_EACH_MS = 10_000


def a_meeting(people: int, said: int) -> Meeting:
    """A meeting with so many attendees and utterances; with no attendee one of which nobody has said anything."""
    utterances = tuple(_utterance(number) for number in range(said))
    bare = Meeting("m-trial", "2026-11-23T14:00:00+09:00", utterances=utterances)
    if not people:
        return bare
    evidence = (utterances[0].id,) if utterances else ()
    kinds = ("decision", "approval", "request", "report", "task")
    items = tuple(
        Item(f"i{number}", kind, words.ITEM.format(number + 1), words.OWNER, words.DUE, evidence)  # type: ignore[arg-type] # of ItemKind
        for number, kind in enumerate(kinds)
    )
    points = tuple(Point(f"p{n}", words.POINT.format(n + 1), "a1", evidence) for n in range(3))
    speakers = tuple(
        Speaker(f"s{n}", f"{words.SPEAKER}{n + 1}", NAME.format(n) if n < people else "") for n in range(4)
    )
    recording = Recording("recording-1.wav", words.RECORDING, "0" * 64, max(said, 1) * _EACH_MS)
    return replace(
        bare, occasion=_occasion(people), recordings=(recording,), speakers=speakers, items=items, points=points
    )


def _utterance(number: int) -> Utterance:
    text = SAID.format(number) + words.SPEECH[number % len(words.SPEECH)]
    start = number * _EACH_MS
    return Utterance(f"u{number}", start, start + _EACH_MS - 1, text, text, f"s{number % 4}", f"a{number % 2 + 1}")


def _occasion(people: int) -> Occasion:
    attendees = tuple(
        Attendee(NAME.format(n), words.DEPARTMENTS[n % len(words.DEPARTMENTS)], words.POSTS[n % len(words.POSTS)])
        for n in range(people)
    )
    absent = Attendee(words.ABSENT, words.DEPARTMENTS[0], words.POSTS[0], absent=True)
    return Occasion(
        title=words.TITLE,
        date="2026-11-23",
        start="14:00",
        end="15:30",
        place=words.PLACE,
        organiser=words.DEPARTMENTS[0],
        chair=NAME.format(0),
        note_taker=NAME.format(people - 1),
        attendees=(*attendees, absent),
        agenda=tuple(AgendaItem(f"a{n}", title) for n, title in enumerate(words.AGENDA, 1)),
        handouts=words.HANDOUTS,
        next_meeting="2026-12-21 14:00",
        paperwork=_paperwork(attendees),
    )


def _paperwork(attendees: tuple[Attendee, ...]) -> Paperwork:
    return Paperwork(
        kind="internal",
        document_number=words.DOCUMENT_NUMBER,
        drafted_on="2026-11-24",
        decided_on="2026-11-26",
        kept_for=words.KEPT_FOR,
        openness="partly",
        openness_reason=words.REASON,
        observers="3",
        secretariat=attendees[:2],
        witnesses=attendees[:1],
        explainers=attendees[:1],
        officers=attendees[:1],
        signers=tuple(one.name for one in attendees[:2]),
        approvers=words.APPROVERS,
        circulation=words.APPROVERS,
        ordered_on="2026-11-16",
        errand=words.ERRAND,
        period=words.PERIOD,
        notices=(words.NOTICE,),
        matters=(words.NOTICE,),
        duties=tuple(DutyReport(one.name, impression=words.IMPRESSION) for one in attendees[:3]),
    )
