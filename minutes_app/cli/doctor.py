"""`minutes doctor`: says in Japanese what works on this PC and what to do about the rest.

In: the settings. Out: one line a check (or one JSON object) on stdout. Exit 0 when the main job can run, else 1.
"""

import argparse
from typing import Any

from minutes_app.checkup import Finding, Verdict, can_work, examine
from minutes_app.cli.console import answer, answer_json, say
from minutes_app.cli.exit_code import ExitCode
from minutes_app.settings import Settings
from minutes_app.wording import doctor as words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--json`."""
    parser.add_argument("--json", action="store_true", help=words.ABOUT_JSON)


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Examine this PC and say each finding as soon as it is known."""
    say(words.START)
    findings = []
    for finding in examine(settings):
        findings.append(finding)
        if not args.json:
            _tell(finding)
    works = can_work(findings)
    if args.json:
        answer_json({"can_work": works, "checks": [_facts(finding) for finding in findings]})
    care = any(finding.verdict is Verdict.CAUTION for finding in findings)
    say(words.conclusion(works=works, care=care))
    return ExitCode.OK if works else ExitCode.FAILED


def _tell(finding: Finding) -> None:
    said = words.sentence(finding.name, finding.outcome, finding.facts)
    answer(words.line(finding.name, finding.verdict.value, said, needed=finding.needed))
    if advice := words.advice(finding.name, finding.outcome, finding.facts):
        answer(words.advice_line(advice))


def _facts(finding: Finding) -> dict[str, Any]:
    return {
        "name": finding.name,
        "title": words.TITLES[finding.name],
        "verdict": finding.verdict.value,
        "outcome": finding.outcome,
        "needed": finding.needed,
        "sentence": words.sentence(finding.name, finding.outcome, finding.facts),
        "advice": words.advice(finding.name, finding.outcome, finding.facts),
        "facts": finding.facts,
    }
