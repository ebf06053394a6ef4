"""Text as it comes from office PCs: bytes in any of the usual encodings, single lines of a form.

In: bytes or text from outside. Out: clean text, or None where the bytes are no text. Changes no letter of a name.
"""

import re
import unicodedata

_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029 ]+")
_VOICED = re.compile("[\u3041-\u30ff][\u3099\u309a]")
UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
"""What XML 1.0 (https://www.w3.org/TR/xml/#charsets) or UTF-8 cannot carry, or turns the line around."""


def decoded(content: bytes) -> str | None:
    """The text: UTF-8 (with or without BOM), UTF-16 with BOM (「Unicode」 of Notepad), or cp932; else None."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ("utf-16",) if wide else ("utf-8-sig", "cp932")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def one_line(text: str) -> str:
    """`text` as one line without control characters; full-width spaces stay.

    Only kana are composed (か + ゛, as macOS writes them): NFC would replace some
    characters of names (神, 都) by others.
    """
    text = _VOICED.sub(lambda pair: unicodedata.normalize("NFC", pair[0]), text)
    return UNWRITABLE.sub("", _BREAKS.sub(" ", text)).strip()
