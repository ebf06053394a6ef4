"""The recording screen, its strip and its alarms for `make_screenshots`, as they stand in the middle of a meeting."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minutes_app.gui.view_models.recording import RecordingModel
    from minutes_app.gui.views.window import Window
    from tools.make_screenshots import Camera

DEMO = Path(__file__).resolve().parent.parent / "resources" / "demo"
LONG_DEVICE = "会議室の天井マイクアレイ（USB Audio Device 2.0 - 令和8年度 更新機器 第2会議室）"
AGENDA = "特定健診の進め方について\n庁舎の雨漏りへの対応について\nその他"
PROMISE = (
    "話している間に文字を出します（認識モデル: large-v3-turbo）。発言が終わってから、およそ1秒以内で文字になります。"
)


def recording(window: "Window", camera: "Camera", library: Path) -> None:
    """録音, from the empty screen to the last question."""
    model = window.recording.model
    window.record()
    camera.wait(lambda: not model.sources.is_looking)
    model.sources.rest()
    camera.take("録音_音の装置がない")
    plug_in(model)
    camera.take("録音_始める前")
    say(window, "第3回DX推進会議", AGENDA)
    camera.take("録音_記入")
    begin(model, library)
    camera.take("録音_途中")
    _alarm(model)
    camera.take("録音_知らせ")
    _show_strip(window, camera)
    window.go_home()
    camera.wait(lambda: window.home.is_read)
    camera.take("録音_ほかの画面")
    end(window, model)


def long_names(window: "Window", camera: "Camera", library: Path, long_title: str) -> None:
    """The same with names that do not end."""
    model = window.recording.model
    window.record()
    camera.wait(lambda: not model.sources.is_looking)
    model.sources.rest()
    plug_in(model, LONG_DEVICE)
    say(window, long_title, "\n".join([long_title] * 12))
    begin(model, library)
    model.phase = type(model.phase).PAUSED
    model.changed.emit()
    camera.take("録音_長い名前と一時停止")
    end(window, model)
    window.go_home()


def plug_in(model: "RecordingModel", name: str = "会議室マイク") -> None:
    """What is connected, and how loud it is."""
    from minutes_app.gui.errands import Inputs
    from minutes_app.gui.view_models.sources import Shown

    sources = model.sources
    sources._inputs, sources.trouble = Inputs((name, "内蔵マイク"), ("スピーカー (Realtek Audio)",)), None
    sources.chosen["mic"] = name
    sources.chosen["system"] = "default"
    sources.levels = {"mic": Shown("quiet", 0.35), "system": Shown("good", 0.6)}
    sources.changed.emit()


def say(window: "Window", title: str, agenda: str) -> None:
    """What the person has typed about the meeting."""
    sheet = window.recording.view.sheet
    sheet.title.setText(title)
    sheet.agenda.setPlainText(agenda)
    sheet.put()


def begin(model: "RecordingModel", library: Path) -> None:
    """As it stands in the middle of a recording."""
    from minutes_app.gui.view_models.recording import Phase
    from minutes_app.gui.view_models.sources import Shown
    from minutes_app.wording import recording_window as words

    model.record.clear(PROMISE)
    model.record.add("note", words.CONSENT)
    model.folder, model.tracks = library / "x", ("mic", "system")
    model.position_ms, model.free_hours, model.agenda_at = 754_000, 312.0, 1
    model.levels = {"mic": Shown("good", 0.72), "system": Shown("loud", 0.98)}
    for number, line in enumerate(json.loads((DEMO / "見本会議.json").read_text("utf-8"))[:9]):
        at = f"00:{int(line['start']) // 60:02}:{int(line['start']) % 60:02}"
        model.record.add("text", f"{at} 会場: {line['text']}")
        if number == 0:
            model.record.add("mark", words.mark_line(5_000, "agenda", 1, model.title_of(1)))
    model.record.add("mark", words.mark_line(61_000, "decision"))
    model.record.draft = "それでは次の議題に移りますので、資料の2ページを"
    model.record.drafted.emit()
    model.phase = Phase.RECORDING
    model.changed.emit()
    model.ticked.emit()


def _alarm(model: "RecordingModel") -> None:
    from minutes_app.gui.view_models.recording import Alarm
    from minutes_app.wording import recording_window as words

    for kind, grave in (("too_quiet", False), ("device_gone", True)):
        facts: dict[str, str | int | float] = {"track": "mic", "at_ms": 750_000, "name": "会議室マイク"}
        message = words.watched_here(kind, facts)
        model.alarms.append(Alarm(message, grave))
        model.record.add("alarm", words.noted(750_000, message.headline))
    model.is_waiting = True
    model.changed.emit()


def _show_strip(window: "Window", camera: "Camera") -> None:
    part = window.recording
    part._show_strip()
    assert part.strip is not None
    camera.take("録音_小さい帯", part.strip)
    part._drop_strip()


def end(window: "Window", model: "RecordingModel") -> None:
    """As before a recording."""
    from minutes_app.meeting.model import Occasion

    model.alarms.clear()
    model._rest()
    model.said = Occasion()
    window.recording.view.sheet.show_said()
