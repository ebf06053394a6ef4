"""What a document says about itself: its core properties, and its own (docProps/custom.xml), put and read by name.

Those of others stay.
"""

from typing import Any

from minutes_app.word.scan import parse

_URI = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_P = f"{{{_URI}}}"
_VT = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CONTENT = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_LONGEST = 255
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties that a person sees under 「ユーザー設定」 ([MS-OSHARED] 2.3.3.2.2)."""


def describe(docx: Any, values: dict[str, str]) -> None:
    """Give an open python-docx document these core properties (docProps/core.xml), as long as Word takes them."""
    for name, value in values.items():
        setattr(docx.core_properties, name, value[:_LONGEST])


def put_properties(docx: Any, values: dict[str, str]) -> None:
    """Give an open python-docx document these properties; those it has of the same names go."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = docx.part.package
    old = next((one.target_part for one in package.rels.values() if one.reltype == _KIND), None)
    content = _with(old.blob if old is not None else b"", values)
    if old is not None:
        old._blob = content
    else:
        made = Part(PackURI("/docProps/custom.xml"), _CONTENT, content, package)
        package.relate_to(made, _KIND)


def properties_in(content: bytes) -> dict[str, str]:
    """Name → text of the properties in the bytes of docProps/custom.xml. Raises `lxml.etree.XMLSyntaxError`."""
    return {one.get("name", ""): "".join(one.itertext()).strip() for one in parse(content).iter("{*}property")}


def _with(content: bytes, values: dict[str, str]) -> bytes:
    from lxml import etree

    names: Any = {None: _URI, "vt": _VT[1:-1]}
    root = parse(content) if content else etree.Element(_P + "Properties", nsmap=names)
    for one in list(root):
        if one.get("name") in values:
            root.remove(one)
    first = max((int(one.get("pid", "1")) for one in root), default=1) + 1
    for number, (name, value) in enumerate(values.items(), first):
        made = etree.SubElement(root, _P + "property", fmtid=_FORMAT, pid=str(number), name=name)
        etree.SubElement(made, _VT + "lpwstr").text = value
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
