"""Pictures of 一括 and of what the list of meetings says about it, in every state."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from minutes_app.batch.ledger import Entry
    from minutes_app.gui.views.window import Window
    from tools.make_screenshots import Camera

WHY = (
    "「IC_0031.ds2」は、このままでは読めない形式です（DS2）。",
    "元の録音には触れていません。",
    "録音機に付属するソフトでWAV形式に書き出してから、もう一度お試しください。",
)
LONG = "令和8年度 第3回 見本市総合計画審議会 地域公共交通・まちづくり・子育て支援合同専門部会（拡大会議）"


def batch(window: "Window", camera: "Camera", _library: Path) -> None:
    """一括: empty, in work, over with failures; and the offer at the next start."""
    window.show_batch()
    camera.take("一括_空")
    _in_work(window, camera)
    _over(window, camera)
    _offered(window, camera)


def _in_work(window: "Window", camera: "Camera") -> None:
    from minutes_app.batch.ledger import Wish
    from minutes_app.progress import Progress, Stage
    from minutes_app.word.template import built_in_folder

    model = window.batch
    model.wish = Wish((str(built_in_folder() / "会議録（要点筆記）.docx"),), ("txt",))
    model.queue.entries = tuple(_entries())
    model.is_going, model._current, model._speed = True, "e2", 8.0
    model.progress.begin()
    model.progress.is_shown = True
    model.progress.see(Progress(Stage.TRANSCRIBE, 1_140_000, 3_600_000))
    model._show()
    camera.take("一括_途中")


def _over(window: "Window", camera: "Camera") -> None:
    model, entries = window.batch, window.batch.queue.entries
    model.is_going, model._current = False, ""
    model.progress.end()
    model.queue.entries = (*entries[:2], *(replace(one, state="done", title="係内打合せ") for one in entries[2:]))
    model._show()
    window.batch_view.choose("e1")
    camera.take("一括_終わりと失敗")
    model.look_for_templates()
    camera.wait(lambda: window.findChildren(_dialog()))
    dialog: Any = window.findChildren(_dialog())[0]
    camera.take("一括_書き出す会議録", dialog)
    dialog.close()


def _offered(window: "Window", camera: "Camera") -> None:
    from minutes_app.wording import batch as words

    window.batch.queue.entries = ()
    window.batch._show()
    window.go_home()
    camera.wait(lambda: window.home.is_settled)
    window.home_view.offer.say("warning", words.unfinished(3), actions={words.GO_ON: _nothing, words.SHOW: _nothing})
    camera.take("はじめに_前の一括")
    window.home_view.offer.take_away()


def _entries() -> "list[Entry]":
    from minutes_app.batch.ledger import Entry

    done = Entry("e0", "/録音/第3回DX推進会議.m4a", "done", 3_240_000, "/会議/a", "第3回DX推進会議", ("a", "b"))
    failed = Entry("e1", "/録音/IC_0031.ds2", "failed", 0, "", "", (), WHY)
    working = Entry("e2", f"/録音/{LONG}.mp3", "working", 3_600_000, "/会議/b", LONG)
    waiting = [Entry(f"e{number}", f"/録音/IC_00{number}.mp3", "waiting", number * 420_000) for number in range(3, 7)]
    return [done, failed, working, *waiting]


def _dialog() -> type:
    from minutes_app.gui.views.batch_documents import DocumentsDialog

    return DocumentsDialog


def _nothing() -> None:
    """A button in a picture."""
