"""The result of one check: facts and a verdict, no sentence."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum


class Verdict(Enum):
    """使えます, 注意, 使えません."""

    GOOD = "good"
    CAUTION = "caution"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """`name` is the check, `outcome` what it found (both keys of `wording.doctor`), `facts` what the sentence names.

    `needed`: without it no recording becomes a 会議録 on this PC. Facts ending in `_bytes` are sizes.
    """

    name: str
    verdict: Verdict
    outcome: str
    facts: dict[str, str | int] = field(default_factory=dict)
    needed: bool = False


def can_work(findings: Iterable[Finding]) -> bool:
    """Whether the main job can run: no needed thing is missing."""
    return not any(finding.needed and finding.verdict is Verdict.BAD for finding in findings)
