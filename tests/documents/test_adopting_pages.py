"""Forms of eleven makes on paper: unchanged to the dot where nothing is filled in, else the same lines."""

import subprocess
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from minutes_app.minutes.adopting import blanks_of, prepare, proposal, trial_fields
from minutes_app.progress import no_report
from minutes_app.word.writer import Writer
from tests.documents.office_forms import FORMS, libreoffice_form
from tests.documents.pages import Printed, print_all

ALL = (*FORMS, "LibreOffice")
RULED = tuple(name for name in ALL if name not in ("LibreOffice", "表のない様式"))
DPI = 72
A4_WIDTH, MARGIN = 595.3, 56.7
"""Points."""
LONGEST_STROKE = 14
"""Dots: longer than any stroke of a character."""
Picture = NDArray[np.bool_]


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Printed]:
    """Each form as it was, after a filling in which nothing was wanted, and filled with one person."""
    folder = tmp_path_factory.mktemp("paper")
    files: list[Path] = []
    with Writer() as writer:
        for name in ALL:
            form = folder / f"{name}_元.docx"
            form.write_bytes(FORMS[name]() if name in FORMS else libreoffice_form(tmp_path_factory.mktemp("soffice")))
            given = proposal(blanks_of(form, writer, no_report))
            nothing = prepare(form, name, dict.fromkeys(given, ""), writer, no_report)
            something = prepare(form, name, given, writer, no_report)
            untouched, filled = folder / f"{name}_そのまま.docx", folder / f"{name}_記入.docx"
            untouched.write_bytes(nothing.tried[-1].content)
            filled.write_bytes(something.tried[1].content)
            files += [form, untouched, filled]
    return print_all(files, folder)


def dots(printed: Printed) -> list[Picture]:
    """The pages as what is dark on them."""
    pages = []
    for number in range(1, int(printed.facts["Pages"]) + 1):
        command = ["pdftoppm", "-gray", "-r", str(DPI), "-f", str(number), "-l", str(number), str(printed.pdf)]
        picture = subprocess.run(command, capture_output=True, timeout=60, check=True).stdout
        head, size, _depth, content = picture.split(b"\n", 3)
        assert head == b"P5"
        wide, high = map(int, size.split())
        pages.append(np.frombuffer(content, dtype=np.uint8).reshape(high, wide) < 128)
    return pages


def upright_lines(page: Picture) -> set[int]:
    """The columns of dots in which a line longer than any stroke stands."""
    run = np.zeros(page.shape[1], dtype=int)
    longest = run.copy()
    for row in page:
        run = np.where(row, run + 1, 0)
        longest = np.maximum(longest, run)
    return set(np.nonzero(longest > LONGEST_STROKE)[0].tolist())


@pytest.mark.parametrize("name", ALL)
def test_a_form_in_which_nothing_is_filled_in_is_printed_as_it_was_to_the_dot(
    paper: dict[str, Printed], name: str
) -> None:
    before, after = dots(paper[f"{name}_元"]), dots(paper[f"{name}_そのまま"])
    assert len(before) == len(after)
    assert all(page.any() for page in before)
    assert all(np.array_equal(one, other) for one, other in zip(before, after, strict=True))


@pytest.mark.parametrize("name", RULED)
def test_the_lines_of_a_filled_form_stand_where_they_stood(paper: dict[str, Printed], name: str) -> None:
    before, after = dots(paper[f"{name}_元"]), dots(paper[f"{name}_記入"])
    lines = upright_lines(before[0])
    assert len(lines) >= 2
    assert lines - upright_lines(after[0]) == set()


@pytest.mark.parametrize("name", ALL)
def test_what_is_filled_in_keeps_within_the_margins(paper: dict[str, Printed], name: str) -> None:
    (left, right), (begins, ends) = paper[f"{name}_元"].edges(), paper[f"{name}_記入"].edges()
    assert begins >= min(left, MARGIN) - 1
    assert ends <= max(right, A4_WIDTH - MARGIN + 6)


def test_a_trial_meeting_says_everything_that_a_form_may_ask_for() -> None:
    empty = [name for name, value in trial_fields(3, 3).items() if value in ("", [])]
    assert set(empty) <= {
        *("認識モデル", "別添", "注意書き一覧", "議席一覧", "議案の異動一覧", "選挙一覧", "記名投票一覧"),
        *("その他一覧", "個別復命者一覧", "所感待ち一覧"),
    }
