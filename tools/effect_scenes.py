"""効果の測定 for `tools/make_screenshots.py`: without a baseline, with one, nothing at all, and the question."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from minutes_app.gui.views.window import Window


def effect(window: "Window", camera: Any, library: Path) -> None:
    """The page and the question."""
    from minutes_app.gui.views.effect_door import EffectDoor
    from minutes_app.settings import change, load

    door = EffectDoor(window, lambda _text, _deed: None)
    _work(library)
    _open(door, camera)
    camera.take("効果_基準なし")
    for key, value in (("effect.minutes_per_hour", "180"), ("effect.report_minutes", "40")):
        change(key, value)
    settings = load({"library.folder": str(library)})[0]
    window.workshop.adopt(settings)
    camera.wait(lambda: door.model.months and not door.model.is_busy)
    camera.take("効果_基準あり")
    assert door.page is not None
    door.model.choose(len(door.model.periods) - 2)
    camera.wait(lambda: not door.model.is_busy)
    camera.take("効果_会議なし")
    door.model.choose(0)
    window.go_home()
    door.bar.show()
    camera.take("効果_操作感")
    door.bar.hide()
    _settings(window, camera)
    _drafts(window, camera, library)


def _drafts(window: "Window", camera: Any, library: Path) -> None:
    """要点 with the marks of a language model, as they stand in 校正."""
    from minutes_app.gui.views.draft_door import DraftDoor
    from minutes_app.meeting.model import AgendaItem, Meeting, Occasion, Point, Utterance
    from minutes_app.meeting.store import create
    from minutes_app.settings import change, load
    from minutes_app.wording.draft import MARK, MARKED

    for key, value in (("draft.address", "http://127.0.0.1:11434/v1"), ("draft.model", "qwen3:8b")):
        change(key, value)
    window.workshop.adopt(load({"library.folder": str(library)})[0])
    said = ("会場は市民センターに決まりました。", "見積りは佐藤係長が12月15日までに出してください。")
    utterances = tuple(
        Utterance(f"u{at}", at * 5000, at * 5000 + 4000, text, text, agenda_id="a1") for at, text in enumerate(said)
    )
    points = (
        Point("p1", "会場は市民センターとする。", "a1", ("u0",)),
        Point("p2", MARKED.format(MARK, "見積りは佐藤係長が12月15日までに出す。"), "a1", ("u1",)),
    )
    occasion = Occasion("説明会の打合せ", "2026-11-23", "14:00", agenda=(AgendaItem("a1", "会場と見積り"),))
    folder = create(library, Meeting("m-draft", "", occasion, utterances=utterances, points=points))
    door = DraftDoor(window)
    window.open_meeting(folder)
    camera.wait(lambda: window.editor.model.is_open)
    door.panel.agenda.setCurrentIndex(1)
    door.panel.view.choose("p2")
    camera.take("校正_要点の下書き")
    window.go_home()


def _settings(window: "Window", camera: Any) -> None:
    from minutes_app.gui.views.settings_door import SettingsDoor

    found = window.findChild(SettingsDoor)
    assert isinstance(found, SettingsDoor)
    for section, name in (("effect", "効果の測定"), ("draft", "要点の下書き")):
        window.settings_wanted.emit(section)
        camera.wait(lambda: found.rooms.options.is_read)
        camera.take(f"設定_{name}")
    window.go_home()


def _open(door: Any, camera: Any) -> None:
    door.open()
    camera.wait(lambda: door.model.is_read and not door.model.is_busy)


def _work(library: Path) -> None:
    """Meetings of four months of this 年度, most of them measured."""
    from datetime import date

    from minutes_app.logbook import note_feeling, note_work
    from minutes_app.meeting.model import Attendee, Export, Meeting, Occasion, Recording
    from minutes_app.meeting.store import create
    from minutes_app.settings import effect_folder

    today = date.today()
    year = today.year if today.month >= 4 else today.year - 1
    written = Export("会議録.docx", "0" * 64, "", "会議録兼復命書")
    people = tuple(Attendee(f"見本 {name}", "企画課") for name in "一二三四五六")
    for number, (month, title, hours, minutes) in enumerate(
        (
            (5, "第1回DX推進会議", 1.5, 62),
            (5, "庁議", 1.0, 35),
            (6, "令和8年度 地域公共交通・まちづくり・子育て支援合同専門部会（拡大会議）", 2.5, 140),
            (7, "第2回DX推進会議", 1.5, 48),
            (7, "防災会議", 2.0, 0),
            (9, "係内打合せ", 0.5, 20),
        )
    ):
        sound = Recording("recording-1.mp3", "見本会議.mp3", f"{number:064x}", round(hours * 3_600_000))
        occasion = Occasion(title, f"{year}-{month:02}-{10 + number:02}", "14:00", attendees=people[: 2 + number % 5])
        meeting = Meeting(f"m-effect{number}", f"{year}-04-01", occasion, recordings=(sound,), exports=(written,))
        create(library, meeting)
        if minutes:
            note_work(effect_folder(), meeting.id, minutes * 60, today)
    for mark in (5, 4, 4):
        note_feeling(effect_folder(), mark, today)
