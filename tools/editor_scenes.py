"""校正 for `tools/make_screenshots.py`: what needs a look, what is heard again, the dialogs beside, who else has it."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import Mock, patch

if TYPE_CHECKING:
    from minutes_app.gui.views.editor import EditorView
    from minutes_app.gui.views.window import Window
    from minutes_app.meeting.model import Meeting

RUN = "20261123T140000-abcdef"
OTHER_PC = "企画課-PC03"
LONG_NAME = "見本市総合計画審議会地域公共交通・まちづくり合同専門部会 副部会長 佐々木 長右衛門之介"


def correcting(window: "Window", camera: Any, library: Path) -> None:
    """校正 in every state."""
    from tools.make_screenshots import meetings, put

    meeting, gap = _unfinished(next(meetings())[0])
    folder = put(library, meeting, sounds=True)
    _keep_run(folder, meeting, gap)
    with patch("minutes_app.meeting.store.user_name", lambda: "佐藤"):
        window.open_meeting(folder)
        camera.wait(lambda: window.editor.model.heard)
    view = window.editor.view
    camera.wait(lambda: window.editor.model.heard and view.waveform.is_done)
    camera.take("校正_録音中の印")
    window.editor.model.take_marks()
    view.commands.run("look")
    while view.commands.gap is None:
        view.commands.run("look")
    camera.take("校正_文字のない声")
    _dialogs(view, camera)
    _menu(view, camera)
    window.go_home()
    _second(window, camera, folder)
    _long(window, camera, put(library, _with_long_names(meeting), sounds=False))


def _unfinished(meeting: "Meeting") -> tuple["Meeting", tuple[int, int]]:
    """A meeting with marks that wait, notes, hidden and deleted utterances, and a voice without text."""
    from minutes_app.meeting.model import Mark

    said = list(meeting.utterances)
    gone = said.pop(6)
    said[2] = replace(said[2], important=True, comment="資料2の数字を確かめる")
    said[4] = replace(said[4], hidden=True)
    said[5] = replace(said[5], deleted=True)
    marks = (Mark(1000, "agenda"), Mark(said[8].start_ms + 500, "decision"), Mark(said[10].start_ms + 500, "important"))
    bare = tuple(replace(one, agenda_id="") for one in said)
    occasion = replace(meeting.occasion, title="起こし直しの見本")
    changed = replace(meeting, id="m-b", occasion=occasion, utterances=bare, marks=marks, run_id=RUN)
    return changed, (gone.start_ms, gone.end_ms)


def _keep_run(folder: Path, meeting: "Meeting", gap: tuple[int, int]) -> None:
    from minutes_app.meeting.model import Heard, Run
    from minutes_app.meeting.sealed import seal

    heard = [Heard(one.start_ms, one.end_ms, one.heard) for one in meeting.utterances]
    heard.append(Heard(*gap, "", flags=("no_text",)))
    run = Run(RUN, "k", "demo-ja", "", {}, "cpu", "int8", "", "", 196_000, 1, tuple(heard), demo=True)
    (folder / "runs").mkdir()
    (folder / "runs" / f"{RUN}.json").write_bytes(seal(run))


def _dialogs(view: "EditorView", camera: Any) -> None:
    errands, model = view.commands.errands, view.model
    _again(view, camera)
    view.utterances.go(3)
    new = errands.add_utterance()
    assert new is not None
    new.text.setPlainText("はい、そのように進めます。")
    camera.take("校正_発言を足す", new)
    new.close()
    first = model.meeting.utterances[1]
    model.table.reword(first.id, first.text + "どうぞ宜しくお願い致します。")
    model.set_speaker((model.meeting.utterances[3].id, model.meeting.utterances[7].id), 2)
    model.toggle_hidden((model.meeting.utterances[8].id,))
    replacing = errands.replace(fillers=False)
    replacing.source.setCurrentIndex(1)
    camera.wait(lambda: replacing.table.hits)
    camera.take("校正_ルールで置換", replacing)
    rules = replacing.edit_rules()
    camera.take("校正_ルール", rules)
    rules.close()
    replacing.close()
    history = errands.show_history()
    camera.wait(lambda: history.table.rowCount() > 3)
    camera.take("校正_履歴", history)
    history.close()
    keys = errands.show_keys()
    keys.table.setCurrentCell(next(row for row, line in enumerate(keys.lines) if line.intent == "merge"), 0)
    keys.take("Ctrl+D")
    camera.take("校正_キー操作", keys)
    keys.close()


def _again(view: "EditorView", camera: Any) -> None:
    """Old and new side by side, and an engine that has stopped."""
    from minutes_app.errors import EngineStopped
    from minutes_app.gui.jobs import Failure
    from minutes_app.gui.view_models.again import State
    from minutes_app.meeting.model import Heard, Run
    from minutes_app.wording.gui import explain_here

    view.utterances.go(9)
    dialog = view.commands.errands.hear_again()
    again = view.again_model
    assert dialog is not None
    assert again is not None
    camera.wait(lambda: again.models)
    camera.take("校正_起こし直し", dialog)
    error = EngineStopped(54_000, -9)
    again._fail(Failure(explain_here(error), error))
    camera.take("校正_起こし直し_エラー", dialog)
    dialog.note.clear()
    old = again.standing()[0]
    text = old.text.replace("。", "、と考えております。", 1)
    again._run = Run("r", "k", "m", "", {}, "cpu", "", "", "", 0, 0, (Heard(old.start_ms, old.end_ms, text),))
    again.state = State.HEARD
    again.changed.emit()
    camera.take("校正_起こし直し_比べる", dialog)
    dialog.close()


def _menu(view: "EditorView", camera: Any) -> None:
    from PySide6.QtWidgets import QApplication

    view.more.click()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    camera.take("校正_そのほか", menu)
    menu.close()


def _second(window: "Window", camera: Any, folder: Path) -> None:
    """Somebody else has the meeting, on another PC."""
    from minutes_app.meeting.store import OpenMeeting

    there = patch.multiple(
        "minutes_app.meeting.lock", user_name=lambda: "佐藤", socket=Mock(gethostname=lambda: OTHER_PC)
    )
    with there:
        book = OpenMeeting(folder).__enter__()
    window.open_meeting(folder)
    camera.wait(lambda: window.editor.model.in_use)
    camera.take("校正_閲覧だけ")
    window.go_home()
    with there:
        book.__exit__(None, None, None)


def _with_long_names(meeting: "Meeting") -> "Meeting":
    from minutes_app.meeting.model import Speaker
    from tools.make_screenshots import LONG

    speakers = (Speaker("s1", "話者1", LONG_NAME), Speaker("s2", "話者2"))
    occasion = replace(meeting.occasion, title=LONG)
    return replace(meeting, id="m-l", occasion=occasion, speakers=speakers, marks=(), run_id="")


def _long(window: "Window", camera: Any, folder: Path) -> None:
    window.open_meeting(folder)
    view = window.editor.view
    camera.wait(lambda: window.editor.model.is_open)
    view.tabs.setCurrentWidget(view.speakers)
    camera.take("校正_長い名前")
    view.tabs.setCurrentWidget(view.points)
    window.go_home()
