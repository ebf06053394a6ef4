"""Records that never mix: what the program did (technical), who did what to which meeting (audit), how long people
worked and how the program felt to use (effect).

None holds a word of what was said, a title, a name of a file or of an attendee.
"""

from minutes_app.logbook.audit import Action, Auditor, AuditReport, Fault, audit_file, record, verify_audit
from minutes_app.logbook.effect import Feeling, feelings, forget, note_feeling, note_work, worked_s
from minutes_app.logbook.facts import Event
from minutes_app.logbook.technical import close_log, log, log_error, log_place, open_log

__all__ = [
    "Action",
    "AuditReport",
    "Auditor",
    "Event",
    "Fault",
    "Feeling",
    "audit_file",
    "close_log",
    "feelings",
    "forget",
    "log",
    "log_error",
    "log_place",
    "note_feeling",
    "note_work",
    "open_log",
    "record",
    "verify_audit",
    "worked_s",
]
