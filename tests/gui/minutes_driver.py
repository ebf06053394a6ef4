"""Drives a real window process from inside: proposals are put in, one is refused, the gate refuses, a person overrules.

`python -m tests.gui.minutes_driver LIBRARY`: by keys and clicks alone; writes one JSON object with what was seen.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from minutes_app.gui import app as window_app
from minutes_app.gui.views.minutes_faces import MinutesFaces
from minutes_app.gui.views.window import Window
from minutes_app.settings import load
from minutes_app.wording import gui as words, minutes_faces as said
from tests.gui.person import Person
from tests.gui.scene import press


class Clerk(Person):
    """Answers the proposals and confirms."""

    def __init__(self) -> None:
        super().__init__([self.open, self.see, self.answer_all, self.ask, self.overrule, self.look_home])

    def open(self, window: Window) -> bool:
        """The meeting's 会議録, from the list."""
        if not window.home.table.shown:
            return False
        press(window.home_view, words.WRITE)
        return True

    def see(self, window: Window) -> bool:
        """決定・宿題."""
        if window.documents.results.meeting is None:
            return False
        faces = window.documents_view.faces
        window.documents_view.tabs.setCurrentWidget(faces.results)
        faces.results.list.setFocus()
        self.answer["proposed"] = len(window.documents.results.waiting)
        return True

    def answer_all(self, window: Window) -> bool:
        """The first is refused, the others are put in, by keys."""
        rows = window.documents_view.faces.results.list
        if not self.answer.get("answered"):
            self.answer["answered"] = True
            QTest.keyClick(rows, Qt.Key.Key_Delete)
            for _each in range(int(str(self.answer["proposed"])) - 1):
                QTest.keyClick(rows, Qt.Key.Key_Return)
        results = window.documents.results
        return not results.waiting and results.meeting is not None and len(results.meeting.answers) == 4

    def ask(self, window: Window) -> bool:
        """確定: what stands against it is there, and the button waits for a reason."""
        faces = window.documents_view.faces
        window.documents_view.tabs.setCurrentWidget(faces.gate)
        self.answer["against"] = [faces.gate.list.item(row).text() for row in range(faces.gate.list.count())]
        self.answer["may"] = faces.gate.confirm.isEnabled()
        QTest.keyClicks(faces.gate.reason, "checked by ear")
        press(faces.gate, said.CONFIRM_DESPITE)
        return True

    def overrule(self, window: Window) -> bool:
        """確定 is shown."""
        faces: MinutesFaces = window.documents_view.faces
        if not faces.chip.isVisible():
            return False
        self.answer["kept"] = faces.gate.kept.text()
        press(window.documents_view, words.BACK)
        return True

    def look_home(self, window: Window) -> bool:
        """In the list, too."""
        if not window.home.table.shown or window.home.table.shown[0].status != "confirmed":
            return False
        self.answer["state"] = window.home.table.state_of(window.home.table.shown[0])
        self.note_process()
        window.close()
        return True


def main() -> int:
    """The window with a person before it."""
    library = Path(sys.argv[1])
    window_app.made()
    person = Clerk()
    code = window_app.run((), load({"library.folder": str(library), "window.welcome": False})[0])
    sys.stdout.write(json.dumps(person.answer, ensure_ascii=False))
    return code


if __name__ == "__main__":
    sys.exit(main())
