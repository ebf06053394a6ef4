"""A meeting → the fields of a document: exactly what the page says, under the names that templates use.

In: a meeting, the run its utterances came from, whether the model is for trying out, today's date. Out: a dictionary of
text, lists and booleans. What nobody has said is "" (a visible blank), never made up; what was taken from the recording
is marked （録音から推定）. Deleted and hidden utterances appear nowhere.
"""

from datetime import date
from typing import Any

from minutes_app.meeting.dates import plain
from minutes_app.meeting.marked import missing, persons_marks
from minutes_app.meeting.model import Meeting, Occasion, Run, length_ms
from minutes_app.minutes.characters import one_line
from minutes_app.minutes.handouts import numbered
from minutes_app.minutes.items import Items, bookmark
from minutes_app.minutes.paperwork import paperwork_fields, person
from minutes_app.minutes.speech import Paragraph, paragraphs
from minutes_app.minutes.wareki import japanese_date, japanese_moment, japanese_range, japanese_time, span
from minutes_app.word.links import place
from minutes_app.wording import documents as words
from minutes_app.wording.capture import MARKS
from minutes_app.wording.times import clock

Fields = dict[str, Any]


def fields_of(meeting: Meeting, run: Run | None, *, demo: bool, today: date) -> Fields:
    """Every field a template can name (`minutes templates fields` explains them)."""
    posts = _posts(meeting.occasion)
    speech = paragraphs(meeting)
    rows = [(one.agenda_id, spoken(one, number, posts)) for number, one in enumerate(speech)]
    items = Items(meeting, speech)
    return occasion_fields(meeting.occasion) | {
        "議題一覧": _agenda(meeting, items, rows),
        "発言一覧": [row for _agenda_id, row in rows],
        "要点一覧": items.points(),
        "決定事項一覧": items.decisions(),
        "今後の対応一覧": items.tasks(),
        "その他の結果一覧": items.others(),
        "根拠一覧": items.evidence(),
        "録音": recordings_of(meeting),
        "認識モデル": run.model if run else "",
        "お試し": demo,
        "注意書き一覧": notes_of(meeting, run, demo=demo),
        "作成日": japanese_date(today.isoformat(), weekday=False),
    }


def occasion_fields(occasion: Occasion) -> Fields:
    """The fields of 開催概要, 文書事項 and 復命."""
    present = [one for one in occasion.attendees if not one.absent]
    absent = [one for one in occasion.attendees if one.absent]
    return paperwork_fields(occasion) | {
        "会議名": _said(occasion, "title", occasion.title),
        "開催日": _said(occasion, "date", japanese_date(occasion.date)),
        "開始時刻": _said(occasion, "start", japanese_time(occasion.start)),
        "終了時刻": _said(occasion, "end", japanese_time(occasion.end)),
        "日時": _when(occasion),
        "場所": _said(occasion, "place", occasion.place),
        "主催": _said(occasion, "organiser", occasion.organiser),
        "議長": _said(occasion, "chair", occasion.chair),
        "記録者": _said(occasion, "note_taker", occasion.note_taker),
        "出席者一覧": [person(one) for one in present],
        "欠席者一覧": [person(one) for one in absent],
        "出席者数": len(present) or "",
        "配布資料一覧": [{"番号": number, "名称": name} for number, name in numbered(occasion.handouts)],
        "次回": _said(occasion, "next_meeting", japanese_moment(one_line(occasion.next_meeting))),
    }


def recordings_of(meeting: Meeting) -> str:
    """The names and lengths of the recordings in one line."""
    lines = [
        words.recording_line(one_line(one.source_name or one.file), _length(one.duration_ms))
        for one in meeting.recordings
    ]
    whole = words.duration(length_ms(meeting.recordings))
    if meeting.recordings and all(one.origin != "import" for one in meeting.recordings):
        return words.own_recording(whole, len(meeting.recordings))
    return words.recordings_line(lines, whole)


def notes_of(meeting: Meeting, run: Run | None, *, demo: bool) -> list[str]:
    """What a reader has to know about this record: model for trying out, gaps, doubtful places."""
    notes = [words.DEMO_NOTE] if demo else []
    notes += _interruptions(meeting)
    places = sum(one.skipped for one in meeting.recordings) or (run.skipped if run else 0)
    if places:
        skipped_ms = sum(one.skipped_ms for one in meeting.recordings) or (run.skipped_ms if run else 0)
        notes.append(words.skipped_note(places, words.duration(skipped_ms)))
    if run and run.failed_ms:
        failed = [span(one.start_ms, one.end_ms) for one in run.heard if "failed" in one.flags]
        notes.append(words.failed_note(words.duration(run.failed_ms), failed))
    if run and not any(heard.text.strip() for heard in run.heard) and not meeting.utterances:
        notes.append(words.NOTHING_HEARD)
    doubtful = sum(paragraph.needs_check for paragraph in paragraphs(meeting))
    if doubtful:
        notes.append(words.check_note(doubtful))
    return notes


def marks_of(meeting: Meeting) -> list[tuple[str, str]]:
    """The marks that a person pressed while recording: time and name; agenda marks are counted."""
    rows: list[tuple[str, str]] = []
    items = 0
    for mark in persons_marks(meeting):
        items += mark.kind == "agenda"
        number = str(items) if mark.kind == "agenda" else ""
        rows.append((clock(mark.at_ms), " ".join(filter(None, (MARKS[mark.kind] + number, one_line(mark.text))))))
    return rows


def _interruptions(meeting: Meeting) -> list[str]:
    """Where the recording was paused, and where sound is missing."""
    pauses = [words.pause(clock(mark.at_ms), one_line(mark.text)) for mark in meeting.marks if mark.kind == "paused"]
    gaps = missing(meeting)
    notes = [words.paused_note(pauses)] if pauses else []
    if gaps.starts_ms:
        places = [clock(start_ms) for start_ms in gaps.starts_ms]
        notes.append(words.missing_note(places, words.duration(gaps.length_ms) if gaps.length_ms else ""))
    return notes


def _posts(occasion: Occasion) -> dict[str, str]:
    """Name → 職名, of those who are the only ones of their name."""
    names = [plain(one.name) for one in occasion.attendees]
    return {
        name: one_line(one.post) for name, one in zip(names, occasion.attendees, strict=True) if names.count(name) == 1
    }


def spoken(paragraph: Paragraph, number: int, posts: dict[str, str]) -> Fields:
    """One row of 発言一覧; `number` counts the paragraphs of the whole record.

    職名 is that of the attendee whose name the speaker has been given.
    """
    return {
        "話者": paragraph.speaker,
        "職名": posts.get(plain(paragraph.speaker), ""),
        "内容": paragraph.text,
        "時刻": clock(paragraph.start_ms),
        "要確認": paragraph.needs_check,
        "しおり": place(bookmark(number)),
    }


def _agenda(meeting: Meeting, items: Items, speech: list[tuple[str, Fields]]) -> list[Fields]:
    spoken_under: dict[str, list[Fields]] = {}
    for agenda_id, row in speech:
        spoken_under.setdefault(agenda_id, []).append(row)
    return [
        {
            "番号": number,
            "題名": one_line(item.title),
            "要点一覧": items.points(item.id),
            "発言一覧": spoken_under.get(item.id, []),
        }
        for number, item in enumerate(meeting.occasion.agenda, 1)
    ]


def _when(occasion: Occasion) -> str:
    """日時 in one line; the mark of a guess stands once at the end when every part is one, else behind its part."""
    parts = {"date": occasion.date, "start": occasion.start, "end": occasion.end}
    known = [name for name, value in parts.items() if value]
    if known and all(name in occasion.guessed for name in known):
        return japanese_date(occasion.date) + japanese_range(occasion.start, occasion.end) + words.GUESSED
    marks = {name: words.GUESSED if name in occasion.guessed and parts[name] else "" for name in parts}
    day = japanese_date(occasion.date) + marks["date"]
    hours = japanese_range(occasion.start, occasion.end) + marks["end"]
    return day + hours.replace("～", marks["start"] + "～", 1)


def _said(occasion: Occasion, name: str, text: str) -> str:
    text = one_line(text)
    return text + words.GUESSED if text and name in occasion.guessed else text


def _length(milliseconds: int) -> str:
    return words.duration(milliseconds) if milliseconds else ""
