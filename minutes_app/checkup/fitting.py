"""Which model to offer on a PC that has none: the best one that leaves room for Windows and Word.

In: the list of models, and what is known of memory and processor. Out: a line of the list, or None when even the
smallest would not go.
"""

from collections.abc import Iterable, Sequence

from minutes_app.checkup.finding import Finding, Verdict
from minutes_app.transcribe.registry import DEFAULT
from minutes_app.transcribe.weights import Listed

ROOM = 2_500_000_000
"""Bytes that Windows, Word and the window need beside the model."""
FEW_CORES = 4
"""Below it a large model takes longer than the meeting (large-v3-turbo: about 1 times real time on 4 real cores)."""


def fitting(models: Iterable[Listed], findings: Sequence[Finding]) -> Listed | None:
    """The model to offer: the standard one on a PC that carries it, else the largest that fits and is light enough."""
    facts = {name: value for finding in findings for name, value in finding.facts.items()}
    slow = any(finding.name == "processor" and finding.verdict is not Verdict.GOOD for finding in findings)
    cores, total = int(facts.get("cores", FEW_CORES)), int(facts.get("total_bytes", 0))
    usable = [one for one in models if one.installable and one.memory_bytes + ROOM <= total]
    light = min(usable, key=lambda one: one.memory_bytes, default=None)
    standard = next((one for one in usable if one.name == DEFAULT), None)
    return light if slow or cores < FEW_CORES else standard or light
