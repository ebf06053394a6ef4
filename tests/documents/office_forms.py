"""Word forms as offices have them, without any mark: made part by part, each of a different make.

In: nothing. Out: the bytes of a form by its name. Valid Open XML; `libreoffice_form` is written by LibreOffice itself.
"""

import io
import zipfile
from pathlib import Path

from tests.libreoffice import saved_as
from tests.unit.word.forms import PACKAGE, R_URI, W_URI, WORD_TYPE

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    f'xmlns:w="{W_URI}" xmlns:r="{R_URI}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
DATE = "令和　　年　　月　　日（　　）　　時　　分～　　時　　分"
PAGE = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>'
FULL = 9638
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="auto"/>'
    for side, size in (("top", 12), ("left", 12), ("bottom", 12), ("right", 12), ("insideH", 4), ("insideV", 4))
)
STYLES = (
    f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?><w:styles xmlns:w=\"{W_URI}\"><w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Century" w:hAnsi="Century" w:eastAsia="ＭＳ 明朝"/><w:sz w:val="21"/>'
    '<w:lang w:val="en-US" w:eastAsia="ja-JP"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/>'
    '<w:rPr><w:color w:val="808080"/></w:rPr></w:style></w:styles>'
)


def r(text: str, look: str = "") -> str:
    """A run; a tab in `text` is a tab on the page."""
    tabbed = '</w:t><w:tab/><w:t xml:space="preserve">'.join(text.split("\t"))
    inside = f'<w:t xml:space="preserve">{tabbed}</w:t>'.replace('<w:t xml:space="preserve"></w:t>', "")
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{inside}</w:r>"


def p(*runs: str, look: str = "") -> str:
    """A paragraph; plain text is a run."""
    made = "".join(one if one.startswith("<") else r(one) for one in runs if one)
    return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{made}</w:p>"


CENTRE = '<w:jc w:val="center"/>'
BIG = '<w:b/><w:sz w:val="32"/>'


def tc(width: int, *blocks: str, span: int = 1, merge: str = "", more: str = "") -> str:
    """A cell; `merge`: "restart" or "continue"."""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    properties += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += f'<w:vMerge w:val="{merge}"/>' if merge == "restart" else "<w:vMerge/>" if merge else ""
    inside = "".join(one if one.startswith("<") else p(one) for one in blocks) or p()
    return f"<w:tc><w:tcPr>{properties}{more}</w:tcPr>{inside}</w:tc>"


def tr(*cells: str, height: int = 0, exact: bool = False, whole: bool = False) -> str:
    """A row."""
    properties = "<w:cantSplit/>" if whole else ""
    rule = "exact" if exact else "atLeast"
    properties += f'<w:trHeight w:val="{height}" w:hRule="{rule}"/>' if height else ""
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def tbl(widths: tuple[int, ...], *rows: str) -> str:
    """A table with lines."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = (
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
    )
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def pair(label: str, *answer: str, width: int = FULL, height: int = 0, exact: bool = False) -> str:
    """A row of a label and room for its answer."""
    return tr(tc(1800, label), tc(width - 1800, *answer), height=height, exact=exact)


def package(*blocks: str, section: str = "", **more: str) -> bytes:
    """A whole .docx. `more`: header, footer, settings, custom (customXml/item1.xml) as XML of the part's inside."""
    kinds = {"header": "hdr", "footer": "ftr", "settings": "settings"}
    parts: dict[str, str] = {}
    links = [f'<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>']
    types = [("word/document.xml", "document.main"), ("word/styles.xml", "styles")]
    references = ""
    for number, (kind, root) in enumerate(kinds.items(), 2):
        if kind in more:
            name = f"{kind}1.xml" if kind != "settings" else "settings.xml"
            parts[f"word/{name}"] = f"{XML}<w:{root} {NAMES}>{more[kind]}</w:{root}>"
            links.append(f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{name}"/>')
            types.append((f"word/{name}", kind))
            if kind != "settings":
                references += f'<w:{kind}Reference w:type="default" r:id="rId{number}"/>'
    body = f"{''.join(blocks)}<w:sectPr>{references}{PAGE}{section}</w:sectPr>"
    document = f"{XML}<w:document {NAMES}><w:body>{body}</w:body></w:document>"
    named = "".join(f'<Override PartName="/{name}" ContentType="{WORD_TYPE}.{kind}+xml"/>' for name, kind in types)
    everything = {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"'
        f' ContentType="application/xml"/>{named}</Types>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": document,
        "word/styles.xml": STYLES,
        **parts,
        "word/_rels/document.xml.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{"".join(links)}'
        "</Relationships>",
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in everything.items():
            archive.writestr(zipfile.ZipInfo(name, (2010, 4, 1, 9, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


XML = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"


def merged() -> bytes:
    """Cells merged across and down; people in rows under a head, 出席者 merged beside them."""
    left, quarter = 1800, (FULL - 1800) // 3
    widths = (left, quarter, quarter, FULL - left - 2 * quarter)
    people = [
        tr(
            tc(left, "出 席 者" if number == 0 else "", merge="continue" if number else "restart"),
            *(tc(width, text) for width, text in zip(widths[1:], texts, strict=True)),
            height=400,
        )
        for number, texts in enumerate([("所　　属", "職　名", "氏　　名"), *[("", "", "")] * 5])
    ]
    wide = sum(widths[1:])
    return package(
        p(r("会　議　録", BIG), look=CENTRE),
        tbl(
            widths,
            tr(tc(left, "会議の名称"), tc(wide, "", span=3)),
            tr(tc(left, "日　　時"), tc(wide, DATE, span=3)),
            tr(tc(left, "場　　所"), tc(widths[1], ""), tc(widths[2], "記録者"), tc(widths[3], "")),
            *people,
            tr(tc(left, "欠席者"), tc(wide, "", span=3)),
            tr(tc(left, "議　　題"), tc(wide, "", "", "", span=3)),
            tr(tc(left, "会議の内容"), tc(wide, *[""] * 8, span=3), height=3000),
            tr(tc(left, "決定事項"), tc(wide, "", "", span=3), height=900, exact=True),
            tr(tc(left, "備　　考"), tc(wide, "", span=3)),
        ),
    )


def nested() -> bytes:
    """A table inside a cell, and speech in rows."""
    inner = tbl((3000, 4400), tr(tc(3000, "職名"), tc(4400, "氏名")), *[tr(tc(3000), tc(4400))] * 4)
    return package(
        p(r("打合せ記録", BIG), look=CENTRE),
        tbl(
            (1800, FULL - 1800),
            pair("件名", ""),
            pair("開催日時", ""),
            pair("会場", ""),
            tr(tc(1800, "出席者"), tc(FULL - 1800, inner, p())),
            pair("協議事項", "", ""),
        ),
        p(),
        p("発言の記録"),
        tbl((900, 2200, FULL - 3100), tr(tc(900, "№"), tc(2200, "発言者"), tc(FULL - 3100, "発言内容")),
            *[tr(tc(900, str(n)), tc(2200), tc(FULL - 3100), height=600, whole=True) for n in (1, 2, 3)]),
    )  # fmt: skip


def _box(inside: str) -> str:
    """A text box as Word 2010 and later write it: the box itself, and a copy for old versions."""
    size = '<wp:extent cx="2520000" cy="900000"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
    shape = (
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2520000" cy="900000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
        f"</a:ln></wps:spPr><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
        "</a:graphicData></a:graphic>"
    )
    anchor = (
        '<wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" relativeHeight="251659264"'
        ' behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="margin"><wp:align>top</wp:align></wp:positionV>'
        f'{size}<wp:wrapSquare wrapText="bothSides"/><wp:docPr id="7" name="テキスト ボックス 7"/><wp:cNvGraphicFramePr/>'
        f"{shape}</wp:anchor>"
    )
    copy = f'<w:pict><v:shape id="_x0000_s1026" style="position:absolute;width:198pt;height:71pt" filled="t"><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict>'
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{anchor}</w:drawing></mc:Choice>'
        f"<mc:Fallback>{copy}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def boxed() -> bytes:
    """A text box with blanks of its own."""
    box = p("文書番号　第　　　　号") + p("起案日：令和　　年　　月　　日") + p("保存期間：　　　")
    return package(
        p(_box(box), r("会議結果報告", BIG)),
        p(), p(), p(), p(),
        tbl((1800, FULL - 1800), pair("会議名", ""), pair("日時", DATE), pair("場所", ""), pair("出席者", "", "", ""),
            pair("会議結果", "", "", ""), pair("次回", "")),
    )  # fmt: skip


def headed() -> bytes:
    """Blanks in the header and in the footer."""
    number = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    return package(
        p(r("審議会会議録", BIG), look=CENTRE),
        tbl((1800, FULL - 1800), pair("日時", ""), pair("場所", ""), pair("出席委員", "", ""), pair("事務局", ""),
            pair("会議の公開", "□公開　□非公開　□一部非公開"), pair("傍聴者数", "　　　人"), pair("議題", "", ""),
            pair("会議の経過", "", "", "")),
        header=p("会議名：＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿"),
        footer=p(r("記録者（　　　　　　　　）　　"), number),
    )  # fmt: skip


def _control(inside: str, title: str, more: str = "") -> str:
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{title}"/><w:tag w:val="{title}"/><w:showingPlcHdr/>{more}</w:sdtPr>'
        f"<w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    )


PLACEHOLDER = r("ここをクリックしてテキストを入力してください。", '<w:rStyle w:val="PlaceholderText"/>')
BOUND = '<w:dataBinding w:xpath="/form/place" w:storeItemID="{00000000-0000-0000-0000-000000000001}"/>'


def controlled() -> bytes:
    """Content controls: in a line, around a cell's text, around a paragraph; one a date, one bound to data."""
    day = '<w:date><w:dateFormat w:val="yyyy/MM/dd"/><w:lid w:val="ja-JP"/><w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
    return package(
        p(r("会議録", BIG), look=CENTRE),
        p(r("会議名："), _control(PLACEHOLDER, "会議名", "<w:text/>")),
        tbl(
            (1800, FULL - 1800),
            pair("開催日", p(_control(PLACEHOLDER, "日付", day))),
            tr(tc(1800, "場所"), _control(tc(FULL - 1800, p(PLACEHOLDER)), "場所", f"{BOUND}<w:text/>")),
            pair("出席者", _control(p(PLACEHOLDER), "出席者"), p()),
            pair("議題", ""),
        ),
        p(),
        _control(p(PLACEHOLDER), "決定事項"),
        p(),
    )


def vertical() -> bytes:
    """Vertical writing: the page, and a table whose cells are vertical."""
    stand = '<w:textDirection w:val="tbRlV"/>'
    return package(
        p(r("会　議　録", BIG)),
        p("日　時　　令和　　年　　月　　日　　時　　分"),
        p("場　所：＿＿＿＿＿＿＿＿＿＿＿＿"),
        p("議　長　（　　　　　　　）"),
        tbl((3000, 3000), tr(tc(3000, "職　名", more=stand), tc(3000, "氏　名", more=stand), height=1800),
            *[tr(tc(3000, more=stand), tc(3000, more=stand), height=1800) for _n in range(3)]),
        p("発言の要旨"), p(), p(),
        section='<w:textDirection w:val="tbRl"/>',
    )  # fmt: skip


def old() -> bytes:
    """As Word 2007 wrote: its own mode, a VML text box, form fields, smart tags, marks of the spelling check."""

    def blank(name: str) -> str:
        begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="{name}"/><w:enabled/><w:calcOnExit w:val="0"/><w:textInput/></w:ffData></w:fldChar></w:r>'
        code = '<w:r><w:instrText xml:space="preserve"> FORMTEXT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        return begin + code + r("\u2002" * 5) + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'

    box = f'<w:r><w:pict><v:shape id="_x0000_s1027" style="width:180pt;height:40pt"><v:textbox><w:txbxContent>{p("記録者：　　　　　　　")}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
    wrong = '<w:proofErr w:type="spellStart"/>', '<w:proofErr w:type="spellEnd"/>'
    label = f'<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="place">{r("場所")}</w:smartTag>'
    return package(
        p(r("庁内会議記録票", BIG), look=CENTRE),
        tbl((1800, FULL - 1800), pair("会議名", p(blank("Text1"))), pair(p(wrong[0], r("日"), wrong[1], r("時")), p(blank("Text2"))),
            pair(p(label), p(blank("Text3"))), pair("出席者", "", ""), pair("協議内容", "", "", ""), pair("結論", "")),
        p(), p(box),
        settings='<w:compat><w:useFELayout/></w:compat>',
    )  # fmt: skip


def split() -> bytes:
    """Labels that Word has split over runs, with looks, bookmarks and colours between."""
    loose = '<w:bookmarkStart w:id="1" w:name="_GoBack"/><w:bookmarkEnd w:id="1"/>'
    return package(
        p(r("会"), r("議", "<w:b/>"), r("録")),
        p(r("会", "<w:b/>"), r("議"), loose, r("名"), r("："), r("　　　　　　　　　　　", '<w:u w:val="single"/>')),
        p(r("日"), r("　　", '<w:color w:val="FF0000"/>'), r("時"), r("　令和　　年"), r("　　月　　日"), r("（　　）")),
        p(r("場"), r("　　"), r("所\t"), r("\t", '<w:u w:val="single"/>'),
          look='<w:tabs><w:tab w:val="left" w:pos="1800"/><w:tab w:val="right" w:pos="9000"/></w:tabs>'),
        tbl((1800, FULL - 1800), pair(p(r("出"), r("席"), r("者")), "", "", ""), pair(p(r("議", "<w:b/>"), r("題")), "", ""),
            pair(p(r("決定"), r("事項")), "", "")),
    )  # fmt: skip


def stamped() -> bytes:
    """A 決裁欄 of posts with boxes for stamps; people two in a row; speech."""
    posts = ("町長", "副町長", "総務課長", "課長", "課長補佐", "係長", "係")
    box = FULL // 8
    stamps = tbl(
        (box,) * 8,
        tr(tc(box, "決　裁", merge="restart"), *(tc(box, post) for post in posts)),
        tr(tc(box, "", merge="continue"), *(tc(box) for _post in posts), height=1000),
        tr(tc(box * 2, "起案年月日", span=2), tc(box * 2, "令和　年　月　日", span=2), tc(box * 2, "決裁年月日", span=2),
           tc(box * 2, "令和　年　月　日", span=2)),
    )  # fmt: skip
    half = FULL // 4
    people = tbl(
        (half,) * 4, tr(*(tc(half, text) for text in ("職名", "氏名", "職名", "氏名"))), *[tr(*[tc(half)] * 4)] * 3
    )
    return package(
        p(r("復　命　書", BIG), look=CENTRE),
        stamps,
        p(),
        tbl((1800, FULL - 1800), pair("用　務", ""), pair("日　時", ""), pair("場　所", ""), pair("復命者", "")),
        p("出席者"),
        people,
        p(),
        tbl((2400, FULL - 2400), tr(tc(2400, "発言者"), tc(FULL - 2400, "発言の内容")), *[tr(tc(2400), tc(FULL - 2400), height=500)] * 4),
        p("所　感"), p(), p(),
    )  # fmt: skip


def written() -> bytes:
    """No table at all: numbered lines with blanks behind and under them."""
    return package(
        p("令和　　年　　月　　日", look='<w:jc w:val="right"/>'),
        p(r("（　　　　　　　　　）会議録", BIG), look=CENTRE),
        p("１　日　　時　　" + DATE),
        p("２　場　　所　　＿＿＿＿＿＿＿＿＿＿＿＿＿＿"),
        p("３　出席者数　　　　　人"),
        p("４　出　席　者"),
        *[p()] * 3,
        p("５　議　　題"),
        *[p()] * 2,
        p("６　会議の経過（発言内容）"),
        *[p()] * 4,
        p("７　結　　果"),
        *[p()] * 2,
        p("８　次回開催：　　　　　　　　　　"),
    )


QUARTER, HALF, THIRD = FULL // 4, FULL // 2, FULL // 3


def by_rule() -> bytes:
    """様式例 of a 要綱: numbered lines with circles for what is to be written, sub-headings, a place to sign."""
    return package(
        p("様式第１号（第５条関係）"),
        p("会　議　録", look=CENTRE),
        p("１　会議の名称　　○○○○審議会"),
        p("２　開催日時　　令和○年○月○日（○）　午後○時○分から午後○時○分まで"),
        p("３　開催場所"), p(),
        p("４　出席者"), p("（１）委員"), p(), p(), p("（２）事務局"), p(), p(), p("（３）傍聴者　　　　名"),
        p("５　議題"), p("（１）"), p("（２）"),
        p("６　会議の公開・非公開の別　　公開・非公開"),
        p("７　非公開の理由"), p(), p("８　会議資料"), p(), p("９　会議の経過"), p(), p(),
        p("　以上、会議の経過を記載し、その相違ないことを証するため、ここに署名する。"),
        p("　　令和　　年　　月　　日"),
        p("署名委員　　　　　　　　　　　　㊞"),
    )  # fmt: skip


def upright() -> bytes:
    """Labels written downwards, one character a line; people beside a merged label without a head; 自 and 至."""
    rest = FULL - 2400
    return package(
        p("会議結果報告書"),
        tbl(
            (600, 1800, rest),
            tr(tc(600, "会", "議", "概", "要", merge="restart"), tc(1800, "名称"), tc(rest)),
            tr(
                tc(600, merge="continue"),
                tc(1800, "日時"),
                tc(rest, "自　令和　　年　　月　　日", "至　令和　　年　　月　　日"),
            ),
            tr(tc(600, merge="continue"), tc(1800, "場所"), tc(rest)),
            tr(tc(600, "出", "席", "者", merge="restart"), tc(1800), tc(rest)),
            *[tr(tc(600, merge="continue"), tc(1800), tc(rest))] * 2,
            tr(tc(2400, "会議の", "内　容", span=2), tc(rest), height=3000),
            tr(tc(2400, "決定事項", "（結論）", span=2), tc(rest)),
            tr(tc(2400, "次回の予定", span=2), tc(rest, "　　月　　日（　）　　時～")),
        ),
    )


def in_boxes() -> bytes:
    """Labels at the top of high boxes, labels with their blank in one cell, homework in rows with printed numbers."""
    four = (QUARTER,) * 4
    return package(
        p("打合せ議事録"),
        tbl(
            four,
            tr(tc(QUARTER, "作成日"), tc(QUARTER, "　年　月　日"), tc(QUARTER, "作成者"), tc(QUARTER)),
            tr(tc(QUARTER, "件　名"), tc(QUARTER * 3, span=3)),
            tr(tc(HALF, "日時：　年　月　日（　）　：　～　：", span=2), tc(HALF, "場所：", span=2)),
            tr(tc(FULL, "【出席者】", span=4), height=1500),
            tr(tc(FULL, "【議事内容】", "", span=4), height=4000),
            tr(tc(FULL, "【決定事項】", span=4), height=1500),
            tr(*(tc(QUARTER, text) for text in ("宿題", "内容", "担当者", "期限"))),
            *[tr(tc(QUARTER, str(number)), *[tc(QUARTER)] * 3) for number in (1, 2, 3)],
        ),
    )


def under_titles() -> bytes:
    """A row of a title over the head of a table; two labels in a line; agenda in rows."""
    return package(
        p("○○会議　議事要旨"),
        p("日時：　　　　　　　　　　場所：　　　　　　　　　　"),
        tbl((THIRD,) * 3, tr(tc(FULL, "出席者名簿", span=3)),
            tr(tc(THIRD, "区分"), tc(THIRD, "所属・役職"), tc(THIRD, "氏名")), *[tr(*[tc(THIRD)] * 3)] * 4),
        p("議事"),
        tbl((HALF,) * 2, tr(tc(HALF, "協議事項"), tc(HALF, "結果")), *[tr(tc(HALF), tc(HALF))] * 3),
    )  # fmt: skip


def revised() -> bytes:
    """A form in which somebody has left tracked changes."""
    who = 'w:author="x" w:date="2020-01-01T00:00:00Z"'
    said = f'<w:ins w:id="5" {who}>{r("日時：")}</w:ins><w:del w:id="6" {who}><w:r><w:delText>場所：</w:delText></w:r></w:del>'
    return package(p("会議録"), p(said, r("　　　　　　")), p("議題"), p(), p())


MORE = {"要綱の様式例": by_rule, "縦の見出し": upright, "箱": in_boxes, "表の題": under_titles, "変更履歴": revised}
FORMS = {
    "結合セル": merged, "入れ子の表": nested, "テキストボックス": boxed, "ヘッダーとフッター": headed,
    "コンテンツコントロール": controlled, "縦書き": vertical, "Word2007": old, "分かれた見出し": split, "決裁欄": stamped,
    "表のない様式": written,
}  # fmt: skip
FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>
<text:h text:outline-level="1">会議録</text:h>
<table:table table:name="表1"><table:table-column table:number-columns-repeated="4"/>{rows}</table:table>
<text:p>会議内容</text:p><text:p/><text:p/><text:p/>
</office:text></office:body></office:document>"""


def libreoffice_form(folder: Path) -> bytes:
    """A form that LibreOffice has written as .docx."""

    def cell(text: str, span: int = 1) -> str:
        covered = "<table:covered-table-cell/>" * (span - 1)
        return f'<table:table-cell table:number-columns-spanned="{span}"><text:p>{text}</text:p></table:table-cell>{covered}'

    lines = [cell("会議名") + cell("", 3), cell("日時") + cell("") + cell("場所") + cell("")]
    lines += [
        cell("所属") + cell("職名") + cell("氏名") + cell("備考"),
        *[cell("") * 4] * 4,
        cell("決定事項") + cell("", 3),
    ]
    source = folder / "LibreOffice.fodt"
    rows = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    source.write_text(FODT.format(rows=rows), encoding="utf-8")
    saved_as("docx", folder, source)
    return (folder / "LibreOffice.docx").read_bytes()
