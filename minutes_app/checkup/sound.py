"""Whether this PC can record: the list of `minutes devices`, asked by a child because drivers are native code."""

from minutes_app.capture.devices import inputs
from minutes_app.checkup.finding import Finding, Verdict
from minutes_app.child import Child, Limits
from minutes_app.errors import ChildDied, SoundSystemMissing
from minutes_app.progress import Report, no_report

SILENCE_S = 30.0
"""A driver that says nothing for so long hangs."""


def sound(report: Report = no_report) -> Finding:
    """What can be recorded from."""
    try:
        with Child("sound", Limits(silent_s=SILENCE_S)) as child:
            microphones, outputs = child.call(inputs, report=report)
    except ChildDied:
        return Finding("sound", Verdict.BAD, "crash")
    except SoundSystemMissing as error:
        return Finding("sound", Verdict.BAD, error.what)
    facts: dict[str, str | int] = {"microphones": "、".join(microphones), "outputs": "、".join(outputs) or "－"}
    return Finding("sound", Verdict.GOOD if microphones else Verdict.BAD, "fine" if microphones else "none", facts)
