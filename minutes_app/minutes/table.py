"""The utterances of a meeting as a table for Excel.

In: a meeting. Out: CSV text with CRLF, one utterance a row. No cell can be taken for a formula
(https://owasp.org/www-community/attacks/CSV_Injection).
"""

import csv
import io

from minutes_app.meeting.model import Meeting
from minutes_app.minutes.characters import writable
from minutes_app.minutes.speech import names_of, needs_check, text_of, visible
from minutes_app.wording import documents as words
from minutes_app.wording.times import clock

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")


def csv_table(meeting: Meeting) -> str:
    """A heading row and a row for each visible utterance."""
    names = names_of(meeting)
    titles = {item.id: item.title for item in meeting.occasion.agenda}
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(words.CSV_COLUMNS)
    for number, one in enumerate(visible(meeting), 1):
        said = (names.get(one.speaker_id, ""), text_of(one), titles.get(one.agenda_id, ""))
        speaker, text, agenda = (harmless(cell) for cell in said)
        check = words.CSV_CHECK if needs_check(one) else ""
        writer.writerow([number, clock(one.start_ms), clock(one.end_ms), speaker, text, agenda, check])
    return stream.getvalue()


def harmless(cell: str) -> str:
    """`cell` as Excel shows it without computing it: an apostrophe goes before signs that begin a formula."""
    cell = writable(cell)
    return f"'{cell}" if cell.lstrip(" 　").startswith(_FORMULA) else cell
