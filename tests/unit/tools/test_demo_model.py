"""The parts of the demo model's recipe that need no JAX: text, vocabulary, spectrogram, windows."""

import itertools
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from faster_whisper.feature_extractor import FeatureExtractor
from rapidfuzz.distance import Levenshtein
from tokenizers import Tokenizer

from tests.unit.tools.noise_clips import REMAINS, noise_clip
from tools.demo_model import grammar, lexicon, sentences, tokens, windows
from tools.demo_model.clips import read_clips, write_clips
from tools.demo_model.conjugation import conjugate
from tools.demo_model.corpus import Corpus
from tools.demo_model.levenshtein import distance, error_rate
from tools.demo_model.mel import log_norm, power
from tools.demo_model.patterns import fill
from tools.demo_model.recipe import recipe
from tools.demo_model.remains import remains
from tools.demo_model.tokens import LAST_STAMP, Vocabulary
from tools.demo_model.windows import IGNORED, Bucket, Sample, window


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return tokens.build(sentences.vocabulary_corpus(4_000), 2300)


@pytest.fixture
def corpus(tmp_path: Path, vocabulary: Vocabulary) -> Corpus:
    """Twelve clips of noise."""
    draw = random.Random(3)
    texts = (grammar.sentence(draw) for _sentence in itertools.count())
    chosen = itertools.islice((text for text in texts if 12 < len(text) < 40), 12)
    clips = [noise_clip(text, number) for number, text in enumerate(chosen)]
    write_clips(tmp_path / "00000.npz", clips, REMAINS)
    assert [clip.text for clip in read_clips(tmp_path / "00000.npz")] == [clip.text for clip in clips]
    corpus = Corpus(vocabulary)
    assert corpus.load(tmp_path) == 12
    assert corpus.load(tmp_path) == 0
    return corpus


def test_clips_that_come_later_are_taken_in(corpus: Corpus, tmp_path: Path) -> None:
    assert corpus.load_new() == 0
    write_clips(tmp_path / "00001.npz", [noise_clip("資料を配ります。", 1)], REMAINS)
    assert corpus.load_new() == 1
    assert len(corpus) == 13


@pytest.mark.parametrize(
    ("verb", "kind", "form", "wanted"),
    [
        ("書く", "g", "te", "書いて"),
        ("行く", "g", "past", "行った"),
        ("読む", "g", "tara", "読んだら"),
        ("待つ", "g", "not", "待たない"),
        ("言う", "g", "if", "言えば"),
        ("決める", "i", "polite_let", "決めましょう"),
        ("検討する", "s", "cannot", "検討できません"),
        ("検討する", "s", "without", "検討せずに"),
        ("来る", "k", "was_not", "来なかった"),
    ],
)
def test_verbs_are_conjugated(verb: str, kind: str, form: str, wanted: str) -> None:
    assert conjugate(verb, kind, form) == wanted


def test_every_verb_has_complements_that_the_noun_lists_know() -> None:
    assert len(lexicon.verbs()) > 300
    for verb in lexicon.verbs():
        for kind, particle in verb.frame:
            assert kind == "n" or grammar.words_of(kind), verb.plain
            assert particle in ("が", "を", "に", "で", "と", "から"), verb.plain


def test_some_thousand_content_words_are_known() -> None:
    assert len(lexicon.content_words()) > 2_000


def test_the_same_seed_gives_the_same_sentences() -> None:
    first, second = (sentences.training_text([5], count=50) for _time in range(2))
    assert first == second
    assert first != sentences.training_text([6], count=50)


def test_half_of_the_sentences_have_structures_of_their_own() -> None:
    draw = random.Random(1)
    made = [grammar.sentence(draw) for _sentence in range(500)]
    assert len(set(made)) == 500
    assert all(text.endswith("。") and len(text) <= 61 for text in made)


def test_a_range_says_its_unit_twice() -> None:
    for seed in range(200):
        text = sentences.ranges(random.Random(seed))
        found = re.search(r"(約|およそ)?(\d+)(\D+?)から(約|およそ)?(\d+)(\D+?)(に|まで|へ|の)", text)
        assert found, text
        assert found[1] == found[4]
        assert found[2] != found[5]
        assert found[3] == found[6], text


def test_unseen_patterns_are_in_no_group_that_is_trained() -> None:
    groups = lexicon.patterns()
    trained = {pattern for name, texts in groups.items() if name != "held_out" for pattern in texts}
    assert len(groups["held_out"]) == 28
    assert not trained & set(groups["held_out"])


def test_evaluation_sentences_are_fixed_and_never_trained() -> None:
    for name in sentences.EVALUATION:
        assert sentences.evaluation(name) == sentences.evaluation(name)
        assert len(set(sentences.evaluation(name))) == sentences.EVALUATED
        assert set(sentences.evaluation(name)) <= sentences.forbidden()
    assert not sentences.forbidden() & set(sentences.training_text(range(3)))


def test_slots_are_all_filled() -> None:
    draw = random.Random(2)
    for texts in lexicon.patterns().values():
        assert not [text for text in texts if "{" in fill(text, draw)]


def test_our_tokenizer_is_the_one_that_faster_whisper_loads(tmp_path: Path, vocabulary: Vocabulary) -> None:
    vocabulary.save(tmp_path / "tokenizer.json")
    theirs = Tokenizer.from_file(str(tmp_path / "tokenizer.json"))
    texts = [*sentences.training_text([9], count=200), "鸞と𠮷と髙", "♪ - 「abc」 12!", " 初めの空白"]
    for text in texts:
        ids, starts = vocabulary.encode(text)
        found = theirs.encode(text, add_special_tokens=False)
        assert (ids, starts) == (found.ids, [start for start, _end in found.offsets])
        assert vocabulary.decode(ids) == text
    assert tokens.load(tmp_path / "tokenizer.json") == vocabulary
    assert theirs.token_to_id("<|30.00|>") == len(vocabulary) - 1 == vocabulary.stamps + LAST_STAMP
    assert theirs.token_to_id("") == vocabulary.end - 1


def test_the_spectrogram_is_faster_whispers() -> None:
    sound = np.random.default_rng(4).standard_normal(16_000 * 3).astype(np.float32) * 0.1
    theirs = FeatureExtractor()(sound)
    ours = log_norm(power(sound)).T
    assert ours.shape == theirs.shape
    assert np.abs(ours - theirs).max() < 1e-4


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("prompted", [True, False])
def test_a_window_says_where_everything_is(corpus: Corpus, *, whole: bool, prompted: bool) -> None:
    vocabulary = corpus.vocabulary
    bucket = Bucket(900, 320, whole, prompted)
    for seed in range(30):
        sample = window(corpus, bucket, random.Random(seed))
        assert sample.mel.shape == (900, 80)
        assert sample.targets.max() < len(vocabulary)
        stamps = [token for token in sample.targets.tolist() if token >= vocabulary.stamps]
        assert stamps == sorted(stamps)
        for token, (first, last) in zip(sample.targets.tolist(), sample.spans.tolist(), strict=True):
            if IGNORED < token < vocabulary.end:
                heard = set(sample.heard[first:last].tolist())
                assert token in heard or not (sample.phones[first:last] > 0).any()
        starts = np.flatnonzero(sample.inputs == vocabulary.special("startoftranscript"))
        assert len(starts) == 1
        assert (starts[0] > 0) == prompted


def test_a_window_is_the_same_for_the_same_seed(corpus: Corpus) -> None:
    first, second = (window(corpus, Bucket(640, 96), random.Random(8)) for _time in range(2))
    assert (first.mel == second.mel).all()
    assert (first.targets == second.targets).all()


@pytest.fixture
def slices(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Iterator[Sample]]:
    """Sixty slices of a meeting of noise, with these shares of `windows` instead of its own."""

    def made(**shares: float) -> Iterator[Sample]:
        for name, share in shares.items():
            monkeypatch.setattr(windows, name, share)
        return (window(corpus, Bucket(900, 320, whole=False), random.Random(seed)) for seed in range(60))

    return made


def test_of_what_an_echo_leaves_nothing_is_written(
    vocabulary: Vocabulary, slices: Callable[..., Iterator[Sample]]
) -> None:
    louder = []
    for sample in slices(SILENT_SLICES=1.0, ALONE=1.0, LEFT_OVER=0.0):
        assert (sample.targets[sample.targets >= 0] >= vocabulary.end).all()
        assert (sample.phones == 0).all()
        assert (sample.heard == vocabulary.end).all()
        louder.append(float(np.ptp(sample.mel.astype(np.float32).mean(1))))
    assert np.median(louder) > 0.3, "there is something to be heard"


def test_what_is_left_of_an_echo_is_little_and_holds_nobody_of_the_room() -> None:
    draw = np.random.default_rng(5)
    far, near = (draw.standard_normal((2, 48_000)) * 0.1).astype(np.float32)
    for seed in range(6):
        left = remains([far, far, far], [near], np.random.default_rng(seed))
        assert left.shape[1] == 80
        assert 0 < left.mean() < 0.05 * power(near).mean()


def test_a_sentence_that_begins_a_window_is_written_as_far_as_it_is_said(
    vocabulary: Vocabulary, slices: Callable[..., Iterator[Sample]]
) -> None:
    unfinished = 0
    for sample in slices(UNFINISHED=1.0, WAITING=0.0):
        said = [token for token in sample.targets.tolist() if token > IGNORED]
        stamps = [at for at, token in enumerate(said) if token >= vocabulary.stamps]
        text = [vocabulary.decode(said[first:last]) for first, last in itertools.pairwise(stamps)]
        if len(stamps) == 2 and text[0] and not text[0].endswith("。"):
            unfinished += 1
            assert said[stamps[1] + 1] == vocabulary.end
            assert (sample.mel[2 * (said[stamps[1]] - vocabulary.stamps) + 2 :] == 0).all(), "there the sound ends"
    assert unfinished > 10


def test_the_last_breath_of_the_sentence_before_is_not_written(
    vocabulary: Vocabulary, slices: Callable[..., Iterator[Sample]]
) -> None:
    for sample in slices(LEFT_OVER=1.0, WAITING=0.0, SILENT_SLICES=0.0):
        breath = int((sample.phones == 0).argmax())
        assert 0 < breath <= 13
        assert (sample.heard[:breath] == IGNORED).all()
        first = next((token for token in sample.targets.tolist() if token >= vocabulary.stamps), None)
        assert first is None or first > vocabulary.stamps + breath


def test_who_speaks_late_is_written_with_the_latest_stamp_that_may_be_the_first(
    vocabulary: Vocabulary, slices: Callable[..., Iterator[Sample]]
) -> None:
    late = 0
    for sample in slices(WAITING=1.0, SILENT_SLICES=0.0):
        stamps = np.flatnonzero(sample.targets >= vocabulary.stamps)
        spoken = np.flatnonzero((sample.targets >= 0) & (sample.targets < vocabulary.end))
        if len(stamps) > 1 and len(spoken) and sample.phones.argmax() > 75:
            late += 1
            assert sample.targets[stamps[0]] == vocabulary.stamps + 50
            assert sample.spans[spoken[0]][0] > 75
    assert late > 10


def test_distances_are_those_of_levenshtein() -> None:
    draw = random.Random(6)
    for _pair in range(200):
        left, right = ("".join(draw.choices("あいう", k=draw.randint(0, 8))) for _text in range(2))
        assert distance(left, right) == Levenshtein.distance(left, right)
    assert distance("及川", "昨日は及川さんが", anywhere=True) == 0
    assert distance("及川", "昨日は笈川さんが", anywhere=True) == 1
    assert error_rate(["会議、です。"], ["会議でず"]) == pytest.approx(0.25)


@pytest.mark.parametrize("name", ["tiny", "small", "full"])
def test_every_phase_of_a_recipe_uses_buckets_that_exist(name: str) -> None:
    chosen = recipe(name)
    assert chosen.phases[-1].until == 1.0
    assert all(set(phase.buckets) <= set(chosen.buckets) for phase in chosen.phases)
    assert chosen.phase(0.0) == chosen.phases[0]
    assert chosen.phase(1.0) == chosen.phases[-1]
