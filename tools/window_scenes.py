"""開催概要 changed while it records, what rests on 非公開 alone, the question at closing: for `make_screenshots`."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tools.document_scenes import answered

if TYPE_CHECKING:
    from minutes_app.gui.views.window import Window
    from tools.make_screenshots import Camera


def everyday(window: "Window", camera: "Camera", library: Path) -> None:
    """All of it."""
    revising(window, camera, library)
    withheld(window, camera, library)
    closing(window, camera, library)


def revising(window: "Window", camera: "Camera", library: Path) -> None:
    """The sheet while a recording goes on."""
    from minutes_app.wording import recording_window as words
    from tools.recording_scenes import AGENDA, begin, end, plug_in, say

    model = window.recording.model
    window.record()
    camera.wait(lambda: not model.sources.is_looking)
    model.sources.rest()
    plug_in(model)
    say(window, "第3回DX推進会議", AGENDA)
    begin(model, library)
    window.recording.view.marks.revise.click()
    sheet = window.preparing
    assert sheet is not None
    sheet.attendees.setPlainText("企画課\t課長\t髙橋 一郎\t○\n総務課\t主事\t佐藤 花子\t○")
    camera.take("録音_開催概要を直す")
    sheet.cancel.click()
    model.record.add("note", words.REVISED)
    end(window, model)
    window.go_home()


def withheld(window: "Window", camera: "Camera", library: Path) -> None:
    """決定 whose evidence is 非公開, and the question before a document has it."""
    from minutes_app.meeting.model import Item, Point
    from tools.make_screenshots import meetings, put

    meeting, _sounds = next(meetings())
    said = list(meeting.utterances)
    said[3] = replace(said[3], hidden=True)
    decided = Item("i-h", "decision", "次期の副会長に内部から1名を選ぶ。", utterance_ids=(said[3].id,))
    noted = Point("p-h", "人事の経過について説明した。", said[3].agenda_id, (said[3].id,))
    occasion = replace(meeting.occasion, title="非公開の見本")
    secret = replace(meeting, id="m-h", occasion=occasion, utterances=tuple(said))
    secret = replace(secret, items=(decided, *meeting.items), points=(noted, *meeting.points))
    folder = put(library, secret, sounds=False)
    window.open_meeting(folder)
    camera.wait(lambda: window.editor.has(folder))
    view = window.editor.view
    view.tabs.setCurrentWidget(view.items)
    view.items.view.selectRow(0)
    camera.take("校正_載らない決定")
    with answered(camera, "校正_載せるか尋ねる"):
        view.items.buttons[next(iter(name for name in view.items.buttons if "載せる" in name))].click()
    view.tabs.setCurrentWidget(view.points)
    view.points.view.selectRow(0)
    camera.take("校正_載らない要点")
    window.go_home()


def closing(window: "Window", camera: "Camera", library: Path) -> None:
    """The question while a stretch is heard again."""
    from tools.make_screenshots import meetings, put

    meeting, _sounds = next(meetings())
    occasion = replace(meeting.occasion, title="閉じるときの見本")
    folder = put(library, replace(meeting, id="m-c", occasion=occasion), sounds=True)
    window.open_meeting(folder)
    camera.wait(lambda: window.editor.has(folder))
    again = window.editor.view.again_model
    assert again is not None
    again.progress.is_shown = True
    with answered(camera, "閉じる_起こし直しの途中"):
        window.close()
    again.progress.end()
    window.go_home()
