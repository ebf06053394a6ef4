"""What `items`, `points` and `confirm` share: finding the meeting, and utterances by the numbers that people see.

An utterance's number counts the visible ones by time from 1, as the csv export does.
"""

import argparse
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from minutes_app.cli.arguments import named_path
from minutes_app.cli.opening import add_opening_arguments
from minutes_app.cli.write import meeting_folder
from minutes_app.errors import BadArguments
from minutes_app.meeting.model import Meeting
from minutes_app.minutes.speech import visible
from minutes_app.settings import Settings
from minutes_app.wording import transcribe as words
from minutes_app.wording.items import HELP


def add_meeting_arguments(parser: argparse.ArgumentParser) -> None:
    """The meeting, where it is, and `--json`."""
    parser.add_argument("meeting", type=named_path, metavar="MEETING", help=words.HELP["meeting"])
    add_place_arguments(parser)


def add_place_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the meeting is, and `--json`."""
    parser.add_argument("--library", metavar="DIR", help=words.HELP["library"])
    parser.add_argument("--json", action="store_true", help=HELP["json"])
    add_opening_arguments(parser)


def folder_of(args: argparse.Namespace, settings: Settings) -> Path:
    """The meeting's folder. Raises MeetingMissing."""
    return meeting_folder(args.meeting, Path(settings.library.folder))


_FROM_TO = re.compile(r"([0-9]{1,9})(?:\s*[-~〜–—−]\s*([0-9]{1,9}))?")
_MOST = 1_000
"""So many numbers may be meant by 「から・まで」: more is a slip of the finger."""


def numbers_of(text: str) -> list[int]:
    """「2,5」, 「２，５」, 「2、5」, and 「7-9」 or 「7〜9」 for 7 to 9, as numbers. Raises BadArguments."""
    if any(unicodedata.category(character) == "No" for character in text):
        raise BadArguments("number", text)  # 「②③」 would become 23
    parts = unicodedata.normalize("NFKC", text).replace("、", ",").split(",")
    return list(dict.fromkeys(number for part in parts for number in _numbers(part.strip(), text)))


def _numbers(part: str, text: str) -> range:
    found = _FROM_TO.fullmatch(part)
    if found is None:
        raise BadArguments("number", text)
    first, last = int(found[1]), int(found[2] or found[1])
    if last < first or last - first >= _MOST:
        raise BadArguments("number", text)
    return range(first, last + 1)


class Numbered:
    """The visible utterances of a meeting by their numbers, and the other way round."""

    def __init__(self, meeting: Meeting) -> None:
        self._shown = visible(meeting)
        self._places = {one.id: number for number, one in enumerate(self._shown, 1)}

    def ids(self, text: str) -> tuple[str, ...]:
        """The utterances of 「12,13」. Raises BadArguments."""
        numbers = numbers_of(text)
        if wrong := [number for number in numbers if not 1 <= number <= len(self._shown)]:
            raise BadArguments("utterance", str(wrong[0]))
        return tuple(self._shown[number - 1].id for number in numbers)

    def numbers(self, utterance_ids: Iterable[str]) -> list[int]:
        """The numbers of those that are visible."""
        return sorted(self._places[one] for one in utterance_ids if one in self._places)

    def start_ms(self, utterance_ids: Iterable[str]) -> int | None:
        """Where the first of them begins; None where none is visible."""
        numbers = self.numbers(utterance_ids)
        return self._shown[numbers[0] - 1].start_ms if numbers else None
