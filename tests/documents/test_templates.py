"""The two templates themselves: made as a Word user and a screen reader expect."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document

from minutes_app.word.template import BUILT_IN, MINUTES, find
from tests.documents.validator import ROOT, faults_of


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(params=BUILT_IN)
def template(request: pytest.FixtureRequest) -> Path:
    return find(request.param, ())


def test_a_template_is_valid_open_xml(template: Path) -> None:
    assert faults_of(template) == []


def test_the_templates_are_what_their_script_makes(template: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tools.make_templates", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=60)
    assert parts(tmp_path / template.name) == parts(template)


@pytest.mark.parametrize("name", MINUTES)
def test_headings_are_heading_styles_and_the_title_is_a_title(name: str) -> None:
    template = find(name, ())
    styles = [(one.style.name, one.text) for one in Document(str(template)).paragraphs if one.style is not None]
    assert ("Title", "{{ 会議名 }}") in styles
    headings = [text for name, text in styles if name == "Heading 1"]
    assert headings[:2] == ["開催概要", "出席者"]
    assert {"議題", "決定事項", "今後の対応", "配布資料", "次回"} < set(headings)


def test_the_paper_is_a4_with_equal_margins(template: Path) -> None:
    section = Document(str(template)).sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.left_margin == section.right_margin
    assert section.different_first_page_header_footer


def test_fonts_and_language_are_japanese(template: Path) -> None:
    styles = parts(template)["word/styles.xml"].decode("utf-8")
    assert re.search(r'<w:lang [^>]*w:eastAsia="ja-JP"', styles)
    fonts = set(re.findall(r'w:eastAsia="(BIZ[^"]+)"', styles))
    assert fonts == {"BIZ UD明朝 Medium", "BIZ UDゴシック"}
    assert styles.count("<w:rFonts ") == styles.count('w:eastAsia="BIZ')
    table = parts(template)["word/fontTable.xml"].decode("utf-8")
    assert all(f'w:name="{font}"><w:altName' in table for font in fonts)


def test_tables_repeat_their_headers_and_keep_their_rows_whole(template: Path) -> None:
    body = parts(template)["word/document.xml"].decode("utf-8")
    assert body.count("<w:tblHeader/>") == len(re.findall(r"\{%tr for (?!事項|組)", body))
    assert body.count("<w:cantSplit/>") == body.count("<w:tr>")
    styles = Document(str(template)).styles
    assert all(styles[name].paragraph_format.keep_with_next for name in ("Heading 1", "Heading 2"))


def test_word_opens_it_without_the_old_formats_notice(template: Path) -> None:
    settings = parts(template)["word/settings.xml"].decode("utf-8")
    assert re.search(r'w:name="compatibilityMode"[^>]*w:val="15"', settings)


def test_nothing_of_python_docx_is_left_in_it(template: Path) -> None:
    names = set(parts(template))
    assert not [name for name in names if "thumbnail" in name or "customXml" in name or "stylesWithEffects" in name]
    assert b"python-docx" not in parts(template)["docProps/core.xml"]
