"""The pictures of 回答の取りまとめ and of 確定版と保管; `make_screenshots` takes them with all the others."""

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tools.document_scenes import SAMPLE, Camera, answered, folder_of

if TYPE_CHECKING:
    from minutes_app.gui.views.filing import FilingView
    from minutes_app.gui.views.filing_door import FilingDoor
    from minutes_app.gui.views.replies import RepliesView
    from minutes_app.gui.views.window import Window


def filing(window: "Window", camera: Camera, library: Path) -> None:
    """After 確認に回す."""
    from minutes_app.gui.views.filing_door import FilingDoor

    door = window.findChild(FilingDoor)
    assert door is not None
    folder = library / "2026-11-23_回答の見本_0000"
    others = shutil.ignore_patterns("published", "replies.jsonl", "closing.jsonl", "meeting.lock*", "exports")
    shutil.copytree(folder_of(library, SAMPLE), folder, ignore=others)
    window.open_documents(folder)
    camera.wait(lambda: window.documents.meeting)
    window.documents_view.tabs.setCurrentWidget(door.face)
    camera.take("回答と保管_入口")
    replies(door, camera, folder)
    kept(door, camera, folder)
    window.go_home()


def replies(door: "FilingDoor", camera: Camera, folder: Path) -> None:
    """Nothing published, nothing came, everything came."""
    door.open_replies(folder)
    view = door.replies
    assert view is not None
    camera.wait(lambda: not view.model.is_busy)
    camera.take("回答_まだ配っていない")
    shared = folder.parent.parent / "回答"
    _publish(folder, shared)
    view.model.open(folder)
    camera.wait(lambda: not view.model.is_busy)
    camera.take("回答_まだ集めていない")
    view.gather.click()
    camera.wait(lambda: not view.model.is_busy)
    camera.take("回答_集めた後")
    corrections = [one.entry.number for one in view.model.rows if one.entry.reply.kind == "text"]
    _choose(view, corrections[1])
    camera.take("回答_衝突")
    view.tabs.setCurrentIndex(1)
    camera.take("回答_状況")
    view.tabs.setCurrentIndex(2)
    camera.take("回答_読んだ文書")
    view.tabs.setCurrentIndex(0)
    _choose(view, corrections[0])
    view.take.click()
    camera.wait(lambda: not view.model.is_busy)
    _choose(view, corrections[1])
    with answered(camera, "回答_上書きの確認"):
        view.take.click()
    view.done.setChecked(True)
    camera.take("回答_済んだもの")


def _choose(view: "RepliesView", number: int) -> None:
    view.list.selectRow([one.entry.number for one in view.model.rows].index(number))


def _publish(folder: Path, shared: Path) -> None:
    """For the attendees of the sample, and three answers."""
    from minutes_app.meeting.store import OpenMeeting
    from minutes_app.progress import no_report
    from minutes_app.publishing import Wish, publish
    from minutes_app.tools import tools_from
    from minutes_app.word.reply_form import publications_of
    from minutes_app.word.template import VERBATIM, find
    from tests.answering import Paper

    shared.mkdir()
    tools = tools_from()
    with OpenMeeting(folder) as book:
        wish = Wish(folder.parent, shared, find(VERBATIM, ()), deadline="2026-12-02")
        list(publish(book, wish, tools, no_report, today=date.today()))
    tools.close()
    publication = publications_of(folder)[-1]
    copies = {one.person: shared / one.name for one in publication.files}
    said = [one for one in publication.passages if one.source == "utterance" and len(one.text) > 6]
    names = {one.id: one.name for one in publication.persons}
    first = said[1]
    Paper(copies["1"]).tick("1").track(first.bookmark, first.text[:3], "市役所", names["1"]).save()
    paper = Paper(copies["2"]).overwrite(first.bookmark, first.text[:3], "市民センター")
    paper.write("opinion", "2", "議題2の名前を確かめてください。").write(
        "impression", "2", "窓口の混雑が減ると感じた。"
    )
    paper.comment(said[2].bookmark, "数字は資料2のとおりですか。", names["2"]).save()
    copies["3"].write_bytes(copies["3"].read_bytes()[:3000])


def kept(door: "FilingDoor", camera: Camera, folder: Path) -> None:
    """Before 確定, 確定版, the rule that allows, the question before anything goes, 廃棄記録, a hold."""
    from minutes_app.meeting.edit import confirm
    from minutes_app.meeting.model import Confirmation
    from minutes_app.meeting.store import OpenMeeting
    from minutes_app.settings import change, load, reset

    door.open_filing(folder)
    view = door.filing
    assert view is not None
    camera.wait(lambda: not view.model.is_busy)
    camera.take("確定版と保管_確定前")
    with OpenMeeting(folder) as book:
        book.commit(confirm(book.meeting, Confirmation("2026-11-25T10:00:00+09:00", "佐藤 花子")))
    shop = door.window.workshop
    change("archive.audio", "after_confirmed")
    change("archive.kept_for", "5年")
    shop.adopt(load()[0])
    view.model.open(folder)
    camera.wait(lambda: not view.model.is_busy)
    view.make.click()
    camera.wait(lambda: not view.model.is_busy, 180)
    camera.take("確定版と保管_確定版ができた")
    _gone(view, camera)
    _listed(door, camera, folder)
    for key in ("archive.audio", "archive.kept_for"):
        reset(key)
    shop.adopt(load()[0])


def _gone(view: "FilingView", camera: Camera) -> None:
    """A hold, the question, and what is recorded."""
    with answered(camera, "確定版と保管_消す前の確認"):
        view.delete.click()
    seen = view.model.state
    assert seen is not None
    view.model.hold(seen, "情報公開請求があったため")
    camera.wait(lambda: not view.model.is_busy)
    camera.take("確定版と保管_保留")
    view.model.hold(seen, None)
    camera.wait(lambda: not view.model.is_busy)
    view.model.delete(seen)
    camera.wait(lambda: not view.model.is_busy)
    camera.take("確定版と保管_廃棄記録")


def _listed(door: "FilingDoor", camera: Camera, folder: Path) -> None:
    """保管の一覧: nothing, and a meeting."""
    _list(door, camera, "保管の一覧_空")
    assert door.filing is not None
    model = door.filing.model
    assert model.state is not None
    model.archive(model.state, folder.parent.parent / "保管先")
    camera.wait(lambda: not model.is_busy)
    _list(door, camera, "保管の一覧")


def _list(door: "FilingDoor", camera: Camera, name: str) -> None:
    door.shelf.open()
    dialog = door.shelf.dialog
    assert dialog is not None
    camera.wait(lambda: dialog.model.is_read and not dialog.model.is_busy)
    here, there = str(Path(door.shelf.window.workshop.library).parent), "\\\\sv01\\企画課"
    dialog.detail.setText(dialog.detail.text().replace(here, there).replace("/", "\\"))
    camera.take(name, dialog)
    dialog.close()
