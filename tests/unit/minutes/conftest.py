"""A meeting with everything in it."""

from dataclasses import replace

import pytest

from minutes_app.meeting.model import (
    AgendaItem,
    Attendee,
    Heard,
    Item,
    Meeting,
    Occasion,
    Point,
    Recording,
    Run,
    Speaker,
    Utterance,
)

SECRET = "ここは秘密の人事の話です"


def utterance(number: int, text: str, *, at: int, to: int, speaker: str = "", agenda: str = "") -> Utterance:
    return Utterance(f"u{number}", at, to, text, f"聞{text}", speaker, agenda)


@pytest.fixture
def meeting() -> Meeting:
    hidden = replace(utterance(5, SECRET, at=21_000, to=22_000, speaker="s1", agenda="a2"), hidden=True)
    deleted = replace(
        utterance(6, f"{SECRET}（消した）", at=22_500, to=23_000, speaker="s1", agenda="a2"), deleted=True
    )
    flagged = replace(
        utterance(4, "特定健診は四十万円です。", at=16_000, to=20_500, speaker="s2", agenda="a2"), flags=("loop",)
    )
    return Meeting(
        "m1",
        "2026-11-23T16:00:00+09:00",
        Occasion(
            title="第3回DX推進会議",
            date="2026-11-23",
            start="14:00",
            end="15:30",
            place="第2会議室",
            organiser="デジタル推進課",
            chair="髙橋 一郎",
            note_taker="佐藤 花子",
            attendees=(
                Attendee("髙橋 一郎", "デジタル推進課", "課長"),
                Attendee("髙﨑𠮷", "総務課", "主事"),
                Attendee("渡邊 正", "総務課", "課長", absent=True),
            ),
            agenda=(AgendaItem("a1", "窓口予約"), AgendaItem("a2", "特定健診")),
            handouts=("資料1-2 工程表", "収支の見込み"),
            next_meeting="2026-12-21",
        ),
        (Recording("recording-1.mp3", "会議1123.mp3", "0" * 64, 3_725_000),),
        (Speaker("s1", "話者1", "髙橋"), Speaker("s2", "話者2")),
        (
            utterance(1, "定刻になりました。", at=0, to=3_000, speaker="s1", agenda="a1"),
            utterance(2, "始めます。", at=4_000, to=6_000, speaker="s1", agenda="a1"),
            utterance(3, "説明します。", at=9_000, to=12_000, speaker="s2", agenda="a1"),
            flagged,
            hidden,
            deleted,
            utterance(7, "以上です。", at=30_000, to=31_000, speaker="s2", agenda="a2"),
        ),
        (
            Item("i1", "decision", "窓口予約を4月から始める。", utterance_ids=("u5", "u3", "u2")),
            Item("i2", "task", "見積りを取る", "総務課", "2026-12-10", ("u7",)),
            Item("i3", "task", "検討する"),
            Item("i4", "report", "報告があった"),
        ),
        (Point("p1", "4月に始める。", "a1", ("u3",)), Point("p2", "全体の要点", "", ("u5",))),
        run_id="r1",
    )


@pytest.fixture
def run() -> Run:
    return Run(
        id="r1",
        key="k",
        model="large-v3-turbo",
        model_sha256="f" * 64,
        options={"language": "ja", "beam_size": 5, "words": True},
        device="cpu",
        compute_type="int8",
        started_at="2026-11-23T16:00:00+09:00",
        finished_at="2026-11-23T16:10:00+09:00",
        audio_ms=3_725_000,
        wall_ms=600_000,
        heard=(Heard(0, 3_000, "定刻になりました。"),),
    )
