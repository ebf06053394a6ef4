"""`python -m tests.benchmarks.main`: measures, writes docs/benchmarks.md and .jsonl, prints PASS or FAIL for each bar.

Exit code 0 when every bar is met (always with `--quick`), else 1.
"""

import argparse
import sys
import tempfile
from dataclasses import asdict
from datetime import date
from pathlib import Path

import msgspec
import psutil

from tests.benchmarks.machine import facts, use_cores
from tests.benchmarks.plan import Course, full_plan, quick_plan
from tests.benchmarks.report import Measured, bars, page
from tests.benchmarks.runs import Run
from tests.benchmarks.startup import start_up
from tests.benchmarks.window_report import with_section
from tests.conftest import ROOT


def main(argv: list[str]) -> int:
    """Measure everything that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="小さな大きさで、動くことだけ確かめる")
    parser.add_argument("--ten-hours", action="store_true", help="10時間の録音でもメモリを測る（さらに数分）")
    parser.add_argument("--cores", type=int, default=2, help="使うコアの数")
    parser.add_argument("--out", type=Path, default=ROOT / "docs", help="結果を書くフォルダー")
    args = parser.parse_args(argv)
    cores = use_cores(args.cores)
    with tempfile.TemporaryDirectory(prefix="minutes-bench-") as folder:
        plan = quick_plan(Path(folder)) if args.quick else full_plan(Path(folder), ten_hours=args.ten_hours)
        before = psutil.getloadavg()[0]
        started = start_up(plan.start_ups)
        runs = tuple(Course(plan, cores, say).runs())
    noise = (before, psutil.getloadavg()[0])
    measured = Measured(plan, runs, facts(cores), started, date.today().isoformat(), noise)
    write(measured, args.out)
    for bar in bars(measured):
        note = "" if bar.certain else "（うるさい環境）"
        say(f"{'PASS' if bar.met else 'FAIL'} {bar.name}: {bar.measured}{note}")
    return 0 if args.quick or all(bar.met for bar in bars(measured)) else 1


def write(measured: Measured, folder: Path) -> None:
    """The page for people and one JSON line a run."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "benchmarks.md").write_text(with_section(page(measured), folder), encoding="utf-8")
    lines = b"\n".join(msgspec.json.encode(_rounded(run)) for run in measured.runs)
    (folder / "benchmarks.jsonl").write_bytes(lines + b"\n")


def _rounded(run: Run) -> dict[str, object]:
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in asdict(run).items()}


def say(text: str) -> None:
    """One line for the person at the terminal."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
