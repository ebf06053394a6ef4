"""Saved rules: read and written as files that people know, previewed hit by hit, applied in one step, never lost."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QInputDialog

from minutes_app.gui.editing.replacing import BadPattern, rule_hits
from minutes_app.gui.editing.rules import MOST, BadRules, Rule, RuleShelf, read_rules, written_rules
from minutes_app.gui.view_models.rules import RuleTable
from minutes_app.gui.views.editor import EditorView
from minutes_app.gui.views.replace_dialog import ReplaceDialog
from minutes_app.gui.views.text_cell import TextEditor
from minutes_app.meeting.model import Meeting
from minutes_app.settings import user_path
from minutes_app.wording import correcting as words
from tests.gui.editing import Decks, a_folder, open_editor
from tests.gui.scene import Until, press
from tests.unit.meeting.making import a_meeting

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def _said(*texts: str) -> Meeting:
    meeting = a_meeting(len(texts))
    said = zip(meeting.utterances, texts, strict=True)
    return replace(meeting, utterances=tuple(replace(each, text=text) for each, text in said))


def _found(meeting: Meeting, *rules: Rule) -> list[tuple[str, int, str]]:
    return [(hit.utterance_id, hit.start, hit.new) for hits in rule_hits(meeting, rules) for hit in hits]


def test_many_rules_are_looked_for_together_and_no_two_hits_overlap() -> None:
    meeting = _said("ご確認を頂きます。3ヶ月です。", "頂いて", "関係なし")
    rules = (
        Rule("頂い", "いただい"),
        Rule("頂きます", "いただきます"),
        Rule("頂", "×"),
        Rule(r"(\d)ヶ月", r"\1か月", True),
    )
    assert _found(meeting, *rules) == [("u0", 4, "いただきます"), ("u0", 9, "3か月"), ("u1", 0, "いただい")]


def test_a_rule_that_changes_nothing_still_keeps_others_out_of_its_place() -> None:
    assert _found(_said("市役所"), Rule("市役所", "市役所"), Rule("役所", "役場")) == []


@pytest.mark.parametrize("rule", [Rule("(", "", True), Rule("第", r"\9", True)])
def test_a_wrong_regular_expression_is_told_at_once(rule: Rule) -> None:
    with pytest.raises(BadPattern, match="ルール「"):
        rule_hits(_said("第3回"), (rule,))


@pytest.mark.parametrize(
    ("content", "rules"),
    [
        ("検索,置換,正規表現\r\n下さい,ください,\r\n".encode("utf-8-sig"), (Rule("下さい", "ください"),)),
        (
            "下さい,ください\n\n(\\d)ヶ月,\\1か月,○\n".encode(),
            (Rule("下さい", "ください"), Rule(r"(\d)ヶ月", r"\1か月", True)),
        ),
        ("下さい\tください\n".encode("cp932"), (Rule("下さい", "ください"),)),
        ('"a,b","改""行"\n'.encode(), (Rule("a,b", '改"行'),)),
        ("不要,\n".encode(), (Rule("不要", ""),)),
        (b"", ()),
    ],
)
def test_files_that_people_have_are_read(content: bytes, rules: tuple[Rule, ...]) -> None:
    assert read_rules(content) == rules
    assert read_rules(written_rules(rules)) == rules


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("下さい,ください\n一語だけ\n".encode(), 2),
        (b"\x82\xa0,\x85\xff\n", 1),
        (("あ" * 501 + ",い\n").encode(), 1),
        ("あ,い\n".encode() * (MOST + 1), MOST + 1),
        (b"x" * (3 << 20), 1),
        (",から\n".encode(), 1),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_line(content: bytes, line: int) -> None:
    with pytest.raises(BadRules) as caught:
        read_rules(content)
    assert caught.value.line == line


def test_sets_come_with_the_program_and_stay_as_the_person_leaves_them(tmp_path: Path) -> None:
    shelf = RuleShelf(tmp_path / "ルール（髙）")
    assert shelf.names() == ("用字", "専門用語")
    assert Rule("下さい", "ください") in shelf.load("用字")
    shelf.save("用字", (Rule("a", "b"),))
    shelf.save("福祉課", ())
    assert (shelf.names(), shelf.load("用字")) == (("用字", "専門用語", "福祉課"), (Rule("a", "b"),))
    shelf.remove("用字")
    shelf.remove("福祉課")
    assert shelf.names() == ("用字", "専門用語")
    assert len(shelf.load("用字")) > 10


def test_the_starting_rules_agree_with_each_other() -> None:
    for rules in words.STARTERS.values():
        assert len({find for find, _put in rules}) == len(rules)
        assert all(find not in put for find, put in rules)


def test_the_table_of_rules_keeps_qt_s_contract() -> None:
    table = RuleTable()
    tester = QAbstractItemModelTester(table, FATAL)
    table.show_rules((Rule("a", "b"),))
    assert table.add() == 1
    assert table.setData(table.index(1, 0), "下さ\nい")
    assert table.setData(table.index(1, 1), "ください")
    assert table.setData(table.index(1, 2), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert not table.setData(table.index(1, 2), "x")
    assert table.rules == (Rule("a", "b"), Rule("下さい", "ください", True))
    table.remove(0)
    table.add()
    assert [rule.find for rule in table.rules] == ["下さい"]
    assert tester.model() is table


@pytest.fixture
def view(tmp_path: Path, until: Until) -> Iterator[EditorView]:
    meeting = _said("資料を下さい。", "よろしく御願い致します。", "下さいと出来る。")
    with open_editor(a_folder(tmp_path, meeting), until, Decks()) as made:
        yield made


def _dialog(view: EditorView, name: str, until: Until) -> ReplaceDialog:
    dialog = view.commands.errands.replace(fillers=False)
    dialog.source.setCurrentIndex(dialog.source.findData(name))
    until(lambda: not dialog.finder.is_looking)
    return dialog


def test_a_saved_set_is_previewed_hit_by_hit_and_applied_in_one_step(view: EditorView, until: Until) -> None:
    dialog = _dialog(view, "用字", until)
    assert [hit.new for hit in dialog.table.hits] == ["ください", "いたします", "ください", "できる"]
    assert not dialog.wanted.isEnabled()
    dialog.table.setData(dialog.table.index(2, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    dialog.apply.click()
    assert [one.text for one in view.model.meeting.utterances] == [
        "資料をください。",
        "よろしく御願いいたします。",
        "下さいとできる。",
    ]
    assert view.model.undo_name == "ルールでの置換"
    until(lambda: len(dialog.table.hits) == 1)
    view.commands.run("undo")
    until(lambda: len(dialog.table.hits) == 4)
    dialog.close()


def test_rules_are_edited_taken_from_a_file_and_given_to_one(view: EditorView, until: Until, tmp_path: Path) -> None:
    dialog = _dialog(view, "専門用語", until)
    assert dialog.table.hits == ()
    rules = dialog.edit_rules()
    assert rules.sets.currentText() == "専門用語"
    incoming = tmp_path / "用語①.csv"
    incoming.write_bytes("御願い,お願い\n".encode("cp932"))
    rules.take_file(incoming)
    rules.take_file(incoming)
    assert rules.table.rules == (Rule("御願い", "お願い"),)
    until(lambda: len(dialog.table.hits) == 1)
    press(rules, words.RULE_ADD)
    editor = rules.view.findChild(TextEditor)
    assert isinstance(editor, TextEditor)
    QApplication.sendEvent(editor, QInputMethodEvent("資料", []))
    rules.table.setData(rules.table.index(1, 1), "資料1")
    outgoing = tmp_path / "書き出し.csv"
    rules.give_file(outgoing)
    assert read_rules(outgoing.read_bytes()) == rules.table.rules
    assert RuleShelf().folder.parent == user_path().parent
    rules.close()
    assert RuleShelf().load("専門用語")[-1] == Rule("資料", "資料1")
    until(lambda: len(dialog.table.hits) == 2)
    dialog.close()


def test_a_file_that_is_no_list_of_rules_changes_nothing(view: EditorView, until: Until, tmp_path: Path) -> None:
    dialog = _dialog(view, "用字", until)
    rules = dialog.edit_rules()
    before = rules.table.rules
    wrong = tmp_path / "議事録.txt"
    wrong.write_text("ただの文章です。", encoding="utf-8")
    rules.take_file(wrong)
    assert "1行目" in rules.note.text()
    rules.take_file(tmp_path / "ない.csv")
    assert rules.note.text().startswith("⚠ ")
    assert rules.table.rules == before
    rules.close()
    dialog.close()


def test_a_new_set_is_made_and_taken_away(view: EditorView, until: Until, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args: ("福祉課", True))
    dialog = _dialog(view, "用字", until)
    rules = dialog.edit_rules()
    press(rules, words.SET_NEW)
    assert rules.sets.currentText() == "福祉課"
    assert dialog.source.findData("福祉課") > 0
    rules.remove_set()
    assert dialog.source.findData("福祉課") == -1
    assert rules.sets.currentText() == "用字"
    rules.close()
    dialog.close()
