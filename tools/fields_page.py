"""Write the table of fields in docs/様式の作り方.md: `python -m tools.fields_page` (with `--check`: only compare).

In: `wording.fields`. Out: the part of the page between the two marks; the rest of it is written by hand.
"""

import sys
from pathlib import Path

from minutes_app.wording.fields import FIELDS, Field

PAGE = Path(__file__).resolve().parent.parent / "docs" / "様式の作り方.md"
BEGIN = "<!-- 項目の表（python -m tools.fields_page が作ります。手で直さないでください） -->\n"
END = "<!-- 項目の表 終わり -->\n"


def table() -> str:
    """The whole table."""
    head = "\n| 書き方 | 何が入るか | 例 |\n|---|---|---|\n"
    return head + "".join(f"{line}\n" for field in FIELDS for line in rows(field)) + "\n"


def rows(field: Field, owner: str = "") -> list[str]:
    """One field and, below a list, what each of its entries holds. `owner`: the entry it is a part of."""
    name = f"{owner}.{field.name}" if owner else field.name
    if field.yes_no:
        return [_row(f"{{% if {name} %}}…{{% endif %}}", field.meaning, "", inner=bool(owner))]
    entry = field.name.removesuffix("一覧")
    if entry == field.name and field.parts:
        first = f"| {field.name} | **{field.meaning}** |  |"
        return [first, *(row for part in field.parts for row in rows(part, entry))]
    if entry == field.name:
        return [_row(f"{{{{ {name} }}}}", field.meaning, field.example, inner=bool(owner))]
    first = _row(f"{{%p for {entry} in {name} %}}…{{%p endfor %}}", f"**{field.meaning}**", "", inner=bool(owner))
    if owner:
        return [first]
    parts = [row for part in field.parts for row in rows(part, entry)]
    return [first, *(parts or [_row(f"{{{{ {entry} }}}}", "1件分", field.example, inner=True)])]


def _row(written: str, meaning: str, example: str, *, inner: bool) -> str:
    return f"| {'　└ ' if inner else ''}`{written}` | {meaning} | {example} |"


def page(text: str) -> str:
    """`text` with a current table. Raises ValueError when the marks are missing."""
    before, rest = text.split(BEGIN)
    return before + BEGIN + table() + END + rest.split(END)[1]


def main() -> int:
    """Write the page; with --check, 1 when it is not current."""
    text = PAGE.read_text(encoding="utf-8")
    if "--check" in sys.argv:
        return 0 if text == page(text) else 1
    PAGE.write_text(page(text), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
