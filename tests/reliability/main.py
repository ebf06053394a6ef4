"""`python -m tests.reliability.main`: measures, writes docs/reliability.md, and says what does not hold.

Exit code 0 when every promise is kept, else 1.
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import psutil

from tests.conftest import ROOT
from tests.reliability.kills import kills, run
from tests.reliability.live_figures import live_figures
from tests.reliability.others import long_tests, others
from tests.reliability.report import Measured, page, promises
from tests.reliability.scenes import QUICK, Size, all_scenes

FULL_KILLS, QUICK_KILLS = 200, 20
SIDE_BY_SIDE = 10


def main(argv: list[str]) -> int:
    """Measure everything that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="小さな大きさで測る")
    parser.add_argument("--out", type=Path, default=ROOT / "docs", help="結果を書くフォルダー")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="minutes-reliability-") as folder:
        measured = measure(Path(folder), quick=args.quick)
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "reliability.md").write_text(page(measured), encoding="utf-8")
    broken = [one for one in promises(measured) if not one.holds]
    for one in broken:
        say(f"守られていません: {one.name}: {one.value:.1f} {one.unit}（{one.limit:.1f} 以下のはず）")
    return 1 if broken else 0


def measure(folder: Path, *, quick: bool) -> Measured:
    """All of it, one thing after the other; state and settings are those of a person who has never used the program."""
    folder.mkdir(parents=True, exist_ok=True)
    began, before = time.monotonic(), psutil.getloadavg()[0]
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        os.environ[name] = str(folder / name.lower())
    long = None if quick else long_tests(folder)
    planned = kills(QUICK_KILLS if quick else FULL_KILLS)
    losses = tuple(run(planned, folder / "kills", side_by_side=SIDE_BY_SIDE, tell=say))
    say("止まる、閉じる、停電、忙しいPC")
    scenes = tuple(all_scenes(folder / "scenes", QUICK if quick else Size()))
    say("話している間の文字")
    live = tuple(live_figures(folder / "live", quick=quick))
    say("そのほか")
    rest = (*others(folder), long.outcome()) if long is not None else ()
    minutes, after = (time.monotonic() - began) / 60, psutil.getloadavg()[0]
    taken = f"{minutes:.0f}分かかりました。負荷（load average）は前 {before:.1f}、後 {after:.1f}"
    return Measured(losses, scenes, live, rest, f"{date.today().isoformat()}（{taken}）", _machine(), quick)


def say(text: str) -> None:
    """One line for the person at the terminal."""
    print(text, flush=True)


def _machine() -> str:
    memory = psutil.virtual_memory().total / (1 << 30)
    return (
        f"CPU {psutil.cpu_count()}個、メモリー {memory:.0f} GB、{platform.system()}、Python {platform.python_version()}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
