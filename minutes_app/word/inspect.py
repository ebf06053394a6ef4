"""What a .docx from outside must not hold, looked for before anything opens it: macros, targets outside, embedded
objects, fields that fetch, DTDs. Finds; `word.unpack` has already refused what cannot even be unpacked.

Sources: ECMA-376 Part 1 (fields §17.16, relationships §11.3); attacks by attachedTemplate, DDE and NTLM leaks through
INCLUDEPICTURE are in MITRE ATT&CK T1221, T1559.002, T1187.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from minutes_app.errors import TemplateDangerous, TemplateUnreadable
from minutes_app.word.scan import DOCUMENT, W, parse
from minutes_app.word.unpack import read_whole, unpack
from minutes_app.wording.templates import part_name, place

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_STRICT = b"http://purl.oclc.org/ooxml/"
_LOOKS_LIKE_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*<")
_SCRIPT = re.compile(r"(?:^|[\s\"])(javascript|vbscript|data):", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_DTD = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_KINDS_OF_PART = (
    ("macro", re.compile(r"vbaProject|vbaData|macroEnabled|keyMapCustomizations", re.IGNORECASE)),
    ("active", re.compile(r"activeX|customUI|webextension|attachedToolbars|ms-office\.(ui|toolbar)", re.IGNORECASE)),
    ("embedded", re.compile(r"oleObject|embeddings/|officedocument\.package|afchunk|subDocument", re.IGNORECASE)),
    ("outside", re.compile(r"attachedTemplate|mailMerge|/frame$|externalLink", re.IGNORECASE)),
)
_KINDS_OF_ELEMENT = {
    "altChunk": "embedded", "object": "embedded", "OLEObject": "embedded", "objectEmbed": "embedded",
    "subDoc": "embedded", "control": "active", "ocx": "active", "mailMerge": "outside", "attachedTemplate": "outside",
    "attachedSchema": "outside", "saveThroughXslt": "outside", "frameset": "outside", "movie": "active",
    "script": "active", "scriptAnchor": "active",
}  # fmt: skip
_HARMLESS_FIELDS = """
= ADVANCE AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT BIBLIOGRAPHY BIDIOUTLINE CITATION COMMENTS CREATEDATE DATE DOCPROPERTY
DOCVARIABLE EDITTIME EQ FILENAME FILESIZE FORMCHECKBOX FORMDROPDOWN FORMTEXT HYPERLINK IF INDEX KEYWORDS LASTSAVEDBY
LISTNUM MERGEFIELD NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE REF REVNUM SAVEDATE SECTION SECTIONPAGES
SEQ SHAPE STYLEREF SUBJECT SYMBOL TA TC TEMPLATE TIME TITLE TOA TOC USERADDRESS USERINITIALS USERNAME XE
"""
_FIELDS = frozenset(_HARMLESS_FIELDS.split())
_FIELD_NAME = re.compile(r"\s*([A-Za-z]+|=)")

Danger = tuple[str, str]


def inspect(path: Path) -> tuple[bytes, dict[str, bytes]]:
    """The file's bytes and its parts, if it is safe to open.

    Raises `TemplateUnreadable`, `TemplateDangerous` with every (place, kind) found, `DiskError`. Kinds: those of
    `word.unpack`, "macro", "active", "embedded", "outside", "field", "hidden_field", "dtd", "coding".
    """
    content = read_whole(path)
    parts = unpack(path, content)
    found = dangers(path, parts)
    if found:
        raise TemplateDangerous(path, found)
    _refuse_other_documents(path, parts)
    return content, parts


def dangers(path: Path, parts: dict[str, bytes]) -> tuple[Danger, ...]:
    """Everything dangerous in the parts, without doubles. Raises `TemplateUnreadable` when a part is no XML."""
    from lxml import etree

    found = list(_coding_and_dtd(parts))
    if not found:
        try:
            for name, content in parts.items():
                found += _by_name(name)
                if _is_xml(name, content):
                    found += _in_part(name, parse(content))
        except (etree.XMLSyntaxError, RecursionError) as error:
            raise TemplateUnreadable(path, "damaged") from error
    return tuple(dict.fromkeys(found))


def _refuse_other_documents(path: Path, parts: dict[str, bytes]) -> None:
    """Excel and PowerPoint files, .dotx, Strict Open XML: real packages that are no form."""
    types = parts.get("[Content_Types].xml", b"")
    if _STRICT in parts.get("_rels/.rels", b"") or _STRICT in parts.get(DOCUMENT, b""):
        raise TemplateUnreadable(path, "strict")
    if DOCUMENT not in parts or _MAIN.encode("ascii") not in types:
        raise TemplateUnreadable(path, "not_word")


def _is_xml(name: str, content: bytes) -> bool:
    """By the content too: what a part is, its content type says, and its name can be anything."""
    return name.lower().endswith((".xml", ".rels", ".vml")) or _LOOKS_LIKE_XML.match(content) is not None


def _coding_and_dtd(parts: dict[str, bytes]) -> Iterator[Danger]:
    """Before any parser: XML in UTF-8 only (another coding hides what is looked for), and no DTD."""
    for name, content in parts.items():
        if not _is_xml(name, content):
            continue
        head = content[:200].lower()
        if b"\x00" in head or (b"encoding=" in head and not re.search(rb"encoding=[\"'](utf-8|us-ascii)[\"']", head)):
            yield part_name(name), "coding"
        elif _DTD.search(content):
            yield part_name(name), "dtd"


def _by_name(name: str) -> Iterator[Danger]:
    for kind, pattern in _KINDS_OF_PART:
        if pattern.search(name):
            yield part_name(name), kind


def _in_part(name: str, root: Any) -> Iterator[Danger]:
    if name == "[Content_Types].xml":
        for element in root.iter("{*}Default", "{*}Override"):
            for kind, pattern in _KINDS_OF_PART:
                if pattern.search(element.get("ContentType", "")):
                    yield part_name(element.get("PartName", name).lstrip("/")), kind
    elif name.lower().endswith(".rels"):
        for element in root.iter("{*}Relationship"):
            yield from _relationship(name, element)
    else:
        yield from _elements(name, root)
        yield from _fields(name, root)


def _relationship(name: str, element: Any) -> Iterator[Danger]:
    kind_of, target = element.get("Type", ""), element.get("Target", "")
    is_link = kind_of.endswith("/hyperlink")
    if element.get("TargetMode", "").strip().lower() == "external":
        if not is_link or _SCRIPT.match(target.strip()):
            yield part_name(name), "outside"
    elif _SCHEME.match(target.strip()) or target.startswith(("\\\\", "//")):
        yield part_name(name), "outside"
    for kind, pattern in _KINDS_OF_PART:
        if pattern.search(kind_of):
            yield part_name(name), kind


def _elements(name: str, root: Any) -> Iterator[Danger]:
    """Elements that embed or fetch, and pictures that are linked instead of kept in the file."""
    for element in root.iter("{*}*"):
        local = element.tag.rpartition("}")[2]
        if local in _KINDS_OF_ELEMENT:
            yield part_name(name), _KINDS_OF_ELEMENT[local]
        elif (
            (local == "blip" and element.get(_R + "link"))
            or (local in ("imagedata", "fill", "stroke") and (element.get("src") or element.get(_R + "href")))
            or (
                local in ("image", "feImage", "use")
                and _is_fetched(element.get(_XLINK + "href") or element.get("href"))
            )
        ):
            yield part_name(name), "outside"


def _is_fetched(target: str | None) -> bool:
    """Whether an SVG picture refers to something that is not in it."""
    return target is not None and not target.strip().startswith(("#", "data:"))


def _fields(name: str, root: Any) -> Iterator[Danger]:
    """Word's own fields by name. What is not known to be harmless is refused, a computed name too."""
    for number, paragraph in _instructions(root):
        match = _FIELD_NAME.match(paragraph)
        kind = "hidden_field" if match is None else "field" if match.group(1).upper() not in _FIELDS else ""
        kind = "outside" if not kind and _SCRIPT.search(paragraph) else kind
        if paragraph.strip() and kind:
            yield place(name, number, table=0, row=0, text=paragraph.strip()), kind


def _instructions(root: Any) -> Iterator[tuple[int, str]]:
    """(number of the paragraph, instruction) of every field, simple or made of pieces."""
    pieces = _Pieces()
    number = 0
    for element in root.iter(W + "p", W + "fldSimple", W + "fldChar", W + "instrText", W + "delInstrText"):
        local = element.tag[len(W) :]
        if local == "p":
            number += 1
        elif local == "fldSimple":
            yield number, element.get(W + "instr", "")
        elif local == "fldChar":
            yield pieces.turn(element.get(W + "fldCharType", ""), number)
        elif not pieces.add(element.text or ""):
            yield number, element.text or ""


class _Pieces:
    """The fields that are open at a place: where each began, and its instruction (None once its result has begun).
    A field inside an instruction counts as \\x00, so that a computed field name is not a name."""

    def __init__(self) -> None:
        self.open: list[tuple[int, list[str] | None]] = []

    def add(self, text: str) -> bool:
        """Whether an open instruction took the text."""
        instruction = self.open[-1][1] if self.open else None
        if instruction is None:
            return False
        instruction.append(text)
        return True

    def turn(self, kind: str, number: int) -> tuple[int, str]:
        """Begin, separate or end a field at a paragraph; returns where the instruction that is now complete began."""
        if kind == "begin":
            self.add("\x00")
            self.open.append((number, []))
            return number, ""
        if not self.open:
            return number, ""
        began, instruction = self.open.pop()
        if kind != "end":
            self.open.append((began, None))
        return began, "".join(instruction or ())
