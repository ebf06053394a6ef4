"""文書事項, forms by kind and 復命 on the page 会議録."""

from dataclasses import replace
from pathlib import Path

import docx
import pytest
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit

from minutes_app.gui.view_models.duty_table import DutyTable
from minutes_app.gui.view_models.paper_form import ASKED, NAMES, PaperModel
from minutes_app.meeting.model import Attendee
from minutes_app.meeting.paperwork import WANTED, DutyReport, Paperwork
from minutes_app.meeting.store import load
from minutes_app.minutes.duties import duties_of
from minutes_app.minutes.paper_gaps import paper_gaps
from minutes_app.settings import change, load as load_settings, user_path
from minutes_app.word.template import JOINT, PERSONAL_COVER, POINTS, SUMMARY
from minutes_app.word.writer import Writer
from minutes_app.wording import minutes_faces as words
from tests.gui.minutes_page import OCCASION, a_decided_meeting, a_page, click_row, decided_folder
from tests.gui.scene import Until, press, window_on


def a_form(paper: Paperwork) -> tuple[PaperModel, list[Paperwork]]:
    form, said = PaperModel(), list[Paperwork]()
    form.said.connect(said.append)
    form.show(paper)
    return form, said


def test_every_field_that_a_kind_wants_is_asked_for_and_has_a_name() -> None:
    for kind, wanted in WANTED.items():
        assert set(wanted) <= set(ASKED[kind])
        assert set(ASKED[kind]) <= set(NAMES)


def test_what_holds_something_is_shown_whatever_the_kind() -> None:
    form, _said = a_form(Paperwork(kind="talk", elections=("議長の選挙",)))
    assert "elections" in form.fields
    assert "votes" not in form.fields
    form.deleteLater()


def test_each_kind_of_field_is_read_and_shown_as_offices_write_it() -> None:
    form, said = a_form(Paperwork())
    for name, text in {
        "kind": "council",
        "document_number": "交政第１２３号",
        "drafted_on": "R8.11.24",
        "observers": "3",
        "openness": "partly",
        "signers": "議長 髙橋 一郎、委員 山﨑 太郎",
        "secretariat": "交通政策課　課長　髙橋一郎",
        "approvers": "部長、課長",
    }.items():
        form.put(name, text)
    form.settle()
    paper = said[-1]
    assert (paper.kind, paper.drafted_on, paper.observers) == ("council", "2026-11-24", "3")
    assert paper.signers == ("議長 髙橋 一郎", "委員 山﨑 太郎")
    assert paper.secretariat == (Attendee("髙橋一郎", "交通政策課", "課長"),)
    again, _said = a_form(paper)
    assert again.texts["drafted_on"] == "令和8年11月24日（火）"
    assert again.texts["approvers"] == "部長、課長"
    assert again.blank == ("kept_for",)
    for one in (form, again):
        one.deleteLater()


def test_what_cannot_be_understood_is_told_and_the_rest_is_kept() -> None:
    form, said = a_form(Paperwork(drafted_on="2026-11-24"))
    form.put("drafted_on", "11月24日")
    form.put("kept_for", "5年")
    form.put("document_number", "長" * 201)
    form.settle()
    assert set(form.wrong) == {"drafted_on", "document_number"}
    assert "年がありません" in form.wrong["drafted_on"]
    assert (said[-1].drafted_on, said[-1].kept_for, said[-1].document_number) == ("2026-11-24", "5年", "")
    form.deleteLater()


def test_a_list_that_nobody_touched_stays_as_it_was() -> None:
    form, said = a_form(Paperwork(approvers=("部長、次長", "課長")))
    form.put("kept_for", "5年")
    form.settle()
    assert said[-1].approvers == ("部長、次長", "課長")
    form.deleteLater()


def test_what_does_not_fit_together_is_told() -> None:
    paper = Paperwork(kind="council", openness="closed", drafted_on="2026-11-20", decided_on="2026-11-19")
    found = {(gap.field, gap.why) for gap in paper_gaps(replace(OCCASION, paperwork=paper))}
    assert found >= {
        *(("openness_reason", "no_reason"), ("decided_on", "decided_early"), ("drafted_on", "drafted_early")),
        *(("document_number", "blank"), ("signers", "blank")),
    }
    assert paper_gaps(OCCASION) == ()


def test_a_kind_brings_its_fields_and_its_blanks_lead_to_them(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path)
    with window_on(tmp_path) as window:
        faces = a_page(window, folder, until)
        view = window.documents_view
        view.tabs.setCurrentIndex(1)
        kind = faces.paper.fields["kind"].control
        kind.setCurrentIndex(kind.findData("council"))  # type: ignore[union-attr] # a choice
        assert faces.paper.fields["observers"].isVisible()
        assert faces.paper.fields["observers"].wanted.isVisible()
        assert not faces.paper.fields["votes"].isVisible()
        until(lambda: load(folder).occasion.paperwork.kind == "council")
        until(lambda: [one for one in window.documents.open_points if one.field == "document_number"])
        view.tabs.setCurrentIndex(0)
        click_row(view.panel.points, "空欄: 文書番号（附属機関の会議録に要る項目）")
        line = faces.paper.field("document_number")
        until(line.hasFocus)
        QTest.keyClicks(line, "No.5")
        view.form.lines["place"].setText("第3会議室")
        view.form_model.settle()
        until(lambda: load(folder).occasion.place == "第3会議室")
        faces.settle()
        until(lambda: load(folder).occasion.paperwork.document_number == "No.5")
        assert load(folder).occasion.place == "第3会議室", "the two forms keep each other's fields"
        until(lambda: faces.undo.isEnabled())
        press(view, "元に戻す")
        until(lambda: load(folder).occasion.paperwork.document_number == "")


def test_what_is_typed_in_a_form_survives_what_the_other_has_kept(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path)
    with window_on(tmp_path) as window:
        faces = a_page(window, folder, until)
        view = window.documents_view
        view.tabs.setCurrentIndex(1)
        faces.paper_model.put("kept_for", "5年")
        faces.settle()
        view.form.lines["place"].setText("第3")
        until(lambda: window.documents.meeting and window.documents.meeting.occasion.paperwork.kept_for == "5年")
        assert view.form.lines["place"].text() == "第3"


def test_the_forms_of_the_kind_are_chosen_and_the_office_may_set_others(tmp_path: Path, until: Until) -> None:
    change("documents.internal_templates", JOINT)
    change("documents.approvers", "部長、課長")
    meeting = a_decided_meeting(paperwork=Paperwork(kind="internal"))
    folder = decided_folder(tmp_path, meeting)
    with window_on(tmp_path) as window:
        window.workshop.adopt(load_settings()[0])
        faces = a_page(window, folder, until)
        panel = window.documents_view.panel

        def chosen() -> set[str]:
            return {path.stem for path, box in panel.templates.items() if box.isChecked()}

        assert chosen() == {JOINT}
        assert panel.forms.line.text() == f"庁内会議のふだんの様式: {JOINT}"
        assert not panel.forms.keep.isVisible()
        assert faces.paper.fields["approvers"].control.placeholderText() == "空欄なら、課の設定: 部長、課長"
        box = next(box for path, box in panel.templates.items() if path.stem == SUMMARY)
        box.click()
        press(panel, words.KEEP_FORMS)
        assert panel.forms.answer.text() == words.FORMS_KEPT
        assert load_settings()[0].documents.internal_templates == (JOINT, SUMMARY) or load_settings()[
            0
        ].documents.internal_templates == (SUMMARY, JOINT)
        faces.paper_model.put("kind", "talk")
        until(lambda: chosen() == {POINTS})
        press(window.documents_view, "書き出す")
        until(lambda: window.documents_view.results and not window.documents.is_writing)
        writer = window.workshop.tools.writer
        assert writer.fields[-1]["決裁欄一覧"] == ["部長", "課長"]  # type: ignore[attr-defined] # a ScriptedWriter


def test_forms_that_the_office_has_locked_cannot_be_set(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('locked = ["documents.default_templates"]\n', "utf-8")
    monkeypatch.setattr("minutes_app.settings.layers.policy_path", lambda: policy)
    monkeypatch.setattr("minutes_app.settings.user_file.policy_path", lambda: policy)
    folder = decided_folder(tmp_path / "会議")
    with window_on(tmp_path / "会議") as window:
        a_page(window, folder, until)
        panel = window.documents_view.panel
        next(box for path, box in panel.templates.items() if path.stem == SUMMARY).click()
        assert panel.forms.keep.isVisible()
        assert not panel.forms.keep.isEnabled()
        assert panel.forms.answer.text() == words.FORMS_LOCKED
    assert not user_path().exists() or "default_templates" not in user_path().read_text("utf-8")


def test_standings_and_impressions_are_noted_and_who_still_owes_one_is_told(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path)
    with window_on(tmp_path) as window:
        faces = a_page(window, folder, until)
        duties = faces.duties
        window.documents_view.tabs.setCurrentWidget(duties)
        assert duties.counts.text() == "会議録で兼ねる 2人　個別に提出 0人　対象外 1人"
        assert duties.waiting.text() == "所感がまだ届いていない人: 2人（髙橋 一郎、佐藤 花子）"
        duties.standing.setCurrentIndex(duties.standing.findData("excused"))
        duties.standing.activated.emit(duties.standing.currentIndex())
        until(lambda: load(folder).occasion.paperwork.duties)
        until(lambda: duties.reason.isVisible())
        duties.reason.setText("主催者のため")
        duties.table.setCurrentIndex(duties.duties.index(1, 0))
        duties.settle()
        duties.impression.setFocus()
        duties.impression.setPlainText("窓口の混雑を減らす効果が期待できる。")
        duties.settle()
        until(lambda: len(load(folder).occasion.paperwork.duties) == 2)
        assert load(folder).occasion.paperwork.duties == (
            DutyReport("髙橋 一郎", "excused", "主催者のため"),
            DutyReport("佐藤 花子", "covered", "", "窓口の混雑を減らす効果が期待できる。"),
        )
        until(lambda: duties.waiting.text() == "所感は、すべてそろっています。")
        duties.table.setCurrentIndex(duties.duties.index(2, 0))
        assert not duties.standing.isEnabled()
        assert duties.fixed.isVisible()


def test_of_two_of_one_name_each_has_the_fields_of_his_row(tmp_path: Path, until: Until) -> None:
    people = (Attendee("佐藤 健", "総務課", "課長"), Attendee("佐藤 健", "企画課", "主査"))
    paper = Paperwork(duties=(DutyReport("佐藤 健", impression="だれかの所感"),))
    occasion = replace(OCCASION, attendees=people, paperwork=paper)
    folder = decided_folder(tmp_path, replace(a_decided_meeting(), occasion=occasion))
    with window_on(tmp_path) as window:
        faces = a_page(window, folder, until)
        duties = faces.duties
        window.documents_view.tabs.setCurrentWidget(duties)
        assert "「佐藤 健」の復命（会議録で兼ねる、所感「だれかの所感」）" in duties.strangers.text()
        for row, text in ((0, "課長の所感"), (1, "主査の所感")):
            duties.table.setCurrentIndex(duties.duties.index(row, 0))
            assert duties.impression.toPlainText() == ""
            duties.impression.setFocus()
            duties.impression.setPlainText(text)
            duties.table.setFocus()
        until(lambda: [one.impression for one in duties_of(load(folder).occasion)] == ["課長の所感", "主査の所感"])
        until(lambda: not duties.strangers.isVisible())
        duties.table.setCurrentIndex(duties.duties.index(0, 0))
        assert duties.impression.toPlainText() == "課長の所感"
        duties.standing.setCurrentIndex(duties.standing.findData("own"))
        duties.standing.activated.emit(duties.standing.currentIndex())
        until(lambda: [one.standing for one in duties_of(load(folder).occasion)] == ["own", "covered"])


def test_a_paper_for_everybody_is_made_in_one_action(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path)
    with window_on(tmp_path, writer=Writer()) as window:
        faces = a_page(window, folder, until)
        view = window.documents_view
        for box in view.templates.values():
            box.setChecked("要点筆記" in box.text())
        press(view, "書き出す")
        until(lambda: view.results and not window.documents.is_writing)
        minutes = view.results[0].name
        view.tabs.setCurrentWidget(faces.duties)
        press(faces.duties, words.EVERY_PAPER)
        until(lambda: len(view.results) == 2 and not window.documents.is_writing)
        names = ["髙橋 一郎", "佐藤 花子"]
        assert [one in path.name for one, path in zip(names, view.results, strict=True)] == [True, True]
        for name, path in zip(names, view.results, strict=True):
            document = docx.Document(str(path))
            cells = [cell.text for table in document.tables for line in table.rows for cell in line.cells]
            text = "\n".join((*cells, *(one.text for one in document.paragraphs)))
            assert PERSONAL_COVER in path.name
            assert name in text
            assert minutes in text, "the 会議録 is its 別添"


def test_the_table_of_duties_is_a_proper_table() -> None:
    table = DutyTable()
    QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.put(OCCASION)
    assert [table.index(row, 1).data() for row in range(3)] == ["会議録で兼ねる", "会議録で兼ねる", "対象外（欠席）"]
    table.put(replace(OCCASION, attendees=OCCASION.attendees[:1]))
    assert table.rowCount() == 1
    table.put(replace(OCCASION, attendees=()))
    assert (table.rowCount(), table.waiting) == (0, "出席者がまだ書かれていません。")


def test_what_cannot_be_understood_is_told_before_it_is_written(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path)
    with window_on(tmp_path) as window:
        faces = a_page(window, folder, until)
        view = window.documents_view
        view.tabs.setCurrentIndex(1)
        decided = faces.paper.field("decided_on")
        assert isinstance(decided, QLineEdit)
        decided.setText("11月26日")
        view.tabs.setCurrentIndex(0)
        press(view, "書き出す")
        assert view.hint.text() == words.WRONG_FIRST
        until(decided.hasFocus)
        assert view.panel.points.item(0).text() == words.wrong("決裁日")
        assert not window.documents.is_writing
        decided.setText("令和8年11月26日")
        press(view, "書き出す")
        until(lambda: view.results and not window.documents.is_writing)
        assert not view.hint.isVisible()
        assert load(folder).occasion.paperwork.decided_on == "2026-11-26"


def test_what_was_typed_about_a_person_stays_with_its_meeting(tmp_path: Path, until: Until) -> None:
    first = decided_folder(tmp_path)
    other = replace(a_decided_meeting(), id="m2", occasion=replace(OCCASION, title="別の会議"))
    second = decided_folder(tmp_path, replace(other, recordings=()))
    with window_on(tmp_path) as window:
        duties = a_page(window, first, until).duties
        window.documents_view.tabs.setCurrentWidget(duties)
        duties.table.setCurrentIndex(duties.duties.index(1, 0))
        duties.impression.setPlainText("よい会議だった。")
        window.go_home()
        until(lambda: load(first).occasion.paperwork.duties)
        window.open_documents(second)
        until(lambda: window.documents.meeting and window.documents.meeting.id == "m2")
        duties.table.setCurrentIndex(duties.duties.index(1, 0))
        assert duties.impression.toPlainText() == ""
        window.go_home()
        until(lambda: not window.workshop.documents.is_busy)
    assert load(second).occasion.paperwork.duties == ()
    assert [one.impression for one in load(first).occasion.paperwork.duties] == ["よい会議だった。"]
