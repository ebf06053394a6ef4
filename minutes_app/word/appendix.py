"""The whole record behind a form that does not print it: what items and 要点 rest on, for those who confirm them.

In: the body of a form before it is filled. Out: the same body with the marks of a loop over 発言一覧 at its end. A form
that prints the record itself is left as it is.
"""

import re
from typing import Any

from minutes_app.word.scan import W
from minutes_app.wording.publishing import RECORD

RECORD_BEHIND = "発言の記録を後ろに付ける"
"""The key in `fill`'s fields that asks for it; no template names it."""

_PRINTS = re.compile(r"\{%\s*(?:tr|tc|p|r)?\s*for\s+\S+\s+in\s+(?:\w+\.)?発言一覧")
_SAID = (
    "{{ 発言.しおり }}{{ 発言.時刻 or '' }}\t○{{ 発言.話者 or '（　　　）' }}　{{ 発言.内容 }}"
    "{% if 発言.要確認 %}〔要確認〕{% endif %}"
)
_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HANGING = (
    '<w:tabs><w:tab w:val="left" w:pos="964"/></w:tabs><w:spacing w:before="0" w:after="80"/>'
    '<w:ind w:left="964" w:hanging="964"/>'
)


def append_record(body: Any) -> bool:
    """Put it behind the form's last paragraph; False where the form prints the record."""
    text = "".join(one.text or "" for one in body.iter(W + "t"))
    if _PRINTS.search(text):
        return False
    heading = '<w:keepNext/><w:pageBreakBefore/><w:spacing w:before="0" w:after="120"/><w:outlineLvl w:val="0"/>'
    pieces = [
        _paragraph("{%p if 発言一覧 %}"),
        _paragraph(RECORD, heading, '<w:b/><w:sz w:val="24"/><w:szCs w:val="24"/>'),
        _paragraph("{%p for 発言 in 発言一覧 %}"),
        _paragraph(_SAID, _HANGING),
        _paragraph("{%p endfor %}"),
        _paragraph("{%p endif %}"),
    ]
    last = body.find(W + "sectPr")
    for piece in pieces:
        if last is None:
            body.append(piece)
        else:
            last.addprevious(piece)
    return True


def _paragraph(text: str, look: str = "", letters: str = "") -> Any:
    from docx.oxml import parse_xml

    parts = "</w:t><w:tab/><w:t xml:space='preserve'>".join(text.split("\t"))
    properties = f"<w:pPr>{look}</w:pPr>" if look else ""
    run = f"<w:r>{f'<w:rPr>{letters}</w:rPr>' if letters else ''}<w:t xml:space='preserve'>{parts}</w:t></w:r>"
    return parse_xml(f"<w:p {_NAMES}>{properties}{run}</w:p>")
