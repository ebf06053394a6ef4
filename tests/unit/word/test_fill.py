import io
import random
import re
import zipfile
from pathlib import Path

import pytest

from minutes_app.errors import TemplateDangerous, TemplateError, TemplateFaulty
from minutes_app.word.template import POINTS, FillSummary, find
from minutes_app.wording import explain
from minutes_app.wording.fields import BLANK, TRIAL
from tests.unit.word.conftest import Fill, texts
from tests.unit.word.forms import Parts, body, form, outside, p, parts, relationships, row, save, story, table

LIST = ("{%p for 発言 in 発言一覧 %}", "○{{ 発言.話者 }}　{{ 発言.内容 }}", "{%p endfor %}")


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode("utf-8")


def test_fields_stand_where_their_marks_stood(tmp_path: Path, filled: Fill) -> None:
    path = form(
        tmp_path,
        p("名称: {{ 会議名 }}"),
        header="{{ 会議名 }}（頭）",
        footnote="{{ 場所 }}（注）",
        title="{{ 会議名 }}",
    )
    content = filled(path, 会議名="髙﨑𠮷 👍", 場所="会議室").content
    assert texts(content) == ["名称: 髙﨑𠮷 👍"]
    assert "髙﨑𠮷 👍（頭）" in part(content, "word/header1.xml")
    assert "会議室（注）" in part(content, "word/footnotes.xml")
    assert "<dc:title>髙﨑𠮷 👍</dc:title>" in part(content, "docProps/core.xml")


def test_a_mark_that_word_has_cut_into_runs_is_filled(tmp_path: Path, filled: Fill) -> None:
    cut = "".join(f"<w:r><w:t>{piece}</w:t></w:r>" for piece in ("{", "{ 会", "議名", " }", "}"))
    assert texts(filled(form(tmp_path, f"<w:p>{cut}</w:p>"), 会議名="定例会").content) == ["定例会"]


def test_paragraphs_and_rows_are_repeated(tmp_path: Path, filled: Fill) -> None:
    people = table(row("{%tr for 人 in 出席者一覧 %}"), row("{{ 人.所属 }}", "{{ 人.氏名 }}"), row("{%tr endfor %}"))
    path = form(tmp_path, *(p(line) for line in LIST), people)
    said = [{"話者": "山田", "内容": "はい。"}, {"話者": "髙橋", "内容": "いいえ。"}]
    content = filled(path, 発言一覧=said, 出席者一覧=[{"所属": "総務課", "氏名": "𠮷田"}]).content
    assert texts(content) == ["○山田　はい。", "○髙橋　いいえ。", "総務課", "𠮷田"]


def test_what_nobody_has_said_is_a_visible_shaded_blank(tmp_path: Path, filled: Fill) -> None:
    path = form(tmp_path, p("場所: {{ 場所 }}です"), p("{% if 場所 %}あり{% else %}なし{% endif %}{{ 場所 or 'x' }}"))
    answer = filled(path, 場所="")
    assert texts(answer.content) == [f"場所: {BLANK}です", "なしx"]
    assert answer.summary == FillSummary(blanks=1)
    runs = part(answer.content, "word/document.xml").split("<w:r>")
    assert [BLANK in run for run in runs if 'w:fill="FFF2CC"' in run] == [True]


def test_a_blank_keeps_the_look_of_its_run_and_what_stands_beside_it(tmp_path: Path, filled: Fill) -> None:
    look = '<w:rPr><w:b/><w:vertAlign w:val="superscript"/></w:rPr>'
    path = form(
        tmp_path, f"<w:p><w:r>{look}<w:tab/><w:t>前{{{{ 場所 }}}}後</w:t><w:br/><w:t>{{{{ 主催 }}}}</w:t></w:r></w:p>"
    )
    content = filled(path, 場所="", 主催="").content
    assert texts(content) == [f"\t前{BLANK}後\n{BLANK}"]
    assert part(content, "word/document.xml").count("<w:b/>") == 6


def test_a_name_that_is_no_field_is_printed_and_reported(tmp_path: Path, filled: Fill) -> None:
    path = form(tmp_path, p("{{ 会議めい }}"), p("{%p for x in 発言いちらん %}"), p("{{ x.内容 }}"), p("{%p endfor %}"))
    answer = filled(path, 会議名="定例会")
    assert texts(answer.content) == ["〔不明な項目：会議めい〕", "〔不明な項目：発言いちらん〕"]
    assert answer.summary.unknown == ("会議めい", "発言いちらん")


def test_an_unknown_name_cannot_smuggle_xml_in(tmp_path: Path, filled: Fill) -> None:
    path = form(tmp_path, p("{{ 会議['<w:br/>'] }}"))
    assert texts(filled(path, 会議={}).content) == ["〔不明な項目：<w:br/>〕"]


@pytest.mark.parametrize(
    "text",
    [
        "A & B <tag>",
        "{{ 場所 }}",
        "{% for %}",
        "</w:t></w:r></w:p>",
        "]]>",
        "&lt;",
        "\"'",
        "{_{ x }_}",
        "行1\n行2",
        "a\tb",
    ],
)
def test_what_was_said_is_printed_to_the_letter_and_never_run(tmp_path: Path, filled: Fill, text: str) -> None:
    path = form(tmp_path, p("{{ 会議名 }}"), header="{{ 会議名 }}", footnote="{{ 会議名 }}")
    assert texts(filled(path, 会議名=text, 場所="漏れ").content) == [text]


def test_notes_are_filled_once_however_many_sections_there_are(tmp_path: Path, filled: Fill) -> None:
    section = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
    path = form(tmp_path, p("1"), section, p("2"), section, footnote="{{ 会議名 }}")
    content = filled(path, 会議名="{{ 場所 }}", 場所="漏れ").content
    assert "{{ 場所 }}" in part(content, "word/footnotes.xml")


def test_characters_that_xml_cannot_hold_are_counted_and_left_out(tmp_path: Path, filled: Fill) -> None:
    answer = filled(form(tmp_path, p("{{ 会議名 }}")), 会議名="あ\x00い\x07う\x0bえ\x0cお\ufffe\ud800か\r\nき\u2028く")
    assert texts(answer.content) == ["あいうえお�か\nき\nく"]
    assert answer.summary.dropped == 6


def test_the_title_property_is_the_meetings_and_fits(tmp_path: Path, filled: Fill) -> None:
    content = filled(form(tmp_path, p("x"), title="会議録様式"), 会議名="長" * 400).content
    core = part(content, "docProps/core.xml")
    assert "<dc:title>" + "長" * 255 + "</dc:title>" in core
    assert "<dc:language>ja-JP</dc:language>" in core


def test_a_trial_is_labelled_even_where_the_form_has_no_place_for_it(tmp_path: Path, filled: Fill) -> None:
    path = form(tmp_path, p("{{ 会議名 }}"))
    assert texts(filled(path, 会議名="定例会", お試し=True).content) == [TRIAL, "定例会"]
    assert texts(filled(path, 会議名="定例会", お試し=False).content) == ["定例会"]


def test_a_trial_is_labelled_once(tmp_path: Path, filled: Fill) -> None:
    path = form(tmp_path, p("{%p if お試し %}"), p(TRIAL), p("{%p endif %}"))
    assert texts(filled(path, お試し=True).content) == [TRIAL]


def test_a_header_that_two_sections_share_is_filled_once(tmp_path: Path, filled: Fill) -> None:
    made = parts(p("x"), header="{{ 会議名 }}")
    again = '<Relationship Id="rId7" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/>'  # noqa: E501
    content = filled(
        save(tmp_path, made | {"word/_rels/document.xml.rels": relationships(again)}), 会議名="{{ 場所 }}"
    ).content
    assert "{{ 場所 }}" in part(content, "word/header1.xml")


ATTACKS = [
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ 会議名|attr('__class__') }}",
    "{{ [会議名]|map(attribute='__class__')|list }}",
    "{{ 発言一覧.append(1) }}",
    "{{ '%s'.format_map(x) }}",
    "{{ '{0.__class__}'.format(会議名) }}",
    "{{ 'a'.ljust(1000000000) }}",
    "{{ 'a' * 1000000000 }}",
    "{{ [1] * 1000000000 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ 9 ** 9 ** 9 ** 9 }}",
    "{{ range(100000000)|list }}",
    "{% for i in range(100000) %}x{% endfor %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% extends 'x' %}",
    "{% macro m() %}{% endmacro %}",
    "{% autoescape false %}{{ 会議名 }}{% endautoescape %}",
    "{{ _context }}",
    "{{ self.__init__ }}",
    "{{ self._TemplateReference__context }}",
]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("where", ["body", "header", "footnote", "title"])
def test_a_form_cannot_do_more_than_fill_in(tmp_path: Path, filled: Fill, attack: str, where: str) -> None:
    path = form(tmp_path, p(attack)) if where == "body" else form(tmp_path, p("x"), **{where: attack})
    with pytest.raises((TemplateDangerous, TemplateFaulty)) as caught:
        filled(path, 会議名="定例会", 発言一覧=[])
    assert isinstance(caught.value, TemplateDangerous) or "attr" in attack or "attribute" in attack


@pytest.mark.parametrize(
    "name", ["safe", "xmlattr", "urlize", "pprint", "format", "tojson", "attr", "center", "indent"]
)
def test_filters_that_could_do_harm_are_not_there(tmp_path: Path, filled: Fill, name: str) -> None:
    with pytest.raises(TemplateFaulty) as caught:
        filled(form(tmp_path, p("{{ 会議名|" + name + " }}")), 会議名="<b>")
    assert name in caught.value.detail


@pytest.mark.parametrize(
    ("mark", "printed"),
    [
        ("{{ range(3)|length }}", "3"),
        ("{{ 出席者数 * 2 }}", "24"),
        ("{{ 会議名.strip() }}", "定例会"),
        ("{% for k, v in 人.items() %}{{ k }}={{ v }}{% endfor %}", "氏名=山田"),
        ("{% for x in 名簿 %}{{ loop.cycle('奇', '偶') }}{% endfor %}", "奇偶"),
        ("{{ 名簿|map(attribute='氏名')|join('、') }}", "山田、髙橋"),
        ("{{ 会議名|replace('定例', '臨時') }}", "臨時会"),
        ("{{ '-' * 5 }}", "-----"),
    ],
)
def test_what_forms_do_need_works(tmp_path: Path, filled: Fill, mark: str, printed: str) -> None:
    fields = {"会議名": " 定例会", "出席者数": 12, "人": {"氏名": "山田"}, "名簿": [{"氏名": "山田"}, {"氏名": "髙橋"}]}
    assert texts(filled(form(tmp_path, p(mark)), **fields).content)[0].strip() == printed


@pytest.mark.parametrize(
    ("mark", "place"),
    [
        ("{% for x in 発言一覧 %}", "本文"),
        ("{{ 会議名 + 1 }}", "本文"),
        ("{{ 1 / 0 }}", "本文"),
        ("{{ 会議名 }", "本文"),
        ("{{ 会議名|truncate(-5) }}", "本文"),
        ("{% bogus %}", "本文「{% bogus %}」"),
    ],
)
def test_a_faulty_mark_is_an_error_with_its_place(tmp_path: Path, filled: Fill, mark: str, place: str) -> None:
    with pytest.raises(TemplateFaulty) as caught:
        filled(form(tmp_path, p("前の段落"), p(mark)), 会議名="定例会", 発言一覧=[])
    assert caught.value.place.startswith(place)


def test_a_loop_without_end_does_not_name_the_last_paragraph_as_its_place(tmp_path: Path, filled: Fill) -> None:
    path = form(tmp_path, p(LIST[0]), p(LIST[1]), p("最後の段落"))
    with pytest.raises(TemplateFaulty) as caught:
        filled(path, 発言一覧=[])
    assert caught.value.place == "本文"
    assert f'minutes templates check "{path}"' in explain(caught.value).next_step


def test_a_loop_that_cuts_the_document_in_two_is_refused_and_not_repaired_silently(
    tmp_path: Path, filled: Fill
) -> None:
    half = "<w:p><w:r><w:t>{% for x in 名簿 %}</w:t></w:r></w:p><w:p><w:r><w:t>a</w:t></w:r>{% endfor %}</w:p>"
    with pytest.raises(TemplateFaulty) as caught:
        filled(save(tmp_path, parts() | {"word/document.xml": body(half)}), 名簿=[1, 2])
    assert caught.value.detail == "cut"


def test_a_form_of_10000_rows_is_filled(tmp_path: Path, filled: Fill) -> None:
    rows = (row(f"{number}", "{{ 会議名 }}") for number in range(10_000))
    assert len(texts(filled(form(tmp_path, table(*rows)), 会議名="定例会").content)) == 20_000


def test_a_header_part_of_its_own_kind_is_written_back_whole(tmp_path: Path, filled: Fill) -> None:
    made = parts(p("x")) | {"word/header1.xml": story("hdr", p("{{ 会議名 }}"), p("2行目"))}
    content = filled(save(tmp_path, made), 会議名="定例会").content
    assert part(content, "word/header1.xml").count("<w:p>") == 2


@pytest.mark.parametrize(
    "change",
    [
        {"word/vbaProject.bin": b"x"},
        {"word/_rels/document.xml.rels": relationships(outside("attachedTemplate", "http://192.0.2.1/x.dotm"))},
        {"word/header1.xml": "<?xml version='1.0'?><!DOCTYPE x><w:hdr/>"},
        {"word/media/image1.bin": bytes(20_000_000)},
        {"word/../../x.xml": "<x/>"},
    ],
)
def test_a_dangerous_package_is_never_opened(tmp_path: Path, filled: Fill, change: Parts) -> None:
    with pytest.raises(TemplateDangerous):
        filled(save(tmp_path, parts(p("x")) | change))


def test_a_damaged_form_is_a_sentence_whatever_is_broken_in_it(tmp_path: Path, filled: Fill) -> None:
    dice = random.Random(20261123)
    good = find(POINTS, ()).read_bytes()
    path = tmp_path / "壊れ.docx"
    refused = 0
    for _each in range(120):
        broken = bytearray(good)
        for _flip in range(dice.randint(1, 4)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        path.write_bytes(broken)
        refused += not is_filled(filled, path)
    assert refused > 60


def test_a_form_with_pieces_missing_is_filled_or_refused_with_a_sentence(tmp_path: Path, filled: Fill) -> None:
    dice = random.Random(20261124)
    with zipfile.ZipFile(find(POINTS, ())) as archive:
        good = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    refused = 0
    for _each in range(120):
        name = dice.choice(sorted(good))
        pieces = re.split(r"(<[^>]+>)", good[name])
        for _cut in range(dice.randint(1, 3)):
            del pieces[dice.randrange(len(pieces))]
        changed: Parts = {**good, name: "".join(pieces)}
        refused += not is_filled(filled, save(tmp_path, changed))
    assert 20 < refused < 120


def is_filled(filled: Fill, path: Path) -> bool:
    """Whether a form was filled; any fault of the form must be a TemplateError."""
    try:
        return texts(filled(path, 会議名="定例会", お試し=False).content) != []
    except TemplateError:
        return False


TRACKED = 'w:id="1" w:author="a" w:date="2026-01-15T00:00:00Z"'


def said(kind: str, text: str) -> str:
    """A run that was inserted or deleted while Word tracked changes."""
    tag = "delText" if kind == "del" else "t"
    return f'<w:{kind} {TRACKED}><w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r></w:{kind}>'


def test_tracked_changes_count_as_accepted(tmp_path: Path, filled: Fill) -> None:
    gone = f"<w:p><w:pPr><w:rPr><w:del {TRACKED}/></w:rPr></w:pPr>{said('del', LIST[0])}</w:p>"
    loop = f"<w:p>{said('ins', LIST[0])}</w:p>"
    name = f"<w:p>{said('del', '{{ 会議の名 }}')}{said('ins', '{{ 会議名 }}')}{said('moveFrom', '{{ 場所 }}')}</w:p>"
    lost_row = row("{{ 主催 }}").replace("<w:tr>", f"<w:tr><w:trPr><w:del {TRACKED}/></w:trPr>")
    path = form(tmp_path, gone, loop, p(LIST[1]), p(LIST[2]), name, table(row("x"), lost_row), table(lost_row), p("y"))
    answer = filled(path, 会議名="定例会", 場所="会議室", 主催="", 発言一覧=[{"話者": "山田", "内容": "はい。"}])
    assert texts(answer.content) == ["○山田　はい。", "定例会", "x", "y"]
    assert answer.summary == FillSummary()
    assert not re.search("<w:(ins|del|moveFrom)[ >]", part(answer.content, "word/document.xml"))


def test_tracked_changes_in_a_header_count_as_accepted_too(tmp_path: Path, filled: Fill) -> None:
    header = story("hdr", f"<w:p>{said('del', '{% for x in 発言一覧 %}')}{said('ins', '{{ 会議名 }}')}</w:p>")
    content = filled(save(tmp_path, parts(p("x")) | {"word/header1.xml": header}), 会議名="定例会", 発言一覧=[]).content
    assert "定例会" in part(content, "word/header1.xml")


def test_a_list_an_entry_and_an_answer_are_printed_for_people(tmp_path: Path, filled: Fill) -> None:
    people = [{"所属": "総務課", "職名": "", "氏名": "𠮷田 & 髙橋"}, {"所属": "", "職名": "課長", "氏名": "山田"}]
    path = form(tmp_path, p("{{ 出席者一覧 }}"), p("{{ 出席者一覧[1] }}"), p("{{ お試し }}"), p("{{ 欠席者一覧 }}"))
    answer = filled(path, 出席者一覧=people, 欠席者一覧=[], お試し=False)
    assert texts(answer.content) == ["総務課　𠮷田 & 髙橋、課長　山田", "課長　山田", "いいえ", BLANK]
    assert answer.summary.blanks == 1


def test_what_word_numbers_stands_once_though_a_loop_repeats_it(tmp_path: Path, filled: Fill) -> None:
    w14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    mark = '<w:bookmarkStart w:id="{0}" w:name="_Hlk{0}"/>{1}<w:bookmarkEnd w:id="{0}"/>'
    said = mark.format(7, "<w:r><w:t>{{ 発言.内容 }}</w:t></w:r>")
    control = '<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt>'
    entry = f'<w:p {w14} w14:paraId="00000001" w14:textId="77777777">{said}{control}</w:p>'
    before = f"<w:p>{mark.format(3, '<w:r><w:t>前</w:t></w:r>')}</w:p>"
    path = form(tmp_path, before, p(LIST[0]), entry, p(LIST[2]))
    content = filled(path, 発言一覧=[{"内容": "はい。"}, {"内容": "いいえ。"}, {"内容": "あ"}]).content
    assert texts(content) == ["前", "はい。x", "いいえ。x", "あx"]
    xml = part(content, "word/document.xml")
    assert re.findall(r'<w:bookmark\w+ w:id="(\d)"', xml) == ["3", "3", "7", "7"]
    assert (xml.count("paraId="), xml.count("textId="), xml.count('<w:id w:val="5"')) == (1, 1, 1)
