"""Stage `bundle`: a converted model becomes the one that the app carries, with its sizes and sums in both lists.

In: a model folder. Out: `models/demo-ja` (its card stays), its manifest, its table in `models/registry.toml`. After a
change of the card alone it is run again with `models/demo-ja` itself.
"""

import hashlib
import json
import re
import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path

from tools.demo_model.sentences import ROOT

NAME = "demo-ja"
FILES = ("config.json", "model.bin", "preprocessor_config.json", "tokenizer.json", "vocabulary.json")
CARD = "MODEL_CARD.md"
JAPAN = timezone(timedelta(hours=9))


def bundle(model: Path, models: Path = ROOT / "models") -> None:
    """Put the files there, then what is written of them."""
    folder = models / NAME
    for name in FILES:
        if (model / name).resolve() != (folder / name).resolve():
            shutil.copyfile(model / name, folder / name)
    _write_manifest(folder)
    _write_registry(models / "registry.toml", folder)


def _sum_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write_manifest(folder: Path) -> None:
    path = folder / "manifest.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    files = [folder / name for name in sorted((CARD, *FILES))]
    told["files"] = [{"path": one.name, "bytes": one.stat().st_size, "sha256": _sum_of(one)} for one in files]
    told["installed_at"] = datetime.now(JAPAN).replace(hour=0, minute=0, second=0, microsecond=0).isoformat()
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _write_registry(path: Path, folder: Path) -> None:
    """The lines of the one table; all others stay as they are."""
    text = path.read_text(encoding="utf-8")
    before, name, after = text.partition(f'name = "{NAME}"\n')
    table, mark, rest = after.partition("\n[[models]]\n")
    for one in (folder / each for each in FILES):
        found = rf'(path = "{re.escape(one.name)}"\nbytes = )[0-9_]+(\nsha256 = ")[0-9a-f]{{64}}'
        table, count = re.subn(found, rf"\g<1>{one.stat().st_size:_}\g<2>{_sum_of(one)}", table)
        if count != 1:
            raise ValueError(f"{path}: {one.name} of {NAME} is not there once")
    path.write_text(before + name + table + mark + rest, encoding="utf-8", newline="\n")
