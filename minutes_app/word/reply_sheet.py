"""確認欄: the note at the top that says what to do, and the last page with a row for each who is asked.

In: what is asked of whom. Out: lxml elements for the body of any form: they bring their own look and need none of its
styles. Puts nothing into a document.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from minutes_app.word.reply_form import ANSWERS, BREAK, NOTE, SHEET, Answer, Person, cell, tag
from minutes_app.word.text import Cleaner
from minutes_app.wording import publishing as words

INK, GREY, LINE, TINT = "1F2A44", "595959", "A6ADB8", "EEF1F5"
FIRST_CONTROL = 710_000_000
"""Content controls are numbered from here; Word gives its own ones random numbers of 32 bits."""
ALIAS = 60
_SHARES = (26, 8, 35, 31)
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_BOX_FONT = '<w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:eastAsia="Segoe UI Symbol"/>'
_HINT = f'<w:color w:val="{GREY}"/><w:sz w:val="17"/><w:szCs w:val="17"/>'


@dataclass(slots=True)
class Asked:
    """What one file asks. `persons`: those with a row; `said`: person's id → 所感 that is known already.

    `note` and `lines`: the sentences at the top and above the table. `bookmark`, `control`: the next free numbers.
    """

    persons: tuple[Person, ...]
    said: dict[str, str]
    note: str
    lines: tuple[str, ...]
    bookmark: int
    control: int = FIRST_CONTROL
    cleaner: Cleaner = field(default_factory=Cleaner)

    def next_bookmark(self) -> int:
        """A number for one more bookmark."""
        self.bookmark += 1
        return self.bookmark - 1

    def next_control(self) -> int:
        """A number for one more content control."""
        self.control += 1
        return self.control - 1


def note(asked: Asked) -> Any:
    """The line at the top, with a link to 確認欄."""
    number = asked.next_bookmark()
    edge = f'<w:left w:val="single" w:sz="24" w:space="6" w:color="{INK}"/>'
    look = f'<w:color w:val="{INK}"/><w:sz w:val="18"/><w:szCs w:val="18"/>'
    link = (
        f'<w:hyperlink w:anchor="{SHEET}" w:history="1">{_run(words.TO_SHEET, look + _underline())}</w:hyperlink>'
        if asked.persons
        else ""
    )
    return _parsed(
        f'<w:p {_NAMES}><w:pPr><w:pBdr>{edge}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>'
        f'<w:spacing w:before="0" w:after="120"/><w:ind w:left="160"/></w:pPr>'
        f"{_marked(NOTE, number, _run(_text(asked, asked.note), look))}{link}</w:p>"
    )


def sheet(asked: Asked, width: int, *, new_page: bool) -> Iterator[Any]:
    """Heading, what to do, the table, and the paragraph that Word wants behind a table; `width` in twentieths."""
    broken = "<w:pageBreakBefore/>" if new_page else ""
    heading = f'<w:b/><w:color w:val="{INK}"/><w:sz w:val="26"/><w:szCs w:val="26"/>'
    number = asked.next_bookmark()
    yield _parsed(
        f'<w:p {_NAMES}><w:pPr><w:keepNext/>{broken}<w:spacing w:before="0" w:after="120"/><w:outlineLvl w:val="0"/>'
        f"</w:pPr>{_marked(SHEET, number, _run(words.SHEET, heading))}</w:p>"
    )
    for line in asked.lines:
        small = '<w:sz w:val="19"/><w:szCs w:val="19"/>'
        yield _parsed(
            f'<w:p {_NAMES}><w:pPr><w:keepNext/><w:spacing w:before="0" w:after="60"/></w:pPr>'
            f"{_run(_text(asked, line), small)}</w:p>"
        )
    yield _table(asked, width)
    yield _parsed(f'<w:p {_NAMES}><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:p>')


def break_before(asked: Asked, section: Any) -> Any:
    """The paragraph that ends the form's own section, whose properties are given."""
    made = _parsed(f"<w:p {_NAMES}><w:pPr/>{_marked(BREAK, asked.next_bookmark(), '')}</w:p>")
    made[0].append(section)
    return made


def _table(asked: Asked, width: int) -> Any:
    widths = [width * share // 100 for share in _SHARES]
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    heads = "".join(
        _cell(one, _run(name, "<w:b/><w:sz w:val='19'/><w:szCs w:val='19'/>"), fill=True)
        for one, name in zip(widths, words.COLUMNS, strict=True)
    )
    rows = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cells(asked, person, widths)}</w:tr>" for person in asked.persons
    )
    return _parsed(
        f'<w:tbl {_NAMES}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="90" w:type="dxa"/>'
        '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>{rows}</w:tbl>"
    )


def _cells(asked: Asked, person: Person, widths: list[int]) -> str:
    belongs = "　".join(_text(asked, part) for part in (person.department, person.post) if part)
    who = _run(belongs, _HINT) + "<w:r><w:br/></w:r>" if belongs else ""
    made = [_cell(widths[0], who + _run(_text(asked, person.name), "<w:sz w:val='20'/><w:szCs w:val='20'/>"))]
    for one, answer in zip(widths[1:], ANSWERS, strict=True):
        control = _control(asked, person, answer)
        inside = _marked(cell(answer, person.id), asked.next_bookmark(), control)
        made.append(_cell(one, inside, centre=answer == "confirmed"))
    return "".join(made)


def _control(asked: Asked, person: Person, answer: Answer) -> str:
    name = f"{words.COLUMN_OF[answer]} {_text(asked, person.name)}"[:ALIAS]
    head = (
        f"<w:alias w:val={quoteattr(name)}/><w:tag w:val={quoteattr(tag(answer, person.id))}/>"
        f'<w:id w:val="{asked.next_control()}"/><w:lock w:val="sdtLocked"/>'
    )
    if answer == "confirmed":
        states = (
            '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2611" w14:font="Segoe UI Symbol"/>'
            '<w14:uncheckedState w14:val="2610" w14:font="Segoe UI Symbol"/></w14:checkbox>'
        )
        box = _run("☐", f"{_BOX_FONT}<w:sz w:val='28'/><w:szCs w:val='28'/>")
        return f"<w:sdt><w:sdtPr>{head}{states}</w:sdtPr><w:sdtContent>{box}</w:sdtContent></w:sdt>"
    said = _text(asked, asked.said.get(person.id, "")) if answer == "impression" else ""
    look = "<w:sz w:val='20'/><w:szCs w:val='20'/>"
    inside = _run(said, look) if said else _run(words.PLACEHOLDERS[answer], _HINT)
    empty = "" if said else "<w:showingPlcHdr/>"
    return f"<w:sdt><w:sdtPr><w:rPr>{look}</w:rPr>{head}{empty}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def _cell(width: int, inside: str, *, fill: bool = False, centre: bool = False) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>' if fill else ""
    middle = '<w:jc w:val="center"/>' if centre else '<w:jc w:val="left"/>'
    kept = "<w:keepNext/>" if fill else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr>{kept}<w:spacing w:before="0" w:after="0"/><w:ind w:left="0" w:right="0" w:firstLine="0"/>'
        f"{middle}</w:pPr>{inside}</w:p></w:tc>"
    )


def _run(text: str, look: str) -> str:
    """A run of lines; `text` is escaped here."""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r><w:rPr>{look}</w:rPr>{lines}</w:r>"


def _underline() -> str:
    return '<w:u w:val="single"/>'


def _marked(name: str, number: int, inside: str) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'


def _text(asked: Asked, text: str) -> str:
    return asked.cleaner.text(text).replace("\t", " ")


def _parsed(xml: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(xml)
