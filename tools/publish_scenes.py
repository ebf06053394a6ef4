"""確認に回す for `tools/make_screenshots.py`: before, nobody asked, a wrong deadline, on the way, sent, waiting."""

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from minutes_app.gui.views.publish_panel import PublishPanel
    from minutes_app.gui.views.window import Window

NAMES = ("髙橋 一郎", "佐藤 花子", "𠮷田 次郎", "山﨑 太郎", "渡邊 正", "見本 三郎", "見本 四郎", "見本 五郎")


def publishing(window: "Window", camera: Any, library: Path) -> None:
    """All states of the face; folders are named from where we stand: those that are thrown away are nobody's."""
    before = window.workshop.settings
    with contextlib.chdir(library.parent):
        panel = _opened(window, camera, _meeting(library))
        camera.take("確認に回す_始める前")
        panel.deadline.setText("来週の金曜")
        panel.model.sharing.choose(Path("共有フォルダー") / "会議録")
        panel.publish.click()
        panel.ensureWidgetVisible(panel.wrong)
        camera.take("確認に回す_期限の誤り")
        _waiting_and_sent(panel, camera)
        _half_done(panel, camera)
    other = next(folder for folder in sorted(library.iterdir()) if "令和8年度" in folder.name)
    _opened(window, camera, other)
    camera.take("確認に回す_出席者なし")
    window.workshop.settings = before
    window.go_home()


def _waiting_and_sent(panel: "PublishPanel", camera: Any) -> None:
    panel.deadline.setText(panel.model.usual_deadline)
    panel.publish.click()
    camera.wait(lambda: not panel.model.is_sending, 120)
    camera.wait(panel.waiting.isVisible)
    _to_the_end(panel, camera)
    camera.take("確認に回す_送信待ち")
    Path(panel.model.sharing.folder).mkdir(parents=True, exist_ok=True)
    panel.again.click()
    camera.wait(lambda: not panel.model.is_sending and not panel.waiting.isVisible())
    _to_the_end(panel, camera)
    camera.take("確認に回す_置いた後")


def _meeting(library: Path) -> Path:
    """Another sample meeting with eight who were there."""
    from minutes_app.meeting.model import Attendee
    from minutes_app.meeting.store import create
    from tools.make_screenshots import meetings

    meeting = next(meetings())[0]
    people = tuple(Attendee(name, "見本市 企画課", "主査") for name in NAMES)
    occasion = replace(meeting.occasion, title="第3回DX推進会議", attendees=people)
    recording = replace(meeting.recordings[0], sha256="d0c5" + "0" * 60)
    return create(library, replace(meeting, id="m-dx", occasion=occasion, recordings=(recording,)))


def _opened(window: "Window", camera: Any, folder: Path) -> "PublishPanel":
    from minutes_app.gui.views.publish_panel import PublishPanel

    window.open_documents(folder)
    [panel] = window.documents_view.tabs.findChildren(PublishPanel)
    camera.wait(lambda: window.documents.meeting and panel.template.count())
    window.documents_view.tabs.setCurrentWidget(panel)
    camera.wait(lambda: not window.documents_view.preview.model.line, 120)
    panel.verticalScrollBar().setValue(0)
    return panel


def _to_the_end(panel: "PublishPanel", camera: Any) -> None:
    camera.wait(lambda: not panel.model.documents.progress.is_shown)
    inside = panel.widget()
    assert inside is not None
    inside.adjustSize()
    panel.verticalScrollBar().setValue(panel.verticalScrollBar().maximum())


def _half_done(panel: "PublishPanel", camera: Any) -> None:
    from minutes_app.progress import Progress, Stage

    progress = panel.model.progress
    progress.begin()
    progress.see(Progress(Stage.SHARE, 3, 9))
    progress.is_shown = True
    progress.changed.emit()
    panel.ensureWidgetVisible(panel.bar)
    camera.take("確認に回す_途中")
    progress.end()
