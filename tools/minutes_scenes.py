"""The pictures of the faces of 会議録 where a person decides: 決定・宿題, 文書事項, 復命, 確定, in every state."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tools.document_scenes import SAMPLE, Camera, folder_of

if TYPE_CHECKING:
    from minutes_app.gui.views.minutes_faces import MinutesFaces
    from minutes_app.gui.views.window import Window


def minutes(window: "Window", camera: Camera, library: Path) -> None:
    """The sample meeting from its proposals to 確定, and a meeting with nothing in it."""
    folder = folder_of(library, SAMPLE)
    faces = _page(window, camera, folder)
    view = window.documents_view
    _settled(window, camera)
    view.tabs.setCurrentWidget(faces.results)
    _results(window, camera, faces)
    view.tabs.setCurrentIndex(1)
    faces.paper_model.put("kind", "council")
    camera.wait(lambda: window.documents.kind == "council")
    faces.paper.fields["decided_on"].control.setText("11月26日")  # type: ignore[union-attr] # a line
    faces.settle()
    field = faces.paper.field("kept_for")
    view._form_area.ensureWidgetVisible(field, 0, 300)
    camera.take("会議録_文書事項")
    view.tabs.setCurrentIndex(0)
    camera.take("会議録_種別の様式")
    view.tabs.setCurrentWidget(faces.duties)
    _settled(window, camera)
    camera.take("会議録_復命")
    _gate(window, camera, faces)
    _nothing(window, camera, library)
    window.go_home()


def _are_left(window: "Window", count: int) -> bool:
    return len(window.documents.results.waiting) == count


def _nothing(window: "Window", camera: Camera, library: Path) -> None:
    faces = _page(window, camera, folder_of(library, "防災会議"))
    window.documents_view.tabs.setCurrentWidget(faces.results)
    camera.take("会議録_案がない")
    window.documents_view.tabs.setCurrentWidget(faces.duties)
    camera.take("会議録_出席者がない")


def _page(window: "Window", camera: Camera, folder: Path) -> "MinutesFaces":
    window.open_documents(folder)
    camera.wait(lambda: window.documents.results.meeting is not None)
    return window.documents_view.faces


def _results(window: "Window", camera: Camera, faces: "MinutesFaces") -> None:
    from minutes_app.minutes.propose import Proposal

    panel = faces.results
    panel.list.setFocus()
    camera.take("会議録_案")
    panel.list.choose(lambda thing: isinstance(thing, Proposal) and thing.kind == "task")
    panel.take_changed.click()
    assert panel.sheet is not None
    camera.take("会議録_案を直す", panel.sheet)
    panel.sheet.close()
    panel.add.click()
    panel.sheet.text.setPlainText("毛布と発電機を買い足す。")
    camera.wait(panel.sheet.speech.count)
    camera.take("会議録_案になかったもの", panel.sheet)
    panel.sheet.close()
    count = len(window.documents.results.waiting)
    for left in range(count, count - 3, -1):
        panel.take.click()
        camera.wait(partial(_are_left, window, left - 1))
    panel.refuse.click()
    camera.wait(lambda: window.documents.results.refused)
    panel.refused.setChecked(True)
    items = window.documents.results.meeting.items if window.documents.results.meeting is not None else ()
    faces.results.go_to(items[-1].id)
    _settled(window, camera)
    camera.take("会議録_入れた後")
    panel.refused.setChecked(False)


def _gate(window: "Window", camera: Camera, faces: "MinutesFaces") -> None:
    from minutes_app.meeting.edit import change_item, mark_checked, together

    view = window.documents_view

    def spoilt(meeting: "object") -> "object":
        item = meeting.items[-1]  # type: ignore[attr-defined] # a Meeting
        return change_item(meeting, replace(item, text=f"{item.text}（予算は520万円）"))  # type: ignore[arg-type] # as above

    faces.did.emit(spoilt)
    camera.wait(lambda: any("520万円" in line for line in window.documents.results.sentences))
    view.tabs.setCurrentWidget(faces.gate)
    faces.gate.list.setFocus()
    faces.gate.reason.setText("議長が資料で確かめたため")
    _settled(window, camera)
    camera.take("会議録_確定の前")
    faces.gate.confirm.click()
    camera.wait(lambda: faces.gate.is_confirmed and faces.gate.kept.text())
    camera.take("会議録_理由を残して確定")
    faces.undo.click()
    camera.wait(lambda: not faces.gate.is_confirmed)

    def mended(meeting: "object") -> "object":
        ids = [one.id for one in meeting.utterances if one.flags]  # type: ignore[attr-defined] # as above
        item = meeting.items[-1]  # type: ignore[attr-defined] # as above
        steps = (
            lambda now: mark_checked(now, ids),
            lambda now: change_item(now, replace(item, text=item.text.split("（予算")[0])),
        )
        return together(meeting, "check", steps)  # type: ignore[arg-type] # as above

    faces.did.emit(mended)
    camera.wait(lambda: not window.documents.results.sentences)
    camera.take("会議録_確定できる")
    faces.gate.confirm.click()
    camera.wait(lambda: faces.gate.is_confirmed)
    _settled(window, camera)
    camera.take("会議録_確定")
    window.open_meeting(window.documents.folder)
    camera.wait(lambda: window.editor.model.is_open)
    camera.take("校正_確定")


def _settled(window: "Window", camera: Camera) -> None:
    """The pages are those of what stands beside them."""
    from minutes_app.gui.view_models.preview import Shown

    camera.wait(lambda: window.documents_view.preview.model.shown in (Shown.CURRENT, Shown.FAILED), 240)
