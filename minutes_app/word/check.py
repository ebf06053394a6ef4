"""Checks a template before it is used: dangerous, wrong, unknown and missing things, each with its place.

Reads marks as docxtpl will ({%tr …%} takes the whole row, and so on), but paragraph by paragraph, so that a place can
be named. Fills nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from minutes_app.errors import TemplateDangerous, TemplateUnreadable
from minutes_app.word.inspect import inspect
from minutes_app.word.names import NameFault, names_in
from minutes_app.word.sandbox import FILTERS, environment, forbidden
from minutes_app.word.scan import Spot, parse, spots, story_parts
from minutes_app.word.settle import settle
from minutes_app.wording.fields import EXPECTED, FIELDS

_MARK = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
_SCOPED = re.compile(r"(\{%|\{\{|\{#)(tr|tc|p|r) ")
_ROW_MARK = re.compile(r"(?:\{%|\{\{)t[rc] ")
_WORD = re.compile(r"\{%-?\s*(\w+)")
_LONELY = re.compile(r"(?<![{%#])\{\s*(\w+)\s*\}{1,2}(?!\})")
_WIDE = re.compile(r"[｛{]{2}\s*\w+|[｛{][％%]")
_HALVES = (("{{", "}}"), ("{%", "%}"))
_WIDE_SPACE = re.compile(r"\{[%{](tr|tc|p|r)[\u3000\u00a0]")
_OPENS = {"for": "endfor", "if": "endif", "set": "", "with": "endwith", "filter": "endfilter"}
_WORDS = frozenset({*_OPENS, *_OPENS.values(), "else", "elif", "endset", "raw", "endraw"})
_BANNED = frozenset({"include", "import", "from", "extends", "macro", "call", "block", "autoescape", "print"})
_NAMES = frozenset(field.name for field in FIELDS)
_UNREAD = frozenset({"unclosed", "never_opened", "syntax", "too_deep", "code", "half_mark", "wide_space", "no_command"})
_MILD = frozenset({"list_printed"})
MAX_FINDINGS = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind` is a key of `wording.templates.FINDINGS`; `subject` what it is about, `suggestion` what may be meant."""

    severity: Literal["danger", "error", "warning"]
    kind: str
    place: str
    subject: str = ""
    suggestion: str = ""


def check(path: Path) -> tuple[Finding, ...]:
    """What is wrong with a template, the worst first; empty when it can be used.

    Raises `TemplateUnreadable` when the file is no .docx at all, `DiskError`.
    """
    try:
        _content, parts = inspect(path)
    except TemplateDangerous as danger:
        return tuple(Finding("danger", kind, place) for place, kind in danger.findings)
    marked = _spots_of(path, parts)
    found = [*_brackets(marked), *_lost_marks(marked)]
    used: set[str] = set()
    for part in dict.fromkeys(spot.part for spot in marked):
        found += _language([spot for spot in marked if spot.part == part], used)
    if not any(one.kind in _UNREAD for one in found):
        found += [
            Finding("warning", "missing", "", "」か「".join(group)) for group in EXPECTED if not used & set(group)
        ]
    order = {"danger": 0, "error": 1, "warning": 2}
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: order[finding.severity]))[:MAX_FINDINGS]


def _spots_of(path: Path, parts: dict[str, bytes]) -> list[Spot]:
    """Every paragraph of every part that is filled, as it is when tracked changes are settled."""
    from lxml import etree

    try:
        return [spot for name in story_parts(parts) for spot in spots(name, settle(parse(parts[name])))]
    except etree.XMLSyntaxError as error:
        raise TemplateUnreadable(path, "damaged") from error


def _brackets(marked: list[Spot]) -> Iterator[Finding]:
    """Marks typed with the wrong brackets, which Word prints as they stand, and marks of rows where no row is."""
    for spot in marked:
        for match in _LONELY.finditer(_MARK.sub("", spot.text)):
            if match.group(1) in _NAMES:
                yield Finding("warning", "single_bracket", spot.place, match.group(1))
        if not spot.row and _ROW_MARK.search(spot.text):
            yield Finding("error", "no_row", spot.place)
        if any("｛" in match.group() or "％" in match.group() for match in _WIDE.finditer(spot.text)):
            yield Finding("warning", "wide_bracket", spot.place)


def _lost_marks(marked: list[Spot]) -> Iterator[Finding]:
    """{%tr …%} and {%p …%} take their whole row or paragraph: what else stands there is lost, a second mark too."""
    rows: dict[tuple[str, int, int], list[Spot]] = {}
    for spot in marked:
        if spot.row:
            rows.setdefault((spot.part, spot.table, spot.row), []).append(spot)
        if len(re.findall(r"(?:\{%|\{\{)p ", spot.text)) > 1:
            yield Finding("error", "two_marks_in_paragraph", spot.place)
        elif re.search(r"\{%p ", spot.text) and _MARK.sub("", spot.text).strip():
            yield Finding("warning", "text_lost", spot.place)
    for row in rows.values():
        text = "".join(spot.text for spot in row)
        if len(re.findall(r"\{%tr ", text)) > 1:
            yield Finding("error", "two_marks_in_row", next(spot.place for spot in row if "{%tr " in spot.text))
        elif "{%tr " in text and _MARK.sub("", text).strip():
            yield Finding("warning", "text_lost", next(spot.place for spot in row if spot.text.strip()))


def _language(marked: list[Spot], used: set[str]) -> list[Finding]:
    """Loops that do not close, marks that are no sentence, names that are no field, in one part."""
    from jinja2 import TemplateError

    unreadable = list(_unreadable(marked)) or _unbalanced(marked)
    if unreadable:
        return unreadable
    try:
        tree = environment(set()).parse("\n".join(_as_written(spot.text) for spot in marked))
    except TemplateError as error:
        number = min(getattr(error, "lineno", None) or 1, len(marked)) - 1
        return [Finding("error", "syntax", marked[number].place, str(error.message))]
    except RecursionError:
        return [Finding("error", "too_deep", marked[0].place)]
    banned = forbidden(tree)
    if banned is not None:
        return [Finding("danger", "code", marked[banned[0] - 1].place, banned[1])]
    faults = names_in(tree, FILTERS, used)
    return [_named(fault, marked[fault.line - 1].place) for fault in faults]


def _named(fault: NameFault, place: str) -> Finding:
    return Finding("warning" if fault.kind in _MILD else "error", fault.kind, place, fault.name, fault.suggestion)


def _as_written(text: str) -> str:
    """One paragraph on one line, with the marks as Jinja2 reads them."""
    text = _SCOPED.sub(r"\1 ", text.replace("\n", " ").replace("\r", " "))
    text = re.sub(r"\{%\s*(?:vm|hm)\s*%\}", "", text)
    text = re.sub(r"\{%\s*(?:colspan|cellbg)\s+(.*?)%\}", r"{{ \1 }}", text)
    return _MARK.sub(lambda mark: mark.group().translate(str.maketrans("“”‘’", "\"\"''")), text)


def _unreadable(marked: list[Spot]) -> Iterator[Finding]:
    """What keeps the rest from being judged: half a mark, a wide space for a narrow one, a command that is none."""
    for spot in marked:
        rest = _MARK.sub("", spot.text)
        for begin, end in _HALVES:
            if begin in rest:
                yield Finding("error", "half_mark", spot.place, begin, end)
            elif end in rest and end != "}}":
                yield Finding("error", "half_mark", spot.place, end, begin)
        if wide := _WIDE_SPACE.search(spot.text):
            yield Finding("error", "wide_space", spot.place, wide.group()[:-1])
            continue
        for mark in _MARK.findall(_as_written(spot.text)):
            word = _WORD.match(mark)
            if word and word.group(1) not in _WORDS and word.group(1).removeprefix("end") not in _BANNED:
                yield Finding("error", "no_command", spot.place, word.group(1), _command_meant(word.group(1)))


def _command_meant(word: str) -> str:
    """{%pfor …%} and {% p for …%} were meant as {%p for …%}."""
    for scope in ("tr", "tc", "p"):
        if word.startswith(scope) and word.removeprefix(scope) in {"", *_WORDS}:
            return f"{{%{scope} {word.removeprefix(scope)}".rstrip()
    return ""


def _unbalanced(marked: list[Spot]) -> list[Finding]:
    """Loops and conditions that are not closed, or closed and never opened, with the place of the opening mark."""
    open_marks: list[tuple[str, Spot, str]] = []
    for spot in marked:
        for mark in _MARK.findall(_as_written(spot.text)):
            word = _WORD.match(mark)
            if word is None:
                continue
            if _OPENS.get(word.group(1)):
                open_marks.append((_OPENS[word.group(1)], spot, mark))
            elif word.group(1) in _OPENS.values():
                if not open_marks or open_marks[-1][0] != word.group(1):
                    return [_misplaced(open_marks, spot, mark)]
                open_marks.pop()
    return [Finding("error", "unclosed", spot.place, mark, "{% " + end + " %}") for end, spot, mark in open_marks]


def _misplaced(open_marks: list[tuple[str, Spot, str]], spot: Spot, mark: str) -> Finding:
    if not open_marks:
        return Finding("error", "never_opened", spot.place, mark)
    end, opened_at, opened = open_marks[-1]
    return Finding("error", "unclosed", opened_at.place, opened, "{% " + end + " %}")
