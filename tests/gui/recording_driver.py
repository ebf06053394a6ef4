"""Drives a real window process that records: `python -m tests.gui.recording_driver ROLE LIBRARY`.

ROLE: "mouse" or "keys" (the whole story), "two" (an online meeting, up to its text), "crash" (records until it is
killed), "attach" (finds what was left, ends it). Says one word a line on stdout when something was reached, and last
one JSON object with what it was like.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QWidget

from minutes_app.gui import app as window_app
from minutes_app.gui.views.window import Window
from minutes_app.meeting.edit import set_text
from minutes_app.settings import load
from minutes_app.wording import editor as editor_words, gui as words, recording_window as recording_words
from tests.gui.person import Person, Step
from tests.gui.scene import press

TITLE = "第3回庁議（髙﨑）"
TYPED = ("これより庁議を始めます。", "資料は手元にあります。", "次回は来月に開きます。")
SPEAKER = "髙﨑課長"
ENOUGH = 4
"""So many lines of text are heard before the recording is ended."""


class Recorder(Person):
    """One of the stories of a recording."""

    def __init__(self, role: str) -> None:
        by_mouse: list[Step] = [self.open_screen, self.begin, self.listen, self.mark, self.stop, self.correct]
        by_keys: list[Step] = [self.key_open, self.key_begin, self.listen, self.key_mark, self.key_stop]
        by_keys += [self.key_correct]
        rest: list[Step] = [self.name_speakers, self.decide, self.to_documents, self.export, self.leave]
        key_rest: list[Step] = [self.key_decide, self.key_documents, self.key_export, self.leave]
        stories: dict[str, list[Step]] = {
            "mouse": [*by_mouse, *rest],
            "keys": [*by_keys, *key_rest],
            "crash": [self.open_screen, self.begin, self.listen, self.wait_for_the_end],
            "attach": [self.attached, self.listen_on, self.stop, self.opened, self.leave],
            "two": [self.open_screen, self.begin, self.listen, self.stop, self.opened, self.leave],
        }
        super().__init__(stories[role])

    def open_screen(self, window: Window) -> bool:
        press(window.home_view, recording_words.RECORD)
        return True

    def begin(self, window: Window) -> bool:
        window.recording.view.sheet.title.setText(TITLE)
        window.recording.view.sheet.agenda.setPlainText("予算\n人事")
        press(window.recording.view, recording_words.START)
        return True

    def listen(self, window: Window) -> bool:
        model = window.recording.model
        if model.is_under_way and "begun" not in self.answer:
            self.answer["begun"] = True
            say("recording")
        enough = len(self.texts(window)) >= ENOUGH
        if enough:
            self.answer["promise"] = model.record.promise
            self.answer["level"] = [each.word for each in model.levels.values()]
            say("heard")
        return enough

    def listen_on(self, window: Window) -> bool:
        caught = self.answer["caught"]
        assert isinstance(caught, list)
        return len(self.texts(window)) > len(caught)

    def mark(self, window: Window) -> bool:
        press(window.recording.view.marks, recording_words.mark_button(2, "decision"))
        window.recording.view.marks.agenda_button.click()
        return True

    def stop(self, window: Window) -> bool:
        self.answer["shown"] = self.texts(window)
        press(window.recording.view, recording_words.STOP)
        return True

    def correct(self, window: Window) -> bool:
        if not self.opened(window):
            return False
        model = window.editor.model
        for utterance, text in zip(model.meeting.utterances, TYPED, strict=False):
            model.do(set_text(model.meeting, utterance.id, text))
        return True

    def name_speakers(self, window: Window) -> bool:
        view = window.editor.view
        QInputDialog.getItem = staticmethod(lambda *_rest: (SPEAKER, True))  # type: ignore[method-assign,assignment]
        view.tabs.setCurrentWidget(view.speakers)
        press(view.speakers, editor_words.ADD)
        view.utterances.selectAll()
        view.commands.run("speaker", 1)
        return True

    def decide(self, window: Window) -> bool:
        window.editor.view.utterances.go(0)
        window.editor.view.commands.run("decision")
        return True

    def to_documents(self, window: Window) -> bool:
        press(window.editor, words.TO_DOCUMENTS)
        return True

    def export(self, window: Window) -> bool:
        if window.documents.meeting is None:
            return False
        for box in window.documents_view.templates.values():
            box.setChecked(True)
        press(window.documents_view, words.EXPORT)
        return True

    def key_open(self, window: Window) -> bool:
        window.activateWindow()
        keys(window, "Ctrl+N")
        return True

    def key_begin(self, window: Window) -> bool:
        if window.focusWidget() is not window.recording.view.red:
            return False
        assert tab_to(window, window.recording.view.sheet.title)
        write(window, TITLE)
        assert tab_to(window, window.recording.view.red)
        keys(window, "Space")
        return True

    def key_mark(self, window: Window) -> bool:
        keys(window, "2", "1")
        return True

    def key_stop(self, window: Window) -> bool:
        self.answer["shown"] = self.texts(window)
        keys(window, "Ctrl+E")
        return True

    def key_correct(self, window: Window) -> bool:
        if not self.opened(window):
            return False
        for text in TYPED:
            keys(window, "F2")
            keys(window, "Ctrl+A")
            write(window, text)
            keys(window, "Return", "Ctrl+Down")
        return True

    def key_decide(self, window: Window) -> bool:
        keys(window, "Ctrl+Up", "Ctrl+Up", "Ctrl+Up", "Ctrl+Shift+D")
        return True

    def key_documents(self, window: Window) -> bool:
        if not tab_to(window, window.editor.write):
            return False
        keys(window, "Space")
        return True

    def key_export(self, window: Window) -> bool:
        if window.documents.meeting is None or not window.documents_view.templates:
            return False
        box = next(box for path, box in window.documents_view.templates.items() if "全文" in path.name)
        if not box.isChecked():
            if tab_to(window, box):
                keys(window, "Space")
            return False
        if not tab_to(window, window.documents_view.export):
            return False
        keys(window, "Space")
        return True

    def attached(self, window: Window) -> bool:
        if not window.recording.model.is_under_way:
            return False
        window.record()
        self.answer["caught"] = self.texts(window)
        say("attached")
        return True

    def wait_for_the_end(self, _window: Window) -> bool:
        return False

    def opened(self, window: Window) -> bool:
        if not window.editor.model.is_open:
            return False
        self.answer["utterances"] = [each.text for each in window.editor.model.meeting.utterances]
        return True

    def leave(self, window: Window) -> bool:
        shown = window.documents_view.results
        if window.documents.is_writing or (window.documents.meeting is not None and not shown):
            return False
        self.answer["documents"] = [str(path) for path in shown]
        self.note_process()
        window.close()
        return True

    def texts(self, window: Window) -> list[str]:
        return [line.text.split(" ", 1)[1] for line in window.recording.model.record.lines if line.kind == "text"]


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def keys(window: Window, *sequence: str) -> None:
    """Keys where the focus is."""
    for each in sequence:
        QTest.keySequence(QApplication.focusWidget() or window, QKeySequence(each))


def tab_to(window: Window, wanted: QWidget) -> bool:
    """Tab until it has the focus; False while it cannot be reached (it is tried again: a page may still be coming)."""
    for _step in range(80):
        if QApplication.focusWidget() is wanted:
            return True
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
    return False


def write(window: Window, text: str) -> None:
    """Text as an input method gives it."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(QApplication.focusWidget() or window, event)


def main() -> int:
    """The window with a person before it."""
    role, library = sys.argv[1], Path(sys.argv[2])
    window_app.made()
    person = Recorder(role)
    code = window_app.run((), load({"library.folder": str(library)})[0])
    say(json.dumps(person.answer, ensure_ascii=False))
    return code


if __name__ == "__main__":
    sys.exit(main())
