"""Forms that offices adopted are published: valid, with 確認欄 behind, every passage in its bookmark."""

from pathlib import Path

import pytest

from minutes_app.errors import FormForOne
from minutes_app.minutes.adopting import blanks_of, prepare, proposal
from minutes_app.progress import no_report
from minutes_app.word.passages import paragraphs_in, text_in
from minutes_app.word.reply_form import ANSWERS, NOTE, SHEET, tag
from minutes_app.word.scan import W
from minutes_app.word.writer import Writer
from tests.documents.office_forms import FORMS
from tests.documents.pages import print_all
from tests.documents.validator import faults_of
from tests.publishing import WriterHere, body_of, controls_of, folder_with, published_meeting, sent

FOR_ONE = ("決裁欄",)
"""Asks for 復命者: one for each person."""
OWN_FAULTS = ("Word2007",)
"""Smart tags, which Word has given up."""
FOR_ALL = tuple(name for name in FORMS if name not in FOR_ONE)


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("様式")
    made = {}
    with Writer() as writer:
        for name, make in FORMS.items():
            form = folder / f"{name}_元.docx"
            form.write_bytes(make())
            made[name] = folder / f"{name}.docx"
            made[name].write_bytes(
                prepare(form, name, proposal(blanks_of(form, writer, no_report)), writer, no_report).content
            )
    return made


@pytest.fixture(scope="module")
def copies(templates: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    made = {}
    for name in FOR_ALL:
        shared = tmp_path_factory.mktemp("共有")
        folder = folder_with(tmp_path_factory.mktemp("会議"), published_meeting())
        record, _puts = sent(folder, shared, WriterHere(), template=templates[name], with_record=True)
        texts = tuple(text_in(one) for one in paragraphs_in(body_of(shared / record.files[1].name)))
        assert texts == record.paragraphs
        assert {"u0", "u9"} <= {one.id for one in record.passages}
        made[name] = shared / record.files[1].name
    return made


@pytest.mark.parametrize("name", FOR_ALL)
def test_an_adopted_form_is_published(templates: dict[str, Path], copies: dict[str, Path], name: str) -> None:
    if name not in OWN_FAULTS:
        assert faults_of(copies[name]) == []
    assert {tag(answer, "1") for answer in ANSWERS} <= set(controls_of(copies[name]))
    names = [one.get(W + "name") for one in body_of(copies[name]).iter(W + "bookmarkStart")]
    assert len(set(names)) == len(names)
    assert {NOTE, SHEET} <= set(names)


@pytest.mark.parametrize("name", FOR_ONE)
def test_a_form_that_is_one_for_each_person_is_refused(templates: dict[str, Path], tmp_path: Path, name: str) -> None:
    (tmp_path / "共有").mkdir()
    with pytest.raises(FormForOne):
        sent(
            folder_with(tmp_path / "会議", published_meeting()),
            tmp_path / "共有",
            WriterHere(),
            template=templates[name],
        )
    assert list((tmp_path / "共有").iterdir()) == []


def test_the_last_page_of_every_form_asks(copies: dict[str, Path], tmp_path: Path) -> None:
    files = []
    for name, copy in copies.items():
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(copy.read_bytes())
    for name, paper in print_all(files, tmp_path).items():
        assert "修正意見" in paper.pages[-1], name
        left, right = paper.edges()
        assert left > 20, name
        assert right < 575, name
