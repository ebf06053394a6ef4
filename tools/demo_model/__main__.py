"""From nothing to the finished demo model: `python -m tools.demo_model all --voices DIR --work DIR`.

Stages: text, voices, train, convert, compare, score (`all` is these); export, recordings, keep, bundle, restore. Each
goes on where it stopped. See README.md beside this file.
"""

import argparse
import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tools.demo_model import environment

if TYPE_CHECKING:
    from tools.demo_model.recipe import Recipe

STAGES = ("text", "voices", "train", "convert", "compare", "export", "score", "recordings", "keep", "bundle", "restore")
ALL = ("text", "voices", "train", "convert", "compare", "score")


def main() -> int:
    """Run the stages that were named."""
    args = _arguments()
    if not args.here and not environment.is_inside():
        return environment.run_inside(sys.argv[1:])
    from tools.demo_model.recipe import recipe

    _few_threads(args.processes)
    args.work.mkdir(parents=True, exist_ok=True)
    chosen = recipe("tiny" if args.tiny else args.size)
    for stage in ALL if args.stage == "all" else (args.stage,):
        print(f"── {stage} ({chosen.name})", flush=True)
        _RUN[stage](args, chosen)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.demo_model", description=__doc__)
    parser.add_argument("stage", choices=(*STAGES, "all"))
    parser.add_argument("--work", type=Path, default=Path("demo-model-work"), help="folder for everything that is made")
    parser.add_argument(
        "--voices", type=Path, help="folder with tohoku-{neutral,happy,sad,angry}.htsvoice; without: Mei alone"
    )
    parser.add_argument("--size", default="small", choices=("tiny", "small", "full"), help="see recipe.toml")
    parser.add_argument("--tiny", action="store_true", help="the size of the tests: minutes, and no useful model")
    parser.add_argument("--processes", type=int, default=1, help="for text, voices and the batches of the training")
    parser.add_argument(
        "--minutes", type=float, default=1e9, help="train: stop after this time; go on by the same command"
    )
    parser.add_argument("--steps", type=int, default=1 << 60, help="train: stop at this step")
    parser.add_argument(
        "--hours", type=float, default=0.0, help="train: hours of sound to be seen, instead of the recipe's"
    )
    parser.add_argument(
        "--torch",
        action="store_true",
        help="train: with PyTorch (installed beside): faster on a CPU, and on a GPU where there is one",
    )
    parser.add_argument(
        "--model", type=Path, action="append", help="score: a model folder; may be given more than once. restore: one"
    )
    parser.add_argument("--out", type=Path, help="convert, recordings: where to write; default: in the work folder")
    parser.add_argument(
        "--seed", type=int, default=0, help="recordings: the seed of a test set; without: the sample meeting"
    )
    parser.add_argument("--limit", type=int, default=0, help="score: only so many sentences, and no recordings")
    parser.add_argument("--here", action="store_true", help="use this Python and its JAX instead of .venv-demo-model")
    return parser.parse_args()


def _few_threads(processes: int) -> None:
    """On a CPU one thread a process: XLA's own threads cost more than they bring at this size."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    if processes <= 1:
        os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")


def _text(args: argparse.Namespace, chosen: "Recipe") -> None:
    from tools.demo_model.sentences import vocabulary_corpus
    from tools.demo_model.speech import Place, write_text
    from tools.demo_model.tokens import build

    if not (args.work / "tokenizer.json").is_file():
        build(vocabulary_corpus(), chosen.vocabulary).save(args.work / "tokenizer.json")
    write_text(Place(args.work), range(chosen.shards), processes=args.processes, count=chosen.sentences)


def _voices(args: argparse.Namespace, chosen: "Recipe") -> None:
    from tools.demo_model.speech import Place, speak

    speak(Place(args.work), range(chosen.shards), voices=args.voices, processes=args.processes)


def _train(args: argparse.Namespace, chosen: "Recipe") -> None:
    from tools.demo_model.training import Limits, train

    progress = train(args.work, chosen, Limits(args.minutes, args.steps, args.hours, args.processes, args.torch))
    print(f"trained {progress:.1%}", flush=True)


def _model_folder(args: argparse.Namespace) -> Path:
    return args.out or args.work / "model"


def _convert(args: argparse.Namespace, chosen: "Recipe") -> None:
    from tools.demo_model import checkpoint, tokens
    from tools.demo_model.convert import convert

    weights, standing = checkpoint.weights(args.work / "checkpoint.npz")
    vocabulary = tokens.load(args.work / "tokenizer.json")
    convert(weights, standing.shape, vocabulary, _model_folder(args), chunk_s=chosen.chunk_s)


def _compare(args: argparse.Namespace, _chosen: "Recipe") -> None:
    from tools.demo_model.compare import compare

    told = json.dumps(compare(args.work))
    (args.work / "compare.json").write_text(told + "\n", encoding="utf-8")
    print(told, flush=True)


def _export(args: argparse.Namespace, _chosen: "Recipe") -> None:
    from tools.demo_model import checkpoint, tokens
    from tools.demo_model.export import export

    weights, standing = checkpoint.weights(args.work / "checkpoint.npz")
    export(weights, standing.shape, tokens.load(args.work / "tokenizer.json"), args.out or args.work / "padded")


def _score(args: argparse.Namespace, chosen: "Recipe") -> None:
    from tools.demo_model.score import MEETINGS, OTHERS, score, table
    from tools.demo_model.voices import Voices

    voices, limit = Voices(args.voices), 4 if chosen.name == "tiny" else args.limit
    recordings = () if limit else (*MEETINGS, *OTHERS)
    figures = {}
    for folder in args.model or [args.work / "model"]:
        figures[folder.name] = score(folder, voices, limit=limit, recordings=recordings)
    told = json.dumps(figures, ensure_ascii=False, indent=1)
    (args.work / "figures.json").write_text(told + "\n", encoding="utf-8")
    (args.work / "figures.md").write_text(table(figures) + "\n", encoding="utf-8")
    print(table(figures), flush=True)


def _recordings(args: argparse.Namespace, _chosen: "Recipe") -> None:
    from tools.demo_model.recordings import write_sample, write_test_set
    from tools.demo_model.voices import Voices

    folder = args.out or args.work / "recordings"
    folder.mkdir(parents=True, exist_ok=True)
    if args.seed:
        write_test_set(Voices(args.voices), folder, args.seed)
    else:
        write_sample(Voices(args.voices), folder)


def _keep(args: argparse.Namespace, _chosen: "Recipe") -> None:
    """The weights alone, small enough to be committed."""
    from tools.demo_model.checkpoint import slim

    slim(args.work / "checkpoint.npz", args.out or args.work / "weights.npz")


def _bundle(args: argparse.Namespace, _chosen: "Recipe") -> None:
    """The app's own demo model is this one from now on."""
    from tools.demo_model.bundle import bundle

    bundle(args.out or args.work / "model")


def _restore(args: argparse.Namespace, chosen: "Recipe") -> None:
    """A converted model, usually the app's own, becomes the checkpoint of the work folder."""
    from tools.demo_model.restore import restore
    from tools.demo_model.sentences import ROOT

    [model] = args.model or [ROOT / "models" / "demo-ja"]
    shutil.copyfile(model / "tokenizer.json", args.work / "tokenizer.json")
    print(restore(model, args.work / "checkpoint.npz", chosen.name, chosen.heads), flush=True)


_RUN = {
    "text": _text,
    "voices": _voices,
    "train": _train,
    "convert": _convert,
    "compare": _compare,
    "export": _export,
    "score": _score,
    "recordings": _recordings,
    "keep": _keep,
    "bundle": _bundle,
    "restore": _restore,
}

if __name__ == "__main__":
    sys.exit(main())
