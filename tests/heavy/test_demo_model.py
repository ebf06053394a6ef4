"""The recipe of the demo model in its tiny size: from nothing to a model that faster-whisper loads."""

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.conftest import ROOT
from tests.scoring import reference_of
from tools.demo_model.environment import PYTHON

NEEDS_DEBIAN = pytest.mark.skipif(sys.platform == "win32", reason="libHTSEngine is a Debian package")
pytestmark = [pytest.mark.heavy, pytest.mark.timeout(900), NEEDS_DEBIAN]

FIRST_STEPS = 25
SAMPLE = ROOT / "resources" / "demo" / "見本会議.mp3"


def run(work: Path, *arguments: str) -> str:
    """One command of the tool; its environment is made by the first one."""
    command = [sys.executable, "-m", "tools.demo_model", *arguments, "--tiny", "--work", str(work)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Trained in two goes: some steps, and the rest from the checkpoint, with batches that a second process makes."""
    folder = tmp_path_factory.mktemp("demo-model")
    run(folder, "text")
    run(folder, "voices")
    run(folder, "train", "--steps", str(FIRST_STEPS))
    run(folder, "all", "--processes", "2")
    return folder


def logged(work: Path) -> list[dict[str, float]]:
    """The figures of the training's log, line by line."""
    lines = (work / "training.log").read_text(encoding="utf-8").splitlines()
    found = [re.match(r"step (\d+) ([\d.]+) (.*) \d+ s/s", line) for line in lines]
    return [
        {"step": float(line[1]), "progress": float(line[2])}
        | {name: float(value) for name, value in re.findall(r"(\w+) ([\d.]+)", line[3])}
        for line in found
        if line
    ]


def test_every_loss_falls(work: Path) -> None:
    steps = logged(work)
    first, last = steps[0], steps[-1]
    assert last["progress"] >= 1
    for loss in ("text", "phoneme", "frame", "guide"):
        assert last[loss] < 0.9 * first[loss], loss


def test_what_stands_in_the_prompt_once_or_twice_is_looked_for_there(work: Path) -> None:
    """Tokens 7 and 8 are in the prompt, 8 three times; 9 is not, and time stamps (a span of no length) are never."""
    script = """
import jax.numpy as jnp
from tools.demo_model.losses import _told, _copy
batch = {
    "inputs": jnp.array([[1, 7, 8, 8, 8, 5, 2, 3, 7, 8]]),
    "targets": jnp.array([[-1, -1, -1, -1, -1, -1, 3, 7, 8, 9]]),
    "spans": jnp.array([[[-1, -1]] * 6 + [[-1, -1], [0, 4], [4, 6], [6, 9]]]),
}
same, told = _told(batch)
look = jnp.zeros((1, 10, 10)).at[0, 7, 1].set(0.5)
stamps = _told(batch | {"spans": batch["spans"].at[0, 7].set(jnp.array([4, 4]))})[1]
print(told[0].nonzero()[0].tolist(), same[0, 7].nonzero()[0].tolist(), round(float(_copy(look, same, told)), 3))
print(int(stamps.sum()))
"""
    done = subprocess.run([str(PYTHON), "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.split("\n")[:2] == ["[7] [1] 0.693", "0"], done.stderr
    assert [each["copy"] for each in logged(work)][-1] > 0


def test_more_layers_change_nothing_until_they_are_trained(work: Path) -> None:
    """A larger size begins so with the checkpoint of the one before it; one of another width is refused."""
    script = """
import sys
from dataclasses import replace
from pathlib import Path
import jax.numpy as jnp
from tools.demo_model import checkpoint
from tools.demo_model.network import decode, encode
from tools.demo_model.recipe import recipe
from tools.demo_model.start import grown
from tools.demo_model.tokens import load
from tools.demo_model.training import _resumed
work = Path(sys.argv[1])
weights, standing = checkpoint.weights(work / "checkpoint.npz")
mel, tokens = jnp.linspace(-1, 1, 2 * 400 * 80).reshape(2, 400, 80), jnp.arange(20).reshape(2, 10)
def states(weights, shape):
    return decode(shape, weights, tokens, encode(shape, weights, mel))[0]
larger = replace(standing.shape, encoder_layers=4, decoder_layers=3)
more = grown(weights, larger, standing.stamps)
print(len(more) > len(weights), float(abs(states(weights, standing.shape) - states(more, larger)).max()))
more["encoder.3.fc2.bias"][0] = 9
print(float(abs(states(weights, standing.shape) - states(more, larger)).max()) > 0.01)
try:
    grown(weights, replace(larger, width=96), standing.stamps)
except ValueError as refused:
    print(refused)
size = replace(recipe("tiny"), name="more", after="tiny", encoder_layers=4, decoder_layers=3)
state, begun = _resumed(work, size, load(work / "tokenizer.json"))
print(begun.recipe, begun.seen_s, int(state.step), begun.shape == larger, "encoder.3.fc2.bias" in state.weights)
"""
    command = [str(PYTHON), "-c", script, str(work)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == [
        "True 0.0",
        "True",
        "the checkpoint is of a network that more layers do not make this one",
        "more 0.0 0 True True",
    ], done.stderr


def test_the_size_that_goes_on_from_another_says_so(tmp_path: Path, work: Path) -> None:
    (tmp_path / "tokenizer.json").write_bytes((work / "tokenizer.json").read_bytes())
    command = [sys.executable, "-m", "tools.demo_model", "train", "--size", "full", "--work", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode != 0
    assert "--size full goes on from it" in done.stderr
    assert not (tmp_path / "checkpoint.npz").exists()


def test_a_converted_model_becomes_a_checkpoint_again(tmp_path: Path, work: Path) -> None:
    """All but what int8 rounds off, and the heads that only the training needs."""
    run(tmp_path, "restore", "--model", str(work / "model"))
    script = """
import sys
from pathlib import Path
from tools.demo_model import checkpoint
(before, standing), (after, again) = (checkpoint.weights(Path(each) / "checkpoint.npz") for each in sys.argv[1:])
off = {name: float(abs(before[name] - after[name]).max() / abs(before[name]).max()) for name in before}
print(again.shape == standing.shape, again.recipe, set(before) == set(after))
print([name for name, share in off.items() if share > 0.01])
"""
    command = [str(PYTHON), "-c", script, str(work), str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    same, off = done.stdout.splitlines()
    assert same == "True tiny True", done.stderr
    assert set(re.findall(r"'([\w.]+)'", off)) <= {
        "head.phoneme.weight",
        "head.phoneme.bias",
        "head.token.weight",
        "head.token.bias",
    }


def test_a_second_go_continues_with_the_step_where_the_first_one_stopped(work: Path) -> None:
    log = (work / "training.log").read_text(encoding="utf-8")
    begun = re.findall(r"clips, .*, step (\d+), \w+", log)
    assert begun == ["0", str(FIRST_STEPS)]
    assert [each["step"] for each in logged(work)] == sorted(each["step"] for each in logged(work))


def test_the_converted_model_computes_what_the_network_computes(work: Path) -> None:
    told = json.loads((work / "compare.json").read_text(encoding="utf-8"))
    assert told["same_text"] == told["windows"] > 0
    assert told["encoder"] < 1e-3
    assert told["scores"] < 1e-2


def test_faster_whisper_loads_the_model_and_takes_its_time_stamps(work: Path) -> None:
    from faster_whisper import WhisperModel
    from faster_whisper.tokenizer import Tokenizer

    model = WhisperModel(str(work / "model"), device="cpu", compute_type="int8", local_files_only=True)
    assert model.model.is_multilingual
    tokenizer = Tokenizer(model.hf_tokenizer, True, task="transcribe", language="ja")
    assert tokenizer.timestamp_begin == model.hf_tokenizer.token_to_id("<|0.00|>")
    assert model.hf_tokenizer.get_vocab_size() == tokenizer.timestamp_begin + 1501
    noise = np.random.default_rng(1).standard_normal(16_000 * 6).astype(np.float32) * 0.05
    segments, facts = model.transcribe(noise, language="ja", beam_size=1, temperature=0.0)
    assert facts.duration == pytest.approx(6.0)
    assert all(0 <= each.start <= each.end <= 7 for each in segments)


def test_the_table_of_the_card_is_written_for_the_model(work: Path) -> None:
    figures = json.loads((work / "figures.json").read_text(encoding="utf-8"))["model"]
    assert 0 < figures["known"]["cer"] <= 2
    assert 0 < figures["unseen"]["cer"] <= 2
    assert figures["size_mb"] < 12
    assert "unseen patterns" in (work / "figures.md").read_text(encoding="utf-8")


def test_the_padded_form_has_the_rows_that_other_engines_expect(work: Path) -> None:
    run(work, "export")
    raw = (work / "padded" / "model.safetensors").read_bytes()
    header = json.loads(raw[8 : 8 + int.from_bytes(raw[:8], "little")])
    assert header["model.decoder.embed_tokens.weight"]["shape"][0] == 51_865
    named = json.loads((work / "padded" / "vocab.json").read_text(encoding="utf-8"))
    added = json.loads((work / "padded" / "added_tokens.json").read_text(encoding="utf-8"))
    assert sorted({*named.values(), *added.values()}) == list(range(51_865))
    assert added["<|endoftext|>"] == 50_257
    assert added["<|ja|>"] == 50_266
    assert added["<|30.00|>"] == 51_864


def test_the_training_text_holds_no_sentence_that_the_model_is_measured_with(work: Path) -> None:
    code = (
        "import json\nfrom tools.demo_model import sentences\n"
        "spoken = set(sentences.training_text(range(20)))\n"
        "print(json.dumps([len(spoken), sorted(spoken & sentences.forbidden()), sorted(sentences.forbidden())]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    count, both, forbidden = json.loads(done.stdout)
    assert count > 3_000
    assert both == []
    assert {each.text for each in reference_of(SAMPLE)} <= set(forbidden)
