"""Two records that never mix: what the program did (technical), and who did what to which meeting (audit).

Neither holds a word of what was said, a title, a name of a file or of an attendee.
"""

from minutes_app.logbook.audit import Action, AuditReport, Fault, audit_file, record, verify_audit
from minutes_app.logbook.facts import Event
from minutes_app.logbook.technical import close_log, log, log_error, log_place, open_log

__all__ = [
    "Action",
    "AuditReport",
    "Event",
    "Fault",
    "audit_file",
    "close_log",
    "log",
    "log_error",
    "log_place",
    "open_log",
    "record",
    "verify_audit",
]
