"""Saved rules for 検索と置換: sets of "find this, put that", each a CSV file of its own. Knows no Qt.

In: a folder and files that people bring. Out: sets of rules, and their files (UTF-8 with BOM, as Excel likes it). A
file that Excel saved in its own encoding (CP932) is read as well, and one with tabs. What cannot
be read changes nothing.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from minutes_app.files import disk_errors, safe_name, write_atomic
from minutes_app.settings import user_path
from minutes_app.wording import correcting as words

FOLDER = "rules"
MOST = 2000
LONGEST = 500
"""Characters of one side of a rule."""
MAX_BYTES = 2 << 20
_ENDING = ".csv"
_YES = {words.YES_MARK, "◯", "1", "true", "yes", "はい", "x"}


@dataclass(frozen=True, slots=True)
class Rule:
    """`find` becomes `put`; with `regex` both as Python's `re` has them."""

    find: str
    put: str = ""
    regex: bool = False


class BadRules(ValueError):
    """A file of rules cannot be read; `line` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def read_rules(content: bytes) -> tuple[Rule, ...]:
    """The rules in a file. Raises `BadRules`."""
    if len(content) > MAX_BYTES:
        raise BadRules(1)
    text = _decoded(content)
    reader = csv.reader(io.StringIO(text), delimiter="\t" if "\t" in text.partition("\n")[0] else ",")
    try:
        found = tuple(_rules(reader))
    except csv.Error:
        raise BadRules(reader.line_num) from None
    if len(found) > MOST:
        raise BadRules(MOST + 1)
    return found


def written_rules(rules: tuple[Rule, ...]) -> bytes:
    """The file of rules."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(words.HEADER)
    writer.writerows((rule.find, rule.put, words.YES_MARK if rule.regex else "") for rule in rules)
    return stream.getvalue().encode("utf-8-sig")


class RuleShelf:
    """All sets of this person. A set that was never saved has the rules it is delivered with."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or user_path().parent / FOLDER

    def names(self) -> tuple[str, ...]:
        """The sets that are there: those that come with the program first. Raises `DiskError`."""
        with disk_errors(self.folder):
            entries = sorted(self.folder.iterdir()) if self.folder.is_dir() else []
        own = [path.stem for path in entries if path.suffix == _ENDING and not path.name.startswith(".")]
        return tuple(dict.fromkeys((*words.STARTERS, *own)))

    def load(self, name: str) -> tuple[Rule, ...]:
        """The rules of a set. Raises `BadRules`, `DiskError`."""
        path = self._path(name)
        with disk_errors(path):
            content = path.read_bytes() if path.is_file() else None
        if content is None:
            return tuple(Rule(find, put) for find, put in words.STARTERS.get(name, ()))
        return read_rules(content)

    def save(self, name: str, rules: tuple[Rule, ...]) -> None:
        """Keep the rules of a set. Raises `DiskError`."""
        write_atomic(self._path(name), written_rules(rules))

    def remove(self, name: str) -> None:
        """Take a set away; one that comes with the program has its first rules again. Raises `DiskError`."""
        path = self._path(name)
        with disk_errors(path):
            path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.folder / f"{safe_name(name)}{_ENDING}"


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp932")
    except UnicodeDecodeError as error:
        raise BadRules(content[: error.start].count(b"\n") + 1) from None


def _rules(reader: "Iterator[list[str]]") -> Iterator[Rule]:
    for number, cells in enumerate(reader, 1):
        if not any(cell.strip() for cell in cells) or (number == 1 and cells[0].strip() == words.HEADER[0]):
            continue
        if len(cells) < 2 or not cells[0] or max(map(len, cells)) > LONGEST or "\0" in "".join(cells):
            raise BadRules(number)
        yield Rule(cells[0], cells[1], len(cells) > 2 and cells[2].strip().lower() in _YES)
