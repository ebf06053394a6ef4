"""Drives a real window process from inside, as a person would: drop the sample, wait, export, close.

`python -m tests.gui.driver LIBRARY RECORDING`: writes one JSON object with what the window process was like.
"""

import json
import sys
from pathlib import Path

import psutil

from minutes_app.gui import app as window_app
from minutes_app.gui.views.window import Window
from minutes_app.settings import load
from minutes_app.wording import gui as words
from tests.gui.person import Person
from tests.gui.scene import drop, press


class Visitor(Person):
    """Drops a recording, corrects, exports."""

    def __init__(self, sound: Path) -> None:
        self._sound = sound
        super().__init__([self.drop, self.prepare, self.correct, self.leave_editor, self.export, self.leave])

    def drop(self, window: Window) -> bool:
        drop(window, self._sound)
        return True

    def prepare(self, window: Window) -> bool:
        if window.preparing is None:
            return False
        window.preparing.lines["title"].setText("第3回庁議（髙﨑）")
        window.preparing.lines["place"].setText("第2会議室")
        press(window.preparing, words.START_HEARING)
        return True

    def correct(self, window: Window) -> bool:
        if not window.editor.model.is_open:
            return False
        model = window.editor.model
        first = model.meeting.utterances[0]
        from minutes_app.meeting.edit import set_text

        model.do(set_text(model.meeting, first.id, "本日の庁議を始めます。"))
        self.answer["utterances"] = len(model.meeting.utterances)
        return True

    def leave_editor(self, window: Window) -> bool:
        press(window.editor, words.TO_DOCUMENTS)
        return True

    def export(self, window: Window) -> bool:
        if window.documents.meeting is None:
            return False
        for box in window.documents_view.templates.values():
            box.setChecked(True)
        press(window.documents_view, words.EXPORT)
        return True

    def leave(self, window: Window) -> bool:
        if window.documents.is_writing or len(window.documents_view.results) < 2:
            return False
        self.answer["documents"] = [str(path) for path in window.documents_view.results]
        self.answer["rss_mb"] = psutil.Process().memory_info().rss >> 20
        self.note_process()
        window.close()
        return True


def main() -> int:
    """The window with a person before it."""
    library, sound = map(Path, sys.argv[1:])
    window_app.made()
    person = Visitor(sound)
    code = window_app.run((), load({"library.folder": str(library)})[0])
    sys.stdout.write(json.dumps(person.answer, ensure_ascii=False))
    return code


if __name__ == "__main__":
    sys.exit(main())
