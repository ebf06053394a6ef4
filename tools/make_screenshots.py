"""Every screen in every state as a small picture in docs/screenshots/: `python tools/make_screenshots.py [NAME…]`.

With names only the pictures that begin so are made anew, and the others stay: each remake of all weighs 20 MB in git.
Light and dark, 100 % and 150 % on a screen of 1366×768. No screen is needed (Qt's offscreen platform).
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from minutes_app.gui.views.window import Window
    from minutes_app.meeting.model import Meeting

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "screenshots"
DEMO = ROOT / "resources" / "demo"
SCREEN = (1366, 768)
MOST_COLOURS = 64
LONG = "令和8年度 第3回 見本市総合計画審議会 地域公共交通・まちづくり・子育て支援合同専門部会（拡大会議）" * 2

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(ROOT))

from tools.recording_scenes import long_names, recording  # noqa: E402


def main() -> int:
    """All pictures, each look in a process of its own, for Qt reads the scale at its start."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*")
    parser.add_argument("--look", nargs=3, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.look:
        theme, scale, into = args.look
        draw(theme, float(scale), tuple(args.names), Path(into))
        return 0
    with tempfile.TemporaryDirectory() as made:
        for theme in ("light", "dark"):
            for scale in ("1", "1.5"):
                _take_all(args.names, theme, scale, made)
        if not args.names:
            shutil.rmtree(PICTURES, ignore_errors=True)
        PICTURES.mkdir(parents=True, exist_ok=True)
        for path in Path(made).iterdir():
            shutil.copyfile(path, PICTURES / path.name)
    total = sum(path.stat().st_size for path in PICTURES.iterdir())
    print(f"{len(list(PICTURES.iterdir()))} pictures, {total >> 10} KB")
    return 0


def _take_all(names: list[str], theme: str, scale: str, made: str) -> None:
    """One look. What is in docs/ stays as it is until all looks are there."""
    with tempfile.TemporaryDirectory() as home:
        places = {f"XDG_{name}_HOME": home for name in ("STATE", "DATA", "CONFIG", "CACHE")}
        places |= {"QT_SCALE_FACTOR": scale, "PYTHONPATH": str(ROOT), "LOGNAME": "佐藤"}
        command = [sys.executable, str(Path(__file__)), *names, "--look", theme, scale, made]
        subprocess.run(command, env=os.environ | places, check=True)


class Camera:
    """Lets the window settle and takes its picture."""

    def __init__(self, window: "Window", look: str, into: Path, names: tuple[str, ...] = ()) -> None:
        """`names`: only pictures whose names begin so; () = all."""
        self._window, self._into = window, into
        self._names = names or ("",)
        self._look = look

    def wait(self, question: Callable[[], object], seconds: float = 60.0) -> None:
        """Until it is so."""
        deadline = time.monotonic() + seconds
        while not question():
            settle()
            assert time.monotonic() < deadline, question

    def take(self, name: str, widget: "QWidget | None" = None) -> None:
        """A picture of few colours, of the window or of a question above it."""
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QImage

        until = time.monotonic() + 0.4
        while time.monotonic() < until:
            settle()
        if not name.startswith(self._names):
            return
        picture = (widget or self._window).grab().toImage()
        flat = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
        few = picture.convertToFormat(QImage.Format.Format_Indexed8, commonest(picture), flat)
        few.save(str(self._into / f"{name}_{self._look}.png"))


def commonest(picture: "QImage") -> list[int]:
    """The colours that cover most of a picture."""
    import numpy as np
    from PySide6.QtGui import QImage

    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    colours, counts = np.unique(np.frombuffer(plain.constBits(), dtype=np.uint32), return_counts=True)
    return [int(colour) for colour in colours[np.argsort(-counts)[:MOST_COLOURS]]]


def settle() -> None:
    """Let the window work for a moment."""
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()
    time.sleep(0.01)


def draw(theme: str, scale: float, names: tuple[str, ...], into: Path) -> None:
    """Every screen in one look."""
    from minutes_app.gui.app import made
    from minutes_app.gui.views.filing_door import FilingDoor
    from minutes_app.gui.views.look import dress
    from minutes_app.gui.views.menu import Menu
    from minutes_app.gui.views.publish_door import PublishDoor
    from minutes_app.gui.views.settings_door import SettingsDoor
    from minutes_app.gui.views.window import Window
    from minutes_app.gui.workshop import Workshop
    from minutes_app.settings import load
    from tools import (
        adopting_scenes,
        batch_scenes,
        editor_scenes,
        effect_scenes,
        publish_scenes,
        settings_scenes,
        window_scenes,
    )
    from tools.document_scenes import documents, handover
    from tools.filing_scenes import filing
    from tools.minutes_scenes import minutes

    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "会議録"
        library.mkdir()
        app = made()
        dress(app, theme, 100)
        window = Window(Workshop(load({"library.folder": str(library)})[0]))
        menu = Menu(window)
        SettingsDoor(window)
        PublishDoor(window)
        FilingDoor(window, menu.offer)
        window.resize(round(SCREEN[0] / scale), round(SCREEN[1] / scale))
        window.show()
        camera = Camera(window, f"{'明' if theme == 'light' else '暗'}{round(scale * 100)}", into, names)
        for scene in (
            settings_scenes.first_start,
            home,
            preparation,
            settings_scenes.preparation,
            recording,
            long_recording,
            hearing,
            batch_scenes.batch,
            editor,
            editor_scenes.correcting,
            documents,
            handover,
            minutes,
            settings_scenes.settings,
            publish_scenes.publishing,
            effect_scenes.effect,
            adopting_scenes.adopting,
            filing,
            window_scenes.everyday,
        ):
            scene(window, camera, library)
        window.editor.leave()
        window.workshop.close()


def home(window: "Window", camera: Camera, library: Path) -> None:
    """はじめに."""
    from minutes_app.gui.view_models.hearing import Task

    window.home.refresh()
    camera.wait(lambda: window.home.is_read)
    camera.take("はじめに_空")
    for meeting, sounds in meetings():
        put(library, meeting, sounds=sounds)
    damaged = put(library, replace(next(meetings())[0], id="m-damaged"), sounds=False)
    for name in ("meeting.json", "meeting.json.bak"):
        (damaged / name).write_bytes(b"{")
    window.home.refresh()
    camera.wait(lambda: len(window.home.table.shown) >= 5)
    camera.take("はじめに_一覧")
    window.home_view.search.setText("予算")
    camera.take("はじめに_見つからない")
    window.home_view.search.clear()
    window.hear([Task((library / "消えた録音.mp3",))])
    camera.wait(lambda: window.message.text)
    camera.take("はじめに_エラー")
    window.message.take_away()


def preparation(window: "Window", camera: Camera, _library: Path) -> None:
    """会議の準備."""
    window.prepare((Path("/録音/IC_0012.mp3"), Path("/録音/IC_0013.mp3")))
    camera.take("準備_空")
    sheet = window.preparing
    assert sheet is not None
    sheet.lines["title"].setText(LONG)
    sheet.lines["date"].setText("11月23日")
    sheet.lines["start"].setText("午後2時")
    sheet.attendees.setPlainText("企画課\t課長\t髙橋 一郎\t○\n企画課\t主査\t佐藤 花子\t○\n総務課\t課長\t渡邊 正\t欠")
    sheet.agenda.setPlainText("特定健診の進め方について\n庁舎の雨漏りへの対応について")
    sheet.accept.click()
    camera.take("準備_記入と誤り")
    sheet.cancel.click()


def long_recording(window: "Window", camera: Camera, library: Path) -> None:
    """録音 with very long names."""
    long_names(window, camera, library, LONG)


def hearing(window: "Window", camera: Camera, _library: Path) -> None:
    """文字起こし, as it stands in the middle of its work."""
    from minutes_app.progress import Progress, Stage

    window.show_hearing()
    model = window.hearing
    model.title = LONG
    model.progress.begin()
    model.progress.see(Progress(Stage.LOAD_MODEL))
    model.progress.is_shown = True
    model.changed.emit()
    camera.take("文字起こし_準備中")
    for line in json.loads((DEMO / "見本会議.json").read_text("utf-8"))[:8]:
        model.lines.append(f"00:00:{int(line['start']):02}　{line['text']}")
        model.heard.emit(model.lines[-1])
    model.notices.append("お試し用の認識モデル（demo-ja）で文字に起こします。実際の会議には使えません。")
    model.progress.see(Progress(Stage.TRANSCRIBE, 1_140_000, 3_600_000))
    model.changed.emit()
    camera.take("文字起こし_途中")
    model.lines.clear()
    model.notices.clear()
    model.progress.end()
    window.go_home()


def editor(window: "Window", camera: Camera, library: Path) -> None:
    """校正."""
    window.open_meeting(folder_of(library, "第3回デジタル推進会議"))
    wave = window.editor.view.waveform
    camera.wait(lambda: window.editor.model.is_open and wave.loudest and wave.is_done)
    camera.take("校正")


def folder_of(library: Path, title: str) -> Path:
    """The meeting whose folder's name holds the title."""
    return next(folder for folder in sorted(library.iterdir()) if title in folder.name)


def put(library: Path, meeting: "Meeting", *, sounds: bool) -> Path:
    """A meeting on disk, with the sample's sound."""
    from minutes_app.meeting.store import create

    folder = create(library, meeting)
    if sounds:
        shutil.copy(DEMO / "見本会議.mp3", folder / meeting.recordings[0].file)
    return folder


def meetings() -> "Iterator[tuple[Meeting, bool]]":
    """Meetings in every state; the first is the sample, corrected a little."""
    from minutes_app.meeting.information import read_information
    from minutes_app.meeting.model import AgendaItem, Export, Item, Meeting, Occasion, Recording, Speaker, Utterance

    lines = json.loads((DEMO / "見本会議.json").read_text("utf-8"))
    said = read_information(DEMO / "会議情報.toml")
    utterances = tuple(
        Utterance(
            f"u{number}",
            round(line["start"] * 1000),
            round(line["end"] * 1000),
            line["text"],
            line["text"],
            speaker_id=("s1", "s2")[number // 4 % 2],
            agenda_id=said.agenda[number * 2 // len(lines)].id,
            confidence=0.4 if number % 7 == 3 else 0.9,
            flags=("low_confidence",) if number % 7 == 3 else (),
            checked=number < 3,
        )
        for number, line in enumerate(lines)
    )
    recording = Recording("recording-1.mp3", "見本会議.mp3", "2908" + "0" * 60, 176_000)
    people = (Speaker("s1", "話者1", "髙橋課長"), Speaker("s2", "話者2"))
    base = Meeting("m-1", "2026-11-23T14:00:00+09:00", said, (recording,), people, utterances, touched=True)
    items = (Item("i1", "decision", "特定健診は12月から始める。", utterance_ids=("u3",)),)
    yield replace(base, items=items), True
    for number, (title, day, hours) in enumerate(
        (
            ("庁議", "2026-11-20", "09:00"),
            (LONG, "2026-10-05", "13:30"),
            ("係内打合せ", "", ""),
            ("防災会議", "2019-05-01", "12:00"),
        )
    ):
        occasion = Occasion(title, day, hours, agenda=(AgendaItem("a", "その他"),), guessed=("date", "start"))
        own = replace(recording, sha256=f"{number}abc" + "0" * 60, duration_ms=(number + 1) * 1_500_000)
        meeting = replace(base, id=f"m-{number}x", occasion=occasion, recordings=(own,), speakers=(), touched=False)
        if number == 0:
            meeting = replace(meeting, exports=(Export("x.docx", "0" * 64, ""),))
        if number == 3:
            meeting = replace(meeting, utterances=())
        yield (
            replace(meeting, utterances=tuple(replace(one, agenda_id="", speaker_id="") for one in meeting.utterances)),
            False,
        )


if __name__ == "__main__":
    sys.exit(main())
