"""根拠一覧 and the whole record behind a form that does not print them: what items rest on, for those who confirm them.

In: the body of a form before it is filled. Out: the same body with the marks of loops over 根拠一覧 and 発言一覧 at its
end. What a form prints itself is not printed again.
"""

import re
from typing import Any

from minutes_app.word.elements import append_to
from minutes_app.word.scan import W
from minutes_app.wording.publishing import EVIDENCE, RECORD

RECORD_BEHIND = "発言の記録を後ろに付ける"
"""The key in `fill`'s fields that asks for it; no template names it."""

_PRINTS = r"\{%\s*(?:tr|tc|p|r)?\s*for\s+\S+\s+in\s+(?:\w+\.)?"
_SAID = (
    "{{ 発言.しおり }}{{ 発言.時刻 or '' }}\t○{{ 発言.話者 or '（　　　）' }}　{{ 発言.内容 }}"
    "{% if 発言.要確認 %}〔要確認〕{% endif %}"
)
_QUOTED = "{{ 根拠.項目 }}\t{{ 根拠.リンク }}　○{{ 根拠.話者 or '（　　　）' }}　{{ 根拠.発言 }}"
_PARTS = (("根拠", "根拠一覧", EVIDENCE, _QUOTED, 1360), ("発言", "発言一覧", RECORD, _SAID, 964))
"""What an entry is called, the list, the heading, a line, and how far it hangs (twentieths of a point)."""
_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def append_record(body: Any) -> None:
    """Put what is missing behind the form's last paragraph, the record on a page of its own."""
    text = "".join(one.text or "" for one in body.iter(W + "t"))
    for entry, entries, heading, line, hang in _PARTS:
        if re.search(_PRINTS + entries, text):
            continue
        append_to(body, _listing((entry, entries), heading, line, hang))


def _listing(loop: tuple[str, str], heading: str, line: str, hang: int) -> list[Any]:
    entry, entries = loop
    broken = "<w:pageBreakBefore/>" if heading == RECORD else ""
    above = f'<w:keepNext/>{broken}<w:spacing w:before="200" w:after="120"/><w:outlineLvl w:val="0"/>'
    hanging = (
        f'<w:tabs><w:tab w:val="left" w:pos="{hang}"/></w:tabs><w:spacing w:before="0" w:after="80"/>'
        f'<w:ind w:left="{hang}" w:hanging="{hang}"/>'
    )
    return [
        _paragraph(f"{{%p if {entries} %}}"),
        _paragraph(heading, above, '<w:b/><w:sz w:val="24"/><w:szCs w:val="24"/>'),
        _paragraph(f"{{%p for {entry} in {entries} %}}"),
        _paragraph(line, hanging),
        _paragraph("{%p endfor %}"),
        _paragraph("{%p endif %}"),
    ]


def _paragraph(text: str, look: str = "", letters: str = "") -> Any:
    from docx.oxml import parse_xml

    parts = "</w:t><w:tab/><w:t xml:space='preserve'>".join(text.split("\t"))
    properties = f"<w:pPr>{look}</w:pPr>" if look else ""
    run = f"<w:r>{f'<w:rPr>{letters}</w:rPr>' if letters else ''}<w:t xml:space='preserve'>{parts}</w:t></w:r>"
    return parse_xml(f"<w:p {_NAMES}>{properties}{run}</w:p>")
