"""How the templates look: A4, BIZ UD fonts, styles, tables. `build` packs a body of pieces into a .docx.

Font names are those of Windows 10 and 11; `w:altName` names what stands in on a PC without them.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from minutes_app.word.template import JOINT, PERSONAL_COVER, POINTS, SUMMARY, VERBATIM

Piece = str
LABEL = {"points": POINTS, "verbatim": VERBATIM, "summary": SUMMARY, "joint": JOINT, "cover": PERSONAL_COVER}
STAMPS = 6
"""Boxes for stamps in a row."""
MINCHO = "BIZ UD明朝 Medium"
GOTHIC = "BIZ UDゴシック"
INK, GREY, LINE, TINT, RED = "1F2A44", "595959", "A6ADB8", "EEF1F5", "C00000"
TEXT_MM = 160
FONTS = (
    (MINCHO, "BIZ UDMincho Medium,ＭＳ 明朝,MS Mincho", "02020500000000000000", "roman"),
    (GOTHIC, "BIZ UDGothic,ＭＳ ゴシック,MS Gothic", "020B0400000000000000", "modern"),
)


def twips(mm: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(mm * 1440 / 25.4)


def r(text: str, style: str = "") -> Piece:
    """A run; a tab in `text` is a tab on the page."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    parts = "</w:t><w:tab/><w:t xml:space='preserve'>".join(escape(part) for part in text.split("\t"))
    return f"<w:r>{look}<w:t xml:space='preserve'>{parts}</w:t></w:r>".replace("<w:t xml:space='preserve'></w:t>", "")


def p(style: str, *runs: Piece) -> Piece:
    """A paragraph."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(runs)}</w:p>'


def mark(sentence: str) -> Piece:
    """A field mark that takes its whole paragraph: {%p … %}."""
    return p("FieldMark", r(f"{{%p {sentence} %}}"))


def heading(text: str, level: int = 1) -> Piece:
    """見出し1 (numbered) or 見出し2."""
    return p(f"Heading{level}", r(text))


def field(name: str) -> Piece:
    """One of Word's own fields."""
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def listing(entry: str, entries: str, runs: list[Piece], nothing: str) -> list[Piece]:
    """One line an entry, or the sentence for none."""
    loop = [mark(f"for {entry} in {entries}"), p("ListItem", *runs), mark("else"), p("BodyText", r(nothing))]
    return [*loop, mark("endfor")]


def label_table(rows: list[tuple[str, str]], more: str = "") -> Piece:
    """Two columns: what, and the answer; `more`: a list of 項目 and 内容 that goes on with the table."""
    widths = (28, TEXT_MM - 28)
    columns = tuple((width, "", "") for width in widths)
    made = [_label_row(widths, name, answer) for name, answer in rows]
    if more:
        made += [_loop(f"for 事項 in {more}", columns), _label_row(widths, "{{ 事項.項目 }}", "{{ 事項.内容 }}")]
        made.append(_loop("endfor", columns))
    return _table(widths, "".join(made), first_column=True)


def _label_row(widths: tuple[int, int], name: str, answer: str) -> Piece:
    return _row(_cell(widths[0], p("TableLabel", r(name)), tint=True), _cell(widths[1], p("TableText", r(answer))))


def stamps(name: str, entries: str) -> Piece:
    """決裁欄 or 供覧欄: a box for a stamp under each post in `entries`, blank boxes where no post is known."""
    widths = (16, *[24] * STAMPS)
    columns = tuple((width, "", "") for width in widths)
    posts = [f"{{{{ 組[{number}] or '' }}}}" for number in range(STAMPS)]
    blank = ["{{ 未記入 }}", *[""] * (STAMPS - 1)]
    rows = [
        _loop(f"for 組 in {entries}|batch({STAMPS}, '')", columns),
        _stamp_rows(name, posts),
        _loop("else", columns),
        _stamp_rows(name, blank),
        _loop("endfor", columns),
    ]
    return _table(widths, "".join(rows))


def _stamp_rows(name: str, posts: list[str]) -> Piece:
    label, under = (
        _cell(16, p("TableLabel", r(text)), tint=True, merge=how) for text, how in ((name, "restart"), ("", "continue"))
    )
    heads = "".join(_cell(24, p("TableLabel", r(post)), tint=True) for post in posts)
    boxes = "".join(_cell(24, p("TableText")) for _post in posts)
    return _row(label, heads) + _row(under, boxes, height=13)


def table(columns: tuple[tuple[int, str, str], ...], entry: str, entries: str) -> Piece:
    """A table with a repeated header row and a row for each entry; `columns` are (mm, header, mark)."""
    header = "".join(_cell(mm, p("TableLabel", r(name)), tint=True) for mm, name, _value in columns)
    cells = "".join(_cell(mm, p("TableText", r(value))) for mm, _name, value in columns)
    rows = [
        _row(header, header=True),
        _loop(f"for {entry} in {entries}", columns),
        _row(cells),
        _loop("endfor", columns),
    ]
    return _table(tuple(mm for mm, _name, _value in columns), "".join(rows))


def _loop(sentence: str, columns: tuple[tuple[int, str, str], ...]) -> Piece:
    """A row that is only a mark: {%tr … %} in one cell over all columns."""
    width = sum(mm for mm, _name, _value in columns)
    return _row(_cell(width, p("FieldMark", r(f"{{%tr {sentence} %}}")), span=len(columns)))


def _row(*cells: Piece, header: bool = False, height: float = 0) -> Piece:
    tall = f'<w:trHeight w:val="{twips(height)}" w:hRule="atLeast"/>' if height else ""
    repeated = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{tall}{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(mm: float, content: Piece, *, tint: bool = False, span: int = 1, merge: str = "") -> Piece:
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>' if tint else ""
    width = f'<w:tcW w:w="{twips(mm)}" w:type="dxa"/>'
    return f'<w:tc><w:tcPr>{width}{spanned}{merged}{shade}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'


def _table(widths: tuple[int, ...], rows: Piece, *, first_column: bool = False) -> Piece:
    grid = "".join(f'<w:gridCol w:w="{twips(mm)}"/>' for mm in widths)
    look = f'w:firstRow="{int(not first_column)}" w:lastRow="0" w:firstColumn="{int(first_column)}" w:lastColumn="0"'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="MinutesTable"/><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="04A0" {look} w:noHBand="0" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>{p('AfterTable')}"
    )


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


@dataclass(frozen=True)
class Style:
    """A named style; `next` is the style of the paragraph after it. A character style has no paragraph side."""

    id: str
    title: str
    paragraph: str
    letters: str = ""
    next: str = "Normal"

    def xml(self) -> str:
        """As styles.xml has it."""
        kind = "paragraph" if self.paragraph else "character"
        default = ' w:default="1"' if self.id == "Normal" else ""
        based = '<w:basedOn w:val="Normal"/>' if kind == "paragraph" and not default else ""
        following = f'<w:next w:val="{self.next}"/>' if kind == "paragraph" else ""
        looks = (("pPr", self.paragraph), ("rPr", self.letters))
        properties = "".join(f"<w:{tag}>{look}</w:{tag}>" for tag, look in looks if look)
        return (
            f'<w:style w:type="{kind}"{default} w:styleId="{self.id}"><w:name w:val="{self.title}"/>{based}{following}'
            f"<w:qFormat/>{properties}</w:style>"
        )


def _gap(before: float, after: float, line: int = 0) -> str:
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{lines}/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _hang(mm: float, left: float = 0) -> str:
    end = twips(mm + left)
    return f'<w:ind w:left="{end}" w:hanging="{twips(mm)}"/>'


def _tab(mm: float) -> str:
    return f'<w:tabs><w:tab w:val="left" w:pos="{twips(mm)}"/></w:tabs>'


def _edge(side: str, size: int, colour: str, space: int = 1) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


def _indent(left: float, right: float = 0) -> str:
    return f'<w:ind w:left="{twips(left)}" w:right="{twips(right)}"/>'


def _exactly(points: float) -> str:
    return f'<w:spacing w:before="0" w:after="0" w:line="{round(points * 20)}" w:lineRule="exact"/>'


def _colour(value: str) -> str:
    return f'<w:color w:val="{value}"/>'


KEEP = "<w:keepNext/><w:keepLines/>"
CENTRE = '<w:jc w:val="center"/>'
BOLD = "<w:b/>"


def _headings() -> list[Style]:
    ink = _fonts(GOTHIC) + BOLD + _colour(INK)
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    rule = f"<w:pBdr>{_edge('bottom', 6, LINE, 2)}</w:pBdr>"
    first = KEEP + numbered + rule + _gap(14, 5) + '<w:outlineLvl w:val="0"/>'
    second = KEEP + _gap(8, 3) + _indent(2) + '<w:outlineLvl w:val="1"/>'
    wide = _fonts(GOTHIC) + _colour(GREY) + '<w:spacing w:val="20"/>' + _size(12)
    return [
        Style("Title", "Title", KEEP + _gap(6, 2, 288) + CENTRE, ink + _size(18), "Subtitle"),
        Style("Subtitle", "Subtitle", KEEP + _gap(0, 10) + CENTRE, wide),
        Style("Heading1", "heading 1", first, ink + _size(12), "BodyText"),
        Style("Heading2", "heading 2", second, ink + _size(10.5), "BodyText"),
    ]


def _texts() -> list[Style]:
    small = _fonts(GOTHIC) + _colour(GREY)
    label = _fonts(GOTHIC) + _colour(INK) + _size(9.5)
    machine = _fonts(GOTHIC) + "<w:noProof/>" + _colour("2E75B6") + _size(8)
    rule = f"<w:pBdr>{_edge('bottom', 6, LINE, 2)}</w:pBdr>"
    return [
        Style("Normal", "Normal", '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'),
        Style("BodyText", "Body Text", _gap(0, 4) + _indent(4), "", "BodyText"),
        Style("TableLabel", "表の見出し", KEEP + _gap(0, 0, 264), label),
        Style("TableText", "表の文字", _gap(0, 0, 264), _size(10.5)),
        Style("AfterTable", "表の後", _exactly(4), _size(2)),
        Style("ListItem", "箇条", _tab(12) + _gap(0, 3) + _hang(8, 4), "", "ListItem"),
        Style("Utterance", "発言", _tab(17) + _gap(0, 4) + _hang(17), "", "Utterance"),
        Style("Note", "注意書き", _tab(9) + _gap(3, 4, 264) + _hang(5, 4), small + _size(9)),
        Style("FieldMark", "様式の印", _exactly(11), machine, "FieldMark"),
        Style("Header", "header", rule + _gap(0, 0, 240) + '<w:jc w:val="right"/>', small + _size(8.5)),
        Style("Footer", "footer", _gap(0, 0, 240) + CENTRE, small + _size(9)),
    ]


def _marks() -> list[Style]:
    box = "<w:pBdr>" + "".join(_edge(side, 12, RED, 4) for side in ("top", "left", "bottom", "right")) + "</w:pBdr>"
    red = _fonts(GOTHIC) + BOLD + _colour(RED) + _size(11)
    return [
        Style("TrialLabel", "お試し表示", KEEP + box + _gap(0, 10) + _indent(2, 2) + CENTRE, red),
        Style("Speaker", "話者", "", _fonts(GOTHIC) + BOLD),
        Style("Moment", "時刻", "", _fonts(GOTHIC) + _colour(GREY) + _size(8)),
        Style("Evidence", "根拠", "", _fonts(GOTHIC) + _colour("2E75B6") + _size(8) + '<w:u w:val="single"/>'),
        Style("ToCheck", "要確認", "", _fonts(GOTHIC) + _colour(RED) + _size(8.5)),
    ]


def _styles() -> str:
    return "".join(style.xml() for style in (*_texts(), *_headings(), *_marks())) + _table_style()


def _table_style() -> str:
    edges = "".join(_edge(side, 4, LINE, 0) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 60), ("left", 110), ("bottom", 60), ("right", 110))
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="MinutesTable"><w:name w:val="会議録の表"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
    )


def _defaults() -> str:
    language = '<w:lang w:val="en-US" w:eastAsia="ja-JP" w:bidi="ar-SA"/>'
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(MINCHO)}{_size(10.5)}{language}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{_gap(0, 0, 312)}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _numbering() -> str:
    return (
        '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimalFullWidth"/><w:pStyle w:val="Heading1"/><w:suff w:val="nothing"/>'
        '<w:lvlText w:val="%1　"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def _settings() -> str:
    uri = "http://schemas.microsoft.com/office/word"
    return (
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="840"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="ja-JP"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    )


def _font_table() -> bytes:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:panose1 w:val="{panose}"/><w:charset w:val="80"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="fixed"/></w:font>'
        for name, others, panose, family in FONTS
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>{fonts}</w:fonts>'.encode()


def _replaced(element: Any, inside: str) -> None:
    """Everything in `element` replaced by what the XML in `inside` says."""
    for child in list(element):
        element.remove(child)
    element.extend(list(parse_xml(f"<w:x {nsdecls('w')}>{inside}</w:x>")))


def _section() -> str:
    side, top = twips((210 - TEXT_MM) / 2), twips(22)
    return (
        f'<w:pgSz w:w="{twips(210)}" w:h="{twips(297)}"/><w:pgMar w:top="{top}" w:right="{side}" w:bottom="{top}" '
        f'w:left="{side}" w:header="{twips(11)}" w:footer="{twips(11)}" w:gutter="0"/><w:titlePg/>'
    )


def _pages(document: Any, header: str, footer: list[Piece]) -> None:
    """Page size, the header from the second page on, page numbers on all."""
    section = document.sections[0]
    _replaced(section._sectPr, _section())
    for story, content in (
        (section.header, p("Header", r(header))),
        (section.footer, p("Footer", *footer)),
        (section.first_page_header, p("AfterTable")),
        (section.first_page_footer, p("Footer", *footer)),
    ):
        story.is_linked_to_previous = False
        _replaced(story._element, content)


def _without_leftovers(document: Any) -> None:
    """Drop what python-docx's own start document brings: its thumbnail, old effects, custom XML."""
    for relations in (document.part.rels, document.part.package.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.rpartition("/")[2] in ("stylesWithEffects", "customXml", "thumbnail", "webSettings"):
                del relations[key]
    for part in document.part.package.parts:
        if str(part.partname) == "/word/fontTable.xml":
            part._blob = _font_table()
        elif str(part.partname) == "/docProps/app.xml":
            uri = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
            part._blob = f'<?xml version="1.0" encoding="UTF-8"?><Properties xmlns="{uri}"/>'.encode()


def build(path: Path, body: list[Piece], *, header: str, footer: list[Piece]) -> None:
    """Write a template."""
    document = Document()
    styles = document.styles.element
    latent = styles.find("{*}latentStyles")
    _replaced(styles, _defaults() + _styles())
    styles.insert(1, latent)
    _replaced(document.part.numbering_part.element, _numbering())
    _replaced(document.settings.element, _settings())
    section = document.element.body.sectPr
    _replaced(document.element.body, "".join(body))
    document.element.body.append(section)
    _pages(document, header, footer)
    _without_leftovers(document)
    properties = document.core_properties
    properties.title, properties.author, properties.comments, properties.keywords = path.stem, "", "", ""
    properties.language, properties.last_modified_by, properties.revision = "ja-JP", "", 1
    properties.created = properties.modified = datetime(2026, 11, 23)
    document.save(str(path))
