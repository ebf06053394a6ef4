"""Every click and key from the start of the program to a shared 会議録, counted: `python -m tests.gui.effort`.

Writes docs/手数.md; a test asserts that it is current. A hand presses what a person presses, in a real window; only the
recorder and the engine are scripted: the engine hears what the demo model really heard of the sample meeting (kept in
tests/data), or every word of it. Waiting and listening cost no keys and are not counted.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from minutes_app.audio.window import Window as SoundWindow
from minutes_app.gui.recording import Kept, Written
from minutes_app.gui.views.menu import Menu
from minutes_app.gui.views.text_cell import TextEditor, units
from minutes_app.gui.views.window import Window
from minutes_app.gui.workshop import Workshop
from minutes_app.meeting.model import Heard, Meeting, Occasion, Recording, Speaker, Utterance
from minutes_app.progress import Report
from minutes_app.settings import load as load_settings
from minutes_app.tools import Tools
from minutes_app.word.writer import Writer
from tests.conftest import ROOT
from tests.fakes import ScriptedDecoder, ScriptedEngine
from tests.gui.editing import a_folder
from tests.gui.recording import last, scripted
from tests.running import wait_until

DEMO = ROOT / "resources" / "demo"
HEARD = ROOT / "tests" / "data" / "見本会議_聞き取り.json"
PAGE = ROOT / "docs" / "手数.md"
SECONDS = 196
DIALOG = 2
"""Clicks in the system's own dialog: the file, and 開く."""


@dataclass
class Step:
    """One thing that a person does. `letters`: characters that are typed."""

    name: str
    clicks: int = 0
    keys: int = 0
    letters: int = 0


@dataclass
class Hand:
    """Presses what can be pressed, and counts."""

    steps: list[Step] = field(default_factory=list)

    def begin(self, name: str) -> None:
        """The next step."""
        self.steps.append(Step(name))

    def click(self, widget: QWidget, at: "tuple[int, int] | None" = None) -> None:
        """The left button, on something that can be seen and pressed."""
        assert widget.isVisible(), widget
        assert widget.isEnabled(), widget
        place = widget.rect().center()
        if at is not None:
            place.setX(at[0])
            place.setY(at[1])
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)
        self.steps[-1].clicks += 1

    def key(self, sequence: str, times: int = 1) -> None:
        """A key where the focus is."""
        for _time in range(times):
            QTest.keySequence(focused(), QKeySequence(sequence))
        self.steps[-1].keys += times

    def write(self, text: str) -> None:
        """Text as the input method gives it."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(focused(), event)
        self.steps[-1].letters += len(text)

    def choose(self) -> None:
        """A file in the system's dialog."""
        self.steps[-1].clicks += DIALOG

    @property
    def total(self) -> Step:
        """All of it."""
        return Step(
            "合計",
            sum(step.clicks for step in self.steps),
            sum(step.keys for step in self.steps),
            sum(step.letters for step in self.steps),
        )


def focused() -> QWidget:
    """What has the keys."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


class Remembered(ScriptedEngine):
    """Hears what was heard before."""

    def __init__(self, heard: list[Heard]) -> None:
        super().__init__()
        self._heard = heard

    def transcribe(self, window: SoundWindow, report: Report) -> Iterator[Heard]:
        end_ms = window.start_ms + window.duration_ms
        yield from (each for each in self._heard if window.start_ms <= each.start_ms < end_ms)


def reference() -> list[Heard]:
    """What is said in the sample meeting."""
    lines = json.loads((DEMO / "見本会議.json").read_text(encoding="utf-8"))
    return [Heard(round(one["start"] * 1000), round(one["end"] * 1000), one["text"]) for one in lines]


def really_heard() -> list[Heard]:
    """What the demo model heard of it."""
    lines = json.loads(HEARD.read_text(encoding="utf-8"))
    return [Heard(one["start_ms"], one["end_ms"], one["text"]) for one in lines]


def wanted(heard: list[str], said: str) -> list[str]:
    """For each utterance the text that makes all of them together what was said."""
    owner = [number for number, text in enumerate(heard) for _letter in text]
    texts = ["" for _text in heard]
    matcher = SequenceMatcher(None, "".join(heard), said, autojunk=False)
    for kind, first, end, to, until in matcher.get_opcodes():
        if kind == "equal":
            for place in range(first, end):
                texts[owner[place]] += said[to + place - first]
        else:
            texts[owner[min(first, len(owner) - 1)]] += said[to:until]
    return texts


def until(question: Callable[[], object]) -> None:
    """Let the window work until it is so."""

    def answered() -> bool:
        QApplication.processEvents()
        return bool(question())

    assert wait_until(answered, 120), question


@contextmanager
def window_hearing(place: Path, heard: list[Heard]) -> Iterator[Window]:
    """A window whose office has a shared folder, and whose engine hears that."""
    (place / "共有").mkdir()
    chosen = {"library.folder": str(place / "会議"), "window.welcome": False}
    settings = load_settings({**chosen, "documents.shared_folder": str(place / "共有")})[0]
    tools = Tools(ScriptedDecoder(SECONDS), Remembered(heard), Writer())
    with put_up(Window(Workshop(settings, tools))) as window:
        yield window


@contextmanager
def put_up(window: Window) -> Iterator[Window]:
    """Shown, and put away."""
    Menu(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    window.begin(())
    until(lambda: window.home.is_read)
    try:
        yield window
    finally:
        window.editor.leave()
        window.workshop.close()
        QApplication.processEvents()
        window.hide()
        window.deleteLater()


def by_recording(place: Path) -> Hand:
    """Two minutes before the meeting begins → a shared 会議録; every word is heard as it was said."""
    hand, folder = Hand(), a_folder(place / "会議", spoken_meeting())
    with scripted(place / "会議") as workshop:
        (place / "共有").mkdir()
        documents = replace(workshop.settings.documents, shared_folder=str(place / "共有"))
        workshop.settings = replace(workshop.settings, documents=documents)
        workshop.tools = replace(workshop.tools, writer=Writer())
        with put_up(Window(workshop)) as window:
            hand.begin("「録音する」「録音を始める」")
            hand.click(window.home_view.recording)
            hand.click(window.recording.view.red)
            last().begin(folder)
            until(lambda: window.recording.model.is_under_way)
            hand.begin("会議のあと「録音を終わる」")
            hand.click(window.recording.view.red)
            last().tell(Kept(SECONDS * 1000, 0, False), Written(True), None)
            until(lambda: window.editor.model.is_open)
            share(window, hand, place)
    return hand


def by_import(place: Path) -> Hand:
    """A file of an IC recorder → a shared 会議録; every word is heard as it was said."""
    hand = Hand()
    with window_hearing(place, reference()) as window, pytest.MonkeyPatch.context() as patch:
        patch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(DEMO / "見本会議.mp3")], ""))
        hand.begin("「音声を取り込む」、ファイルを選んで「開く」")
        hand.click(window.home_view.importing)
        hand.choose()
        until(lambda: window.preparing)
        assert window.preparing is not None
        hand.begin("「文字起こしを始める」")
        hand.click(window.preparing.accept)
        until(lambda: window.editor.model.is_open)
        share(window, hand, place)
    return hand


def sample_corrected(place: Path) -> Hand:
    """The sample meeting as the demo model hears it → every character as it was said → a shared 会議録."""
    hand, said = Hand(), "".join(each.text for each in reference())
    with window_hearing(place, really_heard()) as window:
        hand.begin("「見本の会議で試す」")
        hand.click(window.home_view.sample)
        until(lambda: window.editor.model.is_open)
        texts = [one.text for one in window.editor.model.meeting.utterances]
        hand.begin("聞き違いを直す")
        for row, text in enumerate(wanted(texts, said)):
            if text != texts[row]:
                correct(window, hand, row, text)
        assert "".join(one.text for one in window.editor.model.meeting.utterances) == said
        share(window, hand, place)
    return hand


def correct(window: Window, hand: Hand, row: int, text: str) -> None:
    """Click the utterance, F2; for each error a click before it, Delete for what is wrong, what is right; Enter."""
    view = window.editor.view.utterances
    view.scrollTo(view.model().index(row, 0))
    QApplication.processEvents()
    place = view.visualRect(view.model().index(row, 2)).center()
    hand.click(view.viewport(), (place.x(), place.y()))
    hand.key("F2")
    editor = view.delegate.editor
    assert editor is not None
    was = editor.toPlainText()
    for kind, first, end, to, until_ in reversed(SequenceMatcher(None, was, text, autojunk=False).get_opcodes()):
        if kind != "equal":
            point_at(editor, hand, first)
            hand.key("Del", end - first)
            if until_ > to:
                hand.write(text[to:until_])
    hand.key("Return")
    until(lambda: window.editor.model.unsaved == 0)
    assert window.editor.model.meeting.utterances[row].text == text


def point_at(editor: TextEditor, hand: Hand, at: int) -> None:
    """A click before that character."""
    cursor = QTextCursor(editor.document())
    cursor.setPosition(units(editor.toPlainText()[:at]))
    place = editor.cursorRect(cursor)
    hand.click(editor.viewport(), (place.left() + 1, place.center().y()))
    assert editor.cursor_at() == at


def share(window: Window, hand: Hand, place: Path) -> None:
    """From the editor to the shared folder."""
    hand.begin("「会議録を書き出す」（画面を開く）")
    hand.click(window.editor.write)
    view = window.documents_view
    until(lambda: view.export.isEnabled() and all(box.isVisible() for box in view.templates.values()))
    hand.begin("様式を「会議録（全文）」にする（初めは要点筆記。設定で変えておけば0）")
    for path, box in view.templates.items():
        if box.isChecked() is not ("全文" in path.name):
            hand.click(box, (12, box.height() // 2))
            assert box.isChecked() is ("全文" in path.name)
    hand.begin("「書き出す」")
    hand.click(view.export)
    until(lambda: view.results and view.share.isEnabled())
    hand.begin("「共有フォルダーへ」")
    hand.click(view.share)
    until(lambda: any((place / "共有").glob("*.docx")) and not view.sharing.is_busy)


def spoken_meeting() -> Meeting:
    """The sample meeting as a recording that was heard without an error."""
    spoken = tuple(
        Utterance(f"u{number}", each.start_ms, each.end_ms, each.text, each.text, "s1")
        for number, each in enumerate(reference())
    )
    recording = Recording("recording-mic-001.wav", "録音", "ab" * 32, SECONDS * 1000, origin="microphone")
    return Meeting("m-1", "2026-11-25T10:00:00+09:00", Occasion(), (recording,), (Speaker("s1", "話者1"),), spoken)


STORIES: dict[str, Callable[[Path], Hand]] = {
    "録音して、1文字も誤りがなかったとき": by_recording,
    "ICレコーダーのファイルから、1文字も誤りがなかったとき": by_import,
    "見本の会議（前の版の体験版モデルが実際に聞き違えた所を、すべて正しく直す）": sample_corrected,
}


def page(hands: dict[str, Hand]) -> str:
    """docs/手数.md."""
    lines = [
        "# 始めてから共有するまでの手数",
        "",
        "プログラムを開いてから、会議録を共有フォルダーに置くまでに、人が押すクリックとキーの数です。",
        "このページは `python -m tests.gui.effort` が、本物のウィンドウを動かして数え、書きます。",
        "共有フォルダーは、設定で決めてあるものとします（決めていなければ、初めの1回だけ2クリックが増えます）。",
        "待つ時間と聞く操作は数えません。「打った文字」は、漢字に直したあとの文字数です。",
        "",
        "| | クリック | キー | 打った文字 |",
        "|---|---|---|---|",
    ]
    for name, hand in hands.items():
        total = hand.total
        lines.append(f"| **{name}** | {total.clicks} | {total.keys} | {total.letters} |")
        lines += [f"| {step.name} | {step.clicks} | {step.keys} | {step.letters} |" for step in hand.steps]
    heard, said = ("".join(each.text for each in texts) for texts in (really_heard(), reference()))
    opcodes = SequenceMatcher(None, heard, said, autojunk=False).get_opcodes()
    wrong = [code for code in opcodes if code[0] != "equal"]
    lines += [
        "",
        f"見本の会議は約3分、{len(said)}文字です。前の版の体験版モデルの聞き違いは{len(wrong)}か所でした",
        "（いまの版は、見本の会議を聞き違えません。直す手数を数えるため、前の版の聞き取りを使います）:",
        "",
        *(f"- 「{heard[a:b]}」→「{said[c:d]}」" for _kind, a, b, c, d in wrong),
        "",
        "直し方: 発言をクリックしてF2で開き、違う所の前をクリックして、Deleteで消し、正しい文字を打って、Enter。",
        "",
    ]
    return "\n".join(lines)


def main() -> int:
    """Count, and write the page."""
    import tempfile

    app = QApplication.instance() or QApplication(["effort"])
    hands: dict[str, Hand] = {}
    for name, story in STORIES.items():
        with tempfile.TemporaryDirectory() as home, pytest.MonkeyPatch.context() as patch:
            for variable in ("CONFIG", "DATA", "STATE", "CACHE"):
                patch.setenv(f"XDG_{variable}_HOME", home)
            hands[name] = story(Path(home))
            app.processEvents()
    PAGE.write_text(page(hands), encoding="utf-8")
    sys.stdout.write(page(hands))
    return 0


if __name__ == "__main__":
    sys.exit(main())
