"""Small forms made part by part, so that a test can make any part hostile."""

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

W_URI = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_URI = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMES = f'xmlns:w="{W_URI}" xmlns:r="{R_URI}"'
Parts = dict[str, str | bytes]


def p(text: str) -> str:
    """A paragraph of one run."""
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def row(*texts: str) -> str:
    """A table row with one paragraph a cell."""
    return "<w:tr>" + "".join(f"<w:tc>{p(text)}</w:tc>" for text in texts) + "</w:tr>"


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{''.join(rows)}</w:tbl>"


def body(*blocks: str) -> str:
    """word/document.xml."""
    refs = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
    inside = "".join(blocks) + refs
    return f"<?xml version='1.0' encoding='UTF-8'?><w:document {NAMES}><w:body>{inside}</w:body></w:document>"


def story(kind: str, *blocks: str) -> str:
    """A header (hdr), or a note part (footnotes)."""
    inside = "".join(blocks)
    if kind == "footnotes":
        inside = f'<w:footnote w:id="1">{inside}</w:footnote>'
    return f"<?xml version='1.0' encoding='UTF-8'?><w:{kind} {NAMES}>{inside}</w:{kind}>"


def relationships(*extra: str) -> str:
    """word/_rels/document.xml.rels."""
    own = "".join(
        f'<Relationship Id="rId{i}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate((("header", "header1.xml"), ("footnotes", "footnotes.xml")), 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{own}{"".join(extra)}</Relationships>'


def outside(kind: str, target: str) -> str:
    """A relationship to something outside of the file."""
    return f'<Relationship Id="rId9" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'


def core(title: str) -> str:
    """docProps/core.xml."""
    uri = f"{PACKAGE}/metadata/core-properties"
    names = f'xmlns:cp="{uri}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f"<cp:coreProperties {names}><dc:title>{escape(title)}</dc:title></cp:coreProperties>"


def content_types(main: str = "document.main+xml", *extra: str) -> str:
    """[Content_Types].xml."""
    overrides = (
        ("/word/document.xml", f"{WORD_TYPE}.{main}" if "/" not in main else main),
        ("/word/header1.xml", f"{WORD_TYPE}.header+xml"),
        ("/word/footnotes.xml", f"{WORD_TYPE}.footnotes+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    )
    named = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides)
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{named}{"".join(extra)}</Types>'
    )


def parts(*blocks: str, header: str = "", footnote: str = "", title: str = "") -> Parts:
    """The parts of a harmless form with these blocks in its body."""
    root = (
        ("officeDocument", OFFICE, "word/document.xml"),
        ("metadata/core-properties", PACKAGE + "/relationships", "docProps/core.xml"),
    )
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{base}/{kind}" Target="{target}"/>'
        for i, (kind, base, target) in enumerate(root, 1)
    )
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        "word/document.xml": body(*blocks),
        "word/_rels/document.xml.rels": relationships(),
        "word/header1.xml": story("hdr", p(header)),
        "word/footnotes.xml": story("footnotes", p(footnote)),
        "docProps/core.xml": core(title),
    }


def packed(contents: Parts) -> bytes:
    """The parts as the bytes of a file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return stream.getvalue()


def form(folder: Path, *blocks: str, **more: str) -> Path:
    """A form on disk."""
    return save(folder, parts(*blocks, **more))


def save(folder: Path, contents: Parts) -> Path:
    """Parts on disk."""
    path = folder / "様式.docx"
    path.write_bytes(packed(contents))
    return path
