"""A meeting → text files: txt, md, srt, vtt, csv, json.

In: a meeting and the run its utterances came from. Out: the bytes of the file (UTF-8; csv with BOM for Excel).
Writes no file. Deleted and hidden utterances appear in none of them.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Literal, get_args

from minutes_app.meeting.model import Meeting, Run
from minutes_app.minutes.characters import one_line
from minutes_app.minutes.fields import Fields, fields_of, marks_of
from minutes_app.minutes.handouts import line_of
from minutes_app.minutes.record import record_of
from minutes_app.minutes.subtitles import srt, vtt
from minutes_app.minutes.table import csv_table
from minutes_app.wording import documents as words

Kind = Literal["txt", "md", "srt", "vtt", "csv", "json"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~&])")


def export(meeting: Meeting, run: Run | None, kind: Kind, *, demo: bool = False) -> bytes:
    """The file's content; `demo` labels what a model for trying out has made (csv and srt have no place for it)."""
    if kind == "json":
        return record_of(meeting, run, demo=demo)
    if kind == "csv":
        return csv_table(meeting).encode("utf-8-sig")
    writers: dict[str, Callable[[], str]] = {
        "txt": lambda: _txt(_fields(meeting, run, demo), _marks(meeting)),
        "md": lambda: _md(_fields(meeting, run, demo), _marks(meeting)),
        "srt": lambda: srt(meeting),
        "vtt": lambda: vtt(meeting, note=words.DEMO_NOTE if demo else ""),
    }
    return writers[kind]().encode("utf-8")


def _fields(meeting: Meeting, run: Run | None, demo: bool) -> Fields:
    return fields_of(meeting, run, demo=demo, today=date.today())


def _marks(meeting: Meeting) -> list[str]:
    return [f"{at} {name}" for at, name in marks_of(meeting)]


def _txt(fields: Fields, marks: list[str]) -> str:
    heads = words.HEADINGS
    lines = [fields["会議名"] or words.UNTITLED, "", f"【{heads['occasion']}】"]
    lines += [f"{name}：{value or words.BLANK}" for name, value in _occasion_lines(fields)]
    for heading, rows in _lists(fields, marks):
        lines += ["", f"【{heading}】", *(f"・{row}" for row in rows)]
    lines += ["", f"【{heads['utterances']}】"]
    lines += [f"[{one['時刻']}] {_speaker(one)}{_checked(one)}\n{one['内容']}\n" for one in fields["発言一覧"]]
    return "\n".join(lines).rstrip("\n") + "\n"


def _md(fields: Fields, marks: list[str]) -> str:
    heads = words.HEADINGS
    lines = [f"# {_safe(fields['会議名'] or words.UNTITLED)}", "", f"## {heads['occasion']}", ""]
    lines += [f"- **{name}**：{_safe(value) or words.BLANK}" for name, value in _occasion_lines(fields)]
    for heading, rows in _lists(fields, marks):
        lines += ["", f"## {heading}", "", *(f"- {_safe(row)}" for row in rows)]
    lines += ["", f"## {heads['utterances']}", ""]
    for one in fields["発言一覧"]:
        lines += [f"**{_safe(_speaker(one))}**（{one['時刻']}）{_checked(one)}", "", _safe(one["内容"]), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _occasion_lines(fields: Fields) -> list[tuple[str, str]]:
    special = {
        "出席者": _people(fields["出席者一覧"]),
        "欠席者": _people(fields["欠席者一覧"]),
        "配布資料": "、".join(line_of(one["番号"], one["名称"]) for one in fields["配布資料一覧"]),
    }
    return [(name, special[name] if name in special else fields[name]) for name in words.OCCASION_LINES]


def _people(rows: list[dict[str, str]]) -> str:
    return "、".join(" ".join(filter(None, (row["所属"], row["職名"], row["氏名"]))) for row in rows)


def _lists(fields: Fields, marks: list[str]) -> list[tuple[str, list[str]]]:
    """The lists that are not empty, each with its heading."""
    heads = words.HEADINGS
    lists = [
        (heads["notes"], fields["注意書き一覧"]),
        (heads["agenda"], [f"{one['番号']} {one['題名']}" for one in fields["議題一覧"]]),
        (heads["points"], [_timed(one) for one in fields["要点一覧"]]),
        (heads["decisions"], [_timed(one) for one in fields["決定事項一覧"]]),
        (heads["tasks"], [_task(one) for one in fields["今後の対応一覧"]]),
        (heads["others"], [f"{one['種類']}：{_timed(one)}" for one in fields["その他の結果一覧"]]),
        (heads["marks"], marks),
    ]
    return [(heading, [one_line(row) for row in rows]) for heading, rows in lists if rows]


def _timed(row: Fields) -> str:
    return f"{row['内容']}（{row['時刻']}）" if row["時刻"] else str(row["内容"])


def _task(row: Fields) -> str:
    owner = f"{words.TASK_OWNER}：{row['担当'] or words.BLANK}"
    due = f"{words.TASK_DUE}：{row['期限'] or words.BLANK}"
    return f"{_timed(row)}　{owner}　{due}"


def _speaker(row: Fields) -> str:
    return row["話者"] or words.UNNAMED


def _checked(row: Fields) -> str:
    return words.NEEDS_CHECK if row["要確認"] else ""


def _safe(text: str) -> str:
    """Text that Markdown shows as it is."""
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", re.sub(r"^([-+=])", r"\\\1", _MARKDOWN.sub(r"\\\1", one_line(text))))
