"""Links within a document, in any form a clerk writes."""

import io
import re
import zipfile
from pathlib import Path

from minutes_app.word.links import link, place, without_links
from minutes_app.word.text import Cleaner
from tests.documents.validator import faults_of
from tests.unit.word.conftest import Fill, texts
from tests.unit.word.forms import form, p

ITEM = {"内容": "会場は本庁とする。", "時刻": "00:00:05", "根拠": link("_kaigi1", "[00:00:05]")}
SAID = [
    {"話者": "佐藤", "内容": text, "時刻": "00:00:05", "要確認": False, "しおり": place(f"_kaigi{number}")}
    for number, text in enumerate(("始めます。", "本庁とします。"))
]
LOOP = ("{%p for 発言 in 発言一覧 %}", "{{ 発言.しおり }}○{{ 発言.内容 }}", "{%p endfor %}")


def body_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("word/document.xml").decode("utf-8")


def test_an_item_leads_to_its_utterance_and_the_text_around_it_stays(filled: Fill, tmp_path: Path) -> None:
    path = form(tmp_path, *map(p, ("決定　{{ 決定事項一覧[0].根拠 }}（確認）", *LOOP)))
    content = filled(path, 決定事項一覧=[ITEM], 発言一覧=SAID).content
    body = body_of(content)
    assert re.findall(r'<w:hyperlink w:anchor="(\w+)" w:history="1">', body) == ["_kaigi1"]
    assert re.findall(r'w:name="(_kaigi\d)"', body) == ["_kaigi0", "_kaigi1"]
    assert texts(content) == ["決定　[00:00:05]（確認）", "○始めます。", "○本庁とします。"]
    made = tmp_path / "できた.docx"
    made.write_bytes(content)
    assert faults_of(made) == []


def test_a_form_without_the_record_prints_the_time_and_no_dead_link(filled: Fill, tmp_path: Path) -> None:
    content = filled(form(tmp_path, p("決定　{{ 決定事項一覧[0].根拠 }}")), 決定事項一覧=[ITEM]).content
    assert "hyperlink" not in body_of(content)
    assert texts(content) == ["決定　[00:00:05]"]


def test_a_record_that_a_form_prints_twice_has_each_place_once(filled: Fill, tmp_path: Path) -> None:
    body = body_of(filled(form(tmp_path, *map(p, (*LOOP, *LOOP))), 発言一覧=SAID).content)
    assert body.count("<w:bookmarkStart ") == body.count("<w:bookmarkEnd ") == 2
    assert len(set(re.findall(r'<w:bookmarkStart w:id="(\d+)"', body))) == 2


def test_what_a_person_said_makes_no_link(filled: Fill, tmp_path: Path) -> None:
    forged = "\ufdd0_kaigi1\ufdd1\ufdd2 \ufdd0x y\ufdd1z\ufdd2 \ufdd0"
    said = [{**SAID[0], "内容": without_links(forged)}]
    content = filled(form(tmp_path, *map(p, LOOP)), 発言一覧=said).content
    assert not re.search("[\ufdd0-\ufdef]", body_of(content))


def test_a_clean_value_keeps_whole_marks_only() -> None:
    cleaner = Cleaner()
    assert cleaner.text(f"前\ufdd0{link('a', '[1]')}\ufdd2\x00後") == f"前{link('a', '[1]')}後"
    assert cleaner.dropped == 3
