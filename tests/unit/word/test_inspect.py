from pathlib import Path

import pytest

from minutes_app.errors import TemplateDangerous, TemplateUnreadable
from minutes_app.word.inspect import inspect
from minutes_app.word.template import BUILT_IN, find
from tests.unit.word.forms import NAMES, WORD_TYPE, Parts, content_types, outside, p, packed, parts, relationships, save

FIELD = '<w:p><w:r><w:fldChar w:fldCharType="{}"/></w:r></w:p>'
A_URI = "http://schemas.openxmlformats.org/drawingml/2006/main"


def code(text: str) -> str:
    return f"<w:p><w:r><w:instrText>{text}</w:instrText></w:r></w:p>"


def fields(*pieces: str) -> str:
    marks = {"{": "begin", "|": "separate", "}": "end"}
    return "".join(FIELD.format(marks[piece]) if piece in marks else code(piece) for piece in pieces)


def kinds_of(folder: Path, contents: Parts) -> set[str]:
    with pytest.raises(TemplateDangerous) as caught:
        inspect(save(folder, contents))
    assert all(place for place, _kind in caught.value.findings)
    return {kind for _place, kind in caught.value.findings}


@pytest.mark.parametrize("name", BUILT_IN)
def test_the_templates_that_come_with_the_program_are_safe(name: str) -> None:
    assert inspect(find(name, ()))


@pytest.mark.parametrize(
    "instruction",
    [
        " PAGE ",
        "NUMPAGES \\* MERGEFORMAT",
        ' DATE \\@ "ggge年" ',
        "= 1 + 2",
        'HYPERLINK "https://www.city.example.lg.jp"',
    ],
)
def test_the_fields_that_office_forms_use_are_let_through(tmp_path: Path, instruction: str) -> None:
    inspect(save(tmp_path, parts(fields("{", instruction, "|", "}"))))
    inspect(save(tmp_path, parts(f"<w:p><w:fldSimple w:instr='{instruction}'/></w:p>")))


def test_a_table_of_contents_with_fields_in_its_result_is_let_through(tmp_path: Path) -> None:
    inspect(save(tmp_path, parts(fields("{", ' TOC \\o "1-3" ', "|", "{", " PAGEREF _Toc1 ", "|", "}", "}"))))


@pytest.mark.parametrize(
    "pieces",
    [
        ("{", 'DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"', "}"),
        ("{", " dde ", "}"),
        ("{", "INCLUDETEXT \\\\\\\\server\\\\x.docx", "|", "}"),
        ("{", " INCLUDEPICTURE http://example.com/x.png ", "}"),
        ("{", "IMP", "ORT x", "}"),
        ("{", " LINK Excel.Sheet ", "}"),
        ("{", " DATABASE ", "}"),
        ("{", " MACROBUTTON x ", "}"),
        ("{", "IF 1 = 1 ", "{", "DDE", "AUTO x", "}", "}"),
    ],
)
def test_fields_that_fetch_or_run_are_refused_however_they_are_cut(tmp_path: Path, pieces: tuple[str, ...]) -> None:
    assert kinds_of(tmp_path, parts(fields(*pieces))) == {"field"}


def test_a_field_whose_name_is_computed_is_refused(tmp_path: Path) -> None:
    hidden = fields("{", "{", "REF x", "}", " c:\\\\x.exe", "}")
    assert kinds_of(tmp_path, parts(hidden)) == {"hidden_field"}


def test_a_field_whose_name_is_filled_in_is_refused(tmp_path: Path) -> None:
    assert kinds_of(tmp_path, parts(fields("{", "{{ 会議名 }}", "}"))) == {"hidden_field"}


def test_a_field_in_a_header_is_found_too(tmp_path: Path) -> None:
    made = parts() | {"word/header1.xml": f"<w:hdr {NAMES}>{fields('{', 'DDE x', '}')}</w:hdr>"}
    with pytest.raises(TemplateDangerous) as caught:
        inspect(save(tmp_path, made))
    assert caught.value.findings[0] == ("ヘッダー 1段落目「DDE x」", "field")


@pytest.mark.parametrize(
    "kind", ["attachedTemplate", "image", "oleObject", "frame", "subDocument", "aFChunk", "mailMergeSource"]
)
def test_targets_outside_the_file_are_refused(tmp_path: Path, kind: str) -> None:
    linked = parts() | {"word/_rels/document.xml.rels": relationships(outside(kind, "http://192.0.2.1/x.dotm"))}
    assert "outside" in kinds_of(tmp_path, linked)


def test_a_link_to_a_page_is_let_through_and_one_to_a_script_is_not(tmp_path: Path) -> None:
    link = relationships(outside("hyperlink", "https://www.city.example.lg.jp/"))
    inspect(save(tmp_path, parts() | {"word/_rels/document.xml.rels": link}))
    script = relationships(outside("hyperlink", " JavaScript:alert(1)"))
    assert kinds_of(tmp_path, parts() | {"word/_rels/document.xml.rels": script}) == {"outside"}


def test_a_picture_that_is_fetched_through_a_link_is_refused(tmp_path: Path) -> None:
    blip = f'<w:p><w:r><w:drawing><a:blip xmlns:a="{A_URI}" r:link="rId9"/></w:drawing></w:r></w:p>'
    assert kinds_of(tmp_path, parts(blip)) == {"outside"}


@pytest.mark.parametrize("start", ["", "\ufeff<?xml version='1.0'?>", " <!-- x -->"])
def test_a_part_with_another_ending_is_looked_into_all_the_same(tmp_path: Path, start: str) -> None:
    made = parts()
    header = str(made.pop("word/header1.xml")).partition("?>")[2].replace("<w:p>", fields("{", "DDE x", "}") + "<w:p>")
    for name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        made[name] = str(made[name]).replace("header1.xml", "header1.dat")
    assert kinds_of(tmp_path, made | {"word/header1.dat": start + header}) == {"field"}


@pytest.mark.parametrize(
    ("inside", "kind"),
    [
        ('<image xlink:href="http://192.0.2.1/x.png"/>', "outside"),
        ('<use href="//192.0.2.1/x.svg#a"/>', "outside"),
        ("<script>x</script>", "active"),
    ],
)
def test_a_picture_of_xml_is_looked_into(tmp_path: Path, inside: str, kind: str) -> None:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    harmless = f'<svg {names}><image xlink:href="data:image/png;base64,AAAA"/><use href="#a"/></svg>'
    inspect(save(tmp_path, parts() | {"word/media/image1.svg": harmless}))
    assert kinds_of(tmp_path, parts() | {"word/media/image1.svg": f"<svg {names}>{inside}</svg>"}) == {kind}


def test_a_target_inside_cannot_be_an_address(tmp_path: Path) -> None:
    inside = outside("image", "file:/C:/x.png").replace(' TargetMode="External"', "")
    assert kinds_of(tmp_path, parts() | {"word/_rels/document.xml.rels": relationships(inside)}) == {"outside"}


def test_a_field_that_links_to_a_script_is_refused(tmp_path: Path) -> None:
    assert kinds_of(tmp_path, parts(fields("{", 'HYPERLINK "javascript:x"', "}"))) == {"outside"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("word/vbaProject.bin", "macro"),
        ("word/vbaData.xml", "macro"),
        ("word/activeX/activeX1.xml", "active"),
        ("word/embeddings/oleObject1.bin", "embedded"),
        ("word/embeddings/Microsoft_Excel_Sheet.xlsx", "embedded"),
        ("word/afchunk.htm", "embedded"),
        ("customUI/customUI.xml", "active"),
        ("word/webextensions/taskpanes.xml", "active"),
    ],
)
def test_parts_that_run_or_hide_something_are_refused(tmp_path: Path, name: str, kind: str) -> None:
    assert kind in kinds_of(tmp_path, parts() | {name: "<x/>"})


def test_a_macro_document_is_refused_though_it_is_called_docx(tmp_path: Path) -> None:
    types = content_types("application/vnd.ms-word.document.macroEnabled.main+xml")
    assert kinds_of(tmp_path, parts() | {"[Content_Types].xml": types}) == {"macro"}


@pytest.mark.parametrize(
    ("element", "kind"),
    [
        ("<w:altChunk/>", "embedded"),
        ("<w:object/>", "embedded"),
        ("<w:control/>", "active"),
        ("<w:subDoc/>", "embedded"),
    ],
)
def test_elements_that_embed_are_refused(tmp_path: Path, element: str, kind: str) -> None:
    assert kinds_of(tmp_path, parts(f"<w:p><w:r>{element}</w:r></w:p>")) == {kind}


@pytest.mark.parametrize(
    "doctype", ['<!DOCTYPE x [<!ENTITY a "aaaa">]>', '<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">', "<!doctype x>"]
)
@pytest.mark.parametrize("part", ["word/document.xml", "docProps/core.xml", "_rels/.rels", "customXml/item1.xml"])
def test_a_dtd_is_refused_in_any_part(tmp_path: Path, doctype: str, part: str) -> None:
    made = parts()
    content = str(made.get(part, "<x/>")).removeprefix("<?xml version='1.0' encoding='UTF-8'?>")
    assert kinds_of(tmp_path, made | {part: "<?xml version='1.0'?>" + doctype + content}) == {"dtd"}


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-7"])
def test_xml_in_another_coding_cannot_hide_a_dtd(tmp_path: Path, coding: str) -> None:
    content = f'<?xml version="1.0" encoding="{coding}"?><!DOCTYPE x><x/>'.encode(coding)
    assert kinds_of(tmp_path, parts() | {"word/settings.xml": content}) == {"coding"}


def test_everything_dangerous_is_named_at_once(tmp_path: Path) -> None:
    made = parts(fields("{", "DDE x", "}"), "<w:altChunk/>") | {"word/vbaProject.bin": b"x"}
    assert kinds_of(tmp_path, made) == {"field", "embedded", "macro"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"[Content_Types].xml": content_types(f"{WORD_TYPE}.template.main+xml")}, "not_word"),
        ({"_rels/.rels": "<Relationships xmlns='http://purl.oclc.org/ooxml/officeDocument/relationships'/>"}, "strict"),
        ({"word/document.xml": "<w:document"}, "damaged"),
    ],
)
def test_other_documents_are_named_for_what_they_are(tmp_path: Path, change: Parts, reason: str) -> None:
    with pytest.raises(TemplateUnreadable) as caught:
        inspect(save(tmp_path, parts() | change))
    assert caught.value.reason == reason


def test_a_zip_of_something_else_is_not_word(tmp_path: Path) -> None:
    path = tmp_path / "写真.docx"
    path.write_bytes(packed({"写真.txt": "x"}))
    with pytest.raises(TemplateUnreadable) as caught:
        inspect(path)
    assert caught.value.reason == "not_word"


def test_plain_text_that_speaks_of_fields_is_no_field(tmp_path: Path) -> None:
    inspect(save(tmp_path, parts(p("DDEAUTO と INCLUDETEXT の説明"))))
