"""Meetings for tests."""

from minutes_app.meeting.model import (
    AgendaItem,
    Heard,
    Item,
    Meeting,
    Occasion,
    Point,
    Recording,
    Speaker,
    Utterance,
    Word,
)

SHA = "3f2a91" + "0c" * 29
OTHER_SHA = "3f2ab7" + "1d" * 29


def a_meeting(count: int = 5, *, sha256: str = SHA, title: str = "会議（秘）①") -> Meeting:
    utterances = tuple(
        Utterance(
            id=f"u{number}",
            start_ms=number * 1000,
            end_ms=number * 1000 + 900,
            text=f"発言その{number}です。髙﨑𠮷🎉",
            heard=f"発言その{number}です。髙﨑𠮷🎉",
            speaker_id="s1",
            agenda_id="a1",
            confidence=0.87,
        )
        for number in range(count)
    )
    return Meeting(
        id="m1",
        created_at="2026-01-15T10:00:00+09:00",
        occasion=Occasion(
            title=title, date="2026-01-15", agenda=(AgendaItem("a1", "予算"), AgendaItem("a2", "その他"))
        ),
        recordings=(Recording("recording-1.wav", "録音 0115.wav", sha256, count * 1000),),
        speakers=(Speaker("s1", "話者1"), Speaker("s2", "話者2")),
        utterances=utterances,
        items=(Item("i1", "decision", "原案のとおり決定", utterance_ids=("u1",)),),
        points=(Point("p1", "予算案を説明した。", "a1", ("u0", "u1")),),
    )


def some_heard(start_ms: int, text: str = "本日は") -> Heard:
    words = tuple(
        Word(letter, start_ms + place * 100, start_ms + place * 100 + 100) for place, letter in enumerate(text)
    )
    return Heard(start_ms, start_ms + len(text) * 100, text, words, confidence=0.9)
