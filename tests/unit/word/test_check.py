from pathlib import Path

import pytest

from minutes_app.errors import TemplateUnreadable
from minutes_app.word.check import Finding, check
from minutes_app.word.template import BUILT_IN, find
from minutes_app.wording.templates import FINDINGS, finding
from tests.unit.word.forms import Parts, form, p, parts, row, save, table

COMPLETE = (
    p("{{ 会議名 }}{{ 日時 }}{{ 場所 }}"),
    p("{{ 出席者一覧|length }}{{ 決定事項一覧|length }}{{ 発言一覧|length }}"),
)


def found(folder: Path, *blocks: str, **more: str) -> list[tuple[str, str, str]]:
    """(kind, place, subject) of everything but missing fields."""
    return [(one.kind, one.place, one.subject) for one in check(form(folder, *COMPLETE, *blocks, **more))]


@pytest.mark.parametrize("name", BUILT_IN)
def test_the_templates_that_come_with_the_program_have_no_fault(name: str) -> None:
    assert check(find(name, ())) == ()


def test_a_good_form_has_no_finding(tmp_path: Path) -> None:
    loop = [
        p("{%p for 議題 in 議題一覧 %}"),
        p("{{ 議題.題名 }}"),
        p("{%p for x in 議題.要点一覧 %}"),
        p("{{ x.内容 }}"),
    ]
    people = table(
        row("{%tr for 人 in 出席者一覧|sort(attribute='氏名') %}"), row("{{ 人.氏名 }}"), row("{%tr endfor %}")
    )
    assert found(tmp_path, *loop, p("{%p endfor %}"), p("{%p endfor %}"), people, header="{{ 会議名 }}") == []


def test_an_unknown_field_is_named_with_its_place_and_the_nearest_name(tmp_path: Path) -> None:
    [one] = check(form(tmp_path, *COMPLETE, p("開催場所: {{ 開催場所 }}"), p("x")))
    assert one == Finding("error", "unknown", "本文 3段落目「開催場所: {{ 開催場所 }}」", "開催場所", "場所")
    [one] = check(form(tmp_path, *COMPLETE, header="{{ 会議めい }}"))
    assert (one.place, one.suggestion) == ("ヘッダー 1段落目「{{ 会議めい }}」", "会議名")


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"footnote": "{{ ばしょ }}"}, "脚注 1段落目「{{ ばしょ }}」"),
        ({"title": "{{ ばしょ }}"}, "文書のプロパティ 1段落目「{{ ばしょ }}」"),
    ],
)
def test_notes_and_properties_are_checked_too(tmp_path: Path, more: dict[str, str], place: str) -> None:
    assert found(tmp_path, **more) == [("unknown", place, "ばしょ")]


def test_an_unknown_part_of_a_list_is_named_in_its_row(tmp_path: Path) -> None:
    people = table(row("氏名"), row("{%tr for 人 in 出席者一覧 %}"), row("{{ 人.名前 }}"), row("{%tr endfor %}"))
    [one] = check(form(tmp_path, *COMPLETE, people))
    assert (one.kind, one.place, one.subject) == ("unknown_part", "本文 表1の3行目「{{ 人.名前 }}」", "名前")
    assert one.suggestion == "氏名"


def test_a_misspelt_part_gets_the_nearest_name(tmp_path: Path) -> None:
    [one] = check(form(tmp_path, *COMPLETE, p("{% for x in 今後の対応一覧 %}{{ x.期日 }}{% endfor %}")))
    assert (one.subject, one.suggestion) == ("期日", "期限")


def test_a_loop_variable_is_not_known_after_its_loop(tmp_path: Path) -> None:
    blocks = [p("{%p for 人 in 出席者一覧 %}"), p("{{ 人.氏名 }}"), p("{%p endfor %}"), p("{{ 人.氏名 }}")]
    assert found(tmp_path, *blocks) == [("unknown", "本文 6段落目「{{ 人.氏名 }}」", "人")]


@pytest.mark.parametrize(
    ("lines", "kind", "place"),
    [
        (("{%p for x in 発言一覧 %}", "{{ x.内容 }}"), "unclosed", "本文 3段落目「{%p for x in 発言一覧 %}」"),
        (
            ("{% if 場所 %}", "{%p for x in 発言一覧 %}", "{% endif %}"),
            "unclosed",
            "本文 4段落目「{%p for x in 発言一覧 %}」",
        ),
        (("x", "{%p endfor %}"), "never_opened", "本文 4段落目「{%p endfor %}」"),
        (("{{ 会議名 | }}",), "syntax", "本文 3段落目「{{ 会議名 | }}」"),
        (("{% bogus %}",), "no_command", "本文 3段落目「{% bogus %}」"),
        (("{{ 会議名",), "half_mark", "本文 3段落目「{{ 会議名」"),
        (("{%p for x in 発言一覧 %", "{%p endfor %}"), "half_mark", "本文 3段落目「{%p for x in 発言一覧 %」"),
        (("p for x in 発言一覧 %}", "{%p endfor %}"), "half_mark", "本文 3段落目「p for x in 発言一覧 %}」"),
        (("{%p　for x in 発言一覧 %}", "{%p endfor %}"), "wide_space", "本文 3段落目「{%p for x in 発言一覧 %}」"),
        (("{%pfor x in 発言一覧 %}", "{%p endfor %}"), "no_command", "本文 3段落目「{%pfor x in 発言一覧 %}」"),
        (("{%tr for x in 発言一覧 %}", "{%tr endfor %}"), "no_row", "本文 3段落目「{%tr for x in 発言一覧 %}」"),
        (("{{ 発言一覧 }}",), "list_printed", "本文 3段落目「{{ 発言一覧 }}」"),
        (("{{ 出席者一覧.氏名 }}",), "needs_loop", "本文 3段落目「{{ 出席者一覧.氏名 }}」"),
        (("{{ 会議名.氏名 }}",), "no_parts", "本文 3段落目「{{ 会議名.氏名 }}」"),
        (("{%p for x in 会議名 %}", "{%p endfor %}"), "not_a_list", "本文 3段落目「{%p for x in 会議名 %}」"),
        (("{ 会議名 }}",), "single_bracket", "本文 3段落目「{ 会議名 }}」"),
        (("{{ 会議名|safe }}",), "filter", "本文 3段落目「{{ 会議名|safe }}」"),
        (("{{ ''.__class__ }}",), "code", "本文 3段落目「{{ ''.__class__ }}」"),
        (("{% include 'x' %}",), "code", "本文 3段落目「{% include 'x' %}」"),
        (("{% call x() %}{% endcall %}",), "code", "本文 3段落目「{% call x() %}{% endcall %}」"),
        (("{%p if 場所 %}{%p endif %}",), "two_marks_in_paragraph", "本文 3段落目「{%p if 場所 %}{%p endif %}」"),
        (("{%p if 場所 %}ほか", "{%p endif %}"), "text_lost", "本文 3段落目「{%p if 場所 %}ほか」"),
        (("{ 会議名 }",), "single_bracket", "本文 3段落目「{ 会議名 }」"),
        (("｛｛会議名｝｝",), "wide_bracket", "本文 3段落目「｛｛会議名｝｝」"),
    ],
)
def test_a_faulty_mark_is_named_with_its_place(tmp_path: Path, lines: tuple[str, ...], kind: str, place: str) -> None:
    assert (kind, place) in [(one[0], one[1]) for one in found(tmp_path, *(p(line) for line in lines))]


def test_two_row_marks_in_one_row_are_named(tmp_path: Path) -> None:
    people = table(row("{%tr for 人 in 出席者一覧 %}{{ 人.氏名 }}", "{%tr endfor %}"))
    assert ("two_marks_in_row", "本文 表1の1行目「{%tr for 人 in 出席者一覧 %}{{ 人.氏名 }}」") in [
        one[:2] for one in found(tmp_path, people)
    ]


def test_what_minutes_usually_hold_and_the_form_does_not_is_a_warning(tmp_path: Path) -> None:
    findings = check(form(tmp_path, p("{{ 会議名 }}{{ 開催日 }}")))
    assert [(one.severity, one.kind, one.subject) for one in findings] == [
        ("warning", "missing", "場所"),
        ("warning", "missing", "出席者一覧"),
        ("warning", "missing", "決定事項一覧"),
        ("warning", "missing", "発言一覧」か「要点一覧」か「議題一覧"),
    ]


def test_dangerous_things_come_with_their_place_and_nothing_else_is_looked_at(tmp_path: Path) -> None:
    made: Parts = parts(p("{{ ばしょ }}")) | {"word/vbaProject.bin": b"x"}
    assert check(save(tmp_path, made)) == (Finding("danger", "macro", "ファイル内の「word/vbaProject.bin」"),)


def test_a_file_that_is_no_form_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(b"x")
    with pytest.raises(TemplateUnreadable):
        check(path)


def test_deep_nesting_ends_in_a_finding(tmp_path: Path) -> None:
    deep = "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}"
    assert [one[0] for one in found(tmp_path, p(deep))] == ["too_deep"]


def test_every_kind_of_finding_has_a_sentence() -> None:
    for kind in FINDINGS:
        sentence = finding(kind, "場所", "会議名")
        assert "{subject}" not in sentence
        assert sentence.endswith("。")


@pytest.mark.parametrize(
    ("mark", "sentence"),
    [
        (
            "{{ 人．氏名 }}",
            "差し込みの書き方に誤りがあります（「．」は印の中では使えません。全角の文字や記号になっていませんか）。",
        ),
        ("{{ 会議名 or }}", "差し込みの書き方に誤りがあります（印が途中で終わっています）。"),
        ("{{ }}", "差し込みの書き方に誤りがあります（項目の名前がありません）。"),
        ("{% for 人 %}{% endfor %}", "差し込みの書き方に誤りがあります（印が途中で終わっています）。"),
        ("{{{ 会議名 }}}", "差し込みの書き方に誤りがあります（「}」の所が読めません）。"),
        ("{# 覚え書き", "差し込みの書き方に誤りがあります（「{#」を閉じる「#}」がありません）。"),
        ("{%pfor x in 発言一覧 %}", "「pfor」という命令はありません。「{%p for」の書き間違いではありませんか。"),
    ],
)
def test_what_the_library_says_in_english_is_told_in_japanese(tmp_path: Path, mark: str, sentence: str) -> None:
    [one] = check(form(tmp_path, *COMPLETE, p(mark)))
    assert finding(one.kind, one.subject, one.suggestion) == sentence


def test_a_part_written_without_its_entry_gets_the_whole_name(tmp_path: Path) -> None:
    [one] = check(form(tmp_path, *COMPLETE, p("{% for 発言 in 発言一覧 %}{{ 話者 }}{% endfor %}")))
    assert (one.kind, one.subject, one.suggestion) == ("unknown", "話者", "発言.話者")


def test_harmless_methods_and_single_entries_are_no_fault(tmp_path: Path) -> None:
    names = p("{{ 出席者一覧[0].氏名 }}{{ 出席者一覧|join('、', attribute='氏名') }}")
    assert found(tmp_path, p("{% if 会議名.startswith('第') %}{% endif %}"), names) == []


def test_marks_that_were_deleted_while_changes_were_tracked_are_not_looked_at(tmp_path: Path) -> None:
    gone = '<w:del w:id="1" w:author="a"><w:r><w:delText>{%p for x in 発言一覧 %}</w:delText></w:r></w:del>'
    moved = '<w:moveFrom w:id="2" w:author="a"><w:r><w:t>{{ ばしょ }}</w:t></w:r></w:moveFrom>'
    assert found(tmp_path, f"<w:p>{gone}{moved}</w:p>") == []
