"""Which mark prints a field in a place of a form: in a line, as lines of their own, in the columns of a row.

In: the name of a field. Out: marks as text (docs/様式の作り方.md). Knows no XML.
"""

from dataclasses import dataclass

from minutes_app.wording.fields import FIELDS, Field
from minutes_app.wording.form_words import BY_HAND, CHOICES, NO_POINTS, NONE, PARTS, PEOPLE, SPOKEN

OPENNESS = "公開の別"
_PERSON = "{% if 人.所属 %}{{ 人.所属 }}　{% endif %}{{ 人|職氏名 }}"
_DOUBT = "{% if 発言.要確認 %}〔要確認〕{% endif %}"
_TASK = "{% if 対応.担当 %}（{{ 対応.担当 }}{% if 対応.期限 %}　{{ 対応.期限 }}{% endif %}）{% endif %}"


@dataclass(frozen=True, slots=True)
class Loop:
    """A list of the meeting: the name of an entry in the loop, its line, what is printed for none."""

    entry: str
    line: str
    nothing: str = ""


_LOOPS = {
    **{name: Loop("人", _PERSON) for name in PEOPLE},
    "出席者一覧": Loop("人", _PERSON, "{{ 未記入 }}"),
    "復命者一覧": Loop("人", _PERSON),
    "個別復命者一覧": Loop("人", _PERSON),
    "復命対象外一覧": Loop("人", _PERSON),
    "所感待ち一覧": Loop("人", _PERSON),
    "議題一覧": Loop("議題", "{{ 議題.番号 }}　{{ 議題.題名 }}", "{{ 未記入 }}"),
    "発言一覧": Loop("発言", "{{ 発言.しおり or '' }}○{{ 発言.話者 }}　{{ 発言.内容 }}" + _DOUBT, SPOKEN),
    "要点一覧": Loop("要点", "・{{ 要点.内容 }}{% if 要点.根拠 %} {{ 要点.根拠 }}{% endif %}", NO_POINTS),
    "決定事項一覧": Loop("決定", "・{{ 決定.内容 }}{% if 決定.根拠 %} {{ 決定.根拠 }}{% endif %}", NONE),
    "今後の対応一覧": Loop("対応", "・{{ 対応.内容 }}" + _TASK, NONE),
    "その他の結果一覧": Loop("結果", "・{{ 結果.種類 }}　{{ 結果.内容 }}", NONE),
    "配布資料一覧": Loop("資料", "{% if 資料.番号 %}資料{{ 資料.番号 }}　{% endif %}{{ 資料.名称 }}", NONE),
    "根拠一覧": Loop("根拠", "{{ 根拠.項目 }}　{{ 根拠.話者 }}　{{ 根拠.発言 }}"),
    "文書事項一覧": Loop("事項", "{{ 事項.項目 }}　{{ 事項.内容 }}"),
}
_COLUMNS = {
    "発言一覧": {
        "話者": "{{ 発言.しおり or '' }}{{ 発言.話者 }}",
        "内容": "{{ 発言.内容 }}" + _DOUBT,
        "時刻": "{{ 発言.時刻 }}",
        "職名": "{{ 発言.職名 or '' }}",
    },
    "議題一覧": {
        "題名": "{{ 議題.題名 }}",
        "要点": "{% for 要点 in 議題.要点一覧 %}{{ 要点.内容 }}{% if not loop.last %}／{% endif %}{% endfor %}",
    },
    "今後の対応一覧": {
        "内容": "{{ 対応.内容 }}",
        "担当": "{{ 対応.担当 or '' }}",
        "期限": "{{ 対応.期限 or '' }}",
    },
    "決定事項一覧": {"内容": "{{ 決定.内容 }}"},
    "配布資料一覧": {"番号": "{{ 資料.番号 }}", "名称": "{{ 資料.名称 }}"},
}
_PERSON_COLUMNS = {
    "所属": "{{ 人.所属 or '' }}",
    "職名": "{{ 人.職名 or '' }}",
    "氏名": "{{ 人.氏名 }}",
    "職氏名": "{{ 人|職氏名 }}",
    "所属職名": "{% if 人.所属 %}{{ 人.所属 }}　{% endif %}{{ 人.職名 or '' }}",
}
_WHOLE = {"復命者.職氏名": "{{ 復命者|職氏名 }}"}
_DAYS = frozenset({"日時", "開催日", "作成日", "起案日", "決裁日", "命令日", "次回"})
"""Printed with the day of the week, where the form has room for it."""
_YES_NO = {field.name for field in FIELDS if field.yes_no}
_BY_NAME = {field.name: field for field in FIELDS}


def names() -> tuple[str, ...]:
    """Every field that a blank may be given, in the order of the list of fields."""
    plain = [name for name, field in _BY_NAME.items() if name not in _YES_NO and not _has_parts(field)]
    of_a_person = [f"復命者.{part.name}" for part in _BY_NAME["復命者"].parts]
    return (*plain, *of_a_person, *_WHOLE)


def is_list(name: str) -> bool:
    """Whether the field has any number of entries."""
    return name.endswith("一覧")


def parts_of(list_name: str) -> tuple[str, ...]:
    """What the columns of a list may hold."""
    return PARTS["出席者一覧"] if list_name in PEOPLE else PARTS.get(list_name, ())


def table_lists() -> tuple[str, ...]:
    """The lists that can stand in the rows of a table."""
    return (*PEOPLE, *(name for name in PARTS if name not in PEOPLE))


def loop_of(list_name: str) -> Loop:
    """How a list is printed line by line."""
    return _LOOPS.get(list_name) or Loop("一件", "{{ 一件 }}")


def in_line(name: str, blank: str) -> str:
    """The mark for a place in a line. `blank`: what stands there now; it stays where people write with a pen."""
    if is_list(name):
        loop = loop_of(name)
        joined = f"{{% for {loop.entry} in {name} %}}{loop.line}{{% if not loop.last %}}、{{% endif %}}{{% endfor %}}"
        return joined if name in BY_HAND else f"{joined}{{% if not {name} %}}{{{{ 未記入 }}}}{{% endif %}}"
    mark = _WHOLE.get(name)
    if mark is not None:
        return mark
    printed = f"{name}|曜日なし" if name in _DAYS and "年" in blank and not set(blank) & set("(（") else name
    keeps_blank = name in BY_HAND or (name == OPENNESS and blank.strip())
    return f"{{{{ {printed} or '{_quotable(blank)}' }}}}" if keeps_blank else f"{{{{ {printed} }}}}"


def in_column(list_name: str, part: str, at: int = 0, of: int = 1) -> str:
    """The mark in a cell of a repeated row; of a row that holds `of` entries side by side, the one at `at`."""
    entry = loop_of(list_name).entry
    if part == "番号" and list_name != "配布資料一覧":
        number = "loop.index" if of == 1 else f"loop.index0 * {of} + {at + 1}"
        mark = f"{{{{ {number} }}}}"
    elif list_name in PEOPLE:
        mark = _PERSON_COLUMNS[part]
    else:
        mark = _COLUMNS[list_name][part]
    if of == 1:
        return mark
    one = f"組[{at}]"
    return f"{{% if {one} %}}{mark.replace(f'{entry}.', f'{one}.').replace(f'{entry}|', f'{one}|')}{{% endif %}}"


def loop_over_rows(list_name: str, side_by_side: int) -> tuple[str, str]:
    """What begins the repeated rows, and the expression for how many rows there are."""
    if side_by_side == 1:
        return f"for {loop_of(list_name).entry} in {list_name}", f"{list_name}|length"
    return (
        f"for 組 in {list_name}|batch({side_by_side})",
        f"({list_name}|length + {side_by_side - 1}) // {side_by_side}",
    )


def ticked(choice: str, box: str) -> str:
    """A box that is filled when 公開の別 is what stands beside it."""
    return f"{{% if {OPENNESS} == '{CHOICES[choice]}' %}}■{{% else %}}{box}{{% endif %}}"


def keeps_unit(name: str, blank: str) -> str:
    """「　　人」: the unit that stays behind the mark, where the field is a number only."""
    unit = blank.strip()[-1:] if blank.strip() else ""
    return unit if name == "出席者数" and unit in "人名" else ""


def _has_parts(field: Field) -> bool:
    return bool(field.parts) and not is_list(field.name)


def _quotable(blank: str) -> str:
    return "" if set(blank) & set("'\\\n\t{}%") else blank
