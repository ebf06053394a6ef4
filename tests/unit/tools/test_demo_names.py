"""Names of the demo model's training: invented, spelt as nobody would, and those that are kept out for the score."""

import random
from collections.abc import Iterator

import numpy as np
import pytest

from tests.unit.tools.noise_clips import REMAINS, noise_clip
from tools.demo_model import lexicon, names, sentences, tokens
from tools.demo_model.clips import write_clips
from tools.demo_model.corpus import Corpus, Utterance
from tools.demo_model.prompts import LONGEST, prompt
from tools.demo_model.windows import Bucket, window

SAID = ["佐藤課長からお願いします。", "木原さんと言いました。", "総務課の川井です。", "町の予算を決めました。"]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("clips")
    clips = [noise_clip(text, number) for number, text in enumerate(SAID)]
    write_clips(folder / "00000.npz", clips, REMAINS)
    corpus = Corpus(tokens.build(sentences.vocabulary_corpus(4_000), 2300))
    corpus.load(folder)
    return corpus


def test_no_sentence_of_the_training_has_a_name_of_the_score() -> None:
    text = "".join(sentences.training_text(range(20)))
    assert len(names.held()) == 24
    assert not [name for name in names.held() if name in text]
    assert all(names.invented(random.Random(seed)) not in names.held() for seed in range(2_000))


def test_a_tenth_of_the_sentences_speaks_of_somebody_nobody_knows() -> None:
    texts = sentences.training_text(range(5))
    assert 0.08 < sum(bool(names.invented_in(text)) for text in texts) / len(texts) < 0.25


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("昨日は木原さんと川井課長が来ました。", ("木原", "川井")),
        ("総務課の川井です。", ("川井",)),
        ("佐藤課長、お願いします。", ()),
        ("本日の会議です。", ()),
        ("町立川井です。", ()),
    ],
)
def test_invented_names_are_those_with_a_title_or_of_who_speaks(text: str, found: tuple[str, ...]) -> None:
    assert names.invented_in(text) == found


def test_people_are_spelt_anew_with_the_same_sound_and_the_same_length() -> None:
    homophones = {line[0]: line for line in lexicon.lists("names")["homophones"]}
    seen = set()
    for seed in range(50):
        text, made = names.respelt("佐藤課長は三浦さんを木原委員に紹介しました。", random.Random(seed))
        assert len(text) == len("佐藤課長は三浦さんを木原委員に紹介しました。")
        assert all(name in text for name in made)
        for old, new in zip("佐藤課長は三浦さんを木原委員に紹介しました。", text, strict=True):
            assert new in homophones.get(old, old)
        seen |= set(made)
    assert len(seen) > 20
    assert names.respelt("町の予算を決めました。", random.Random(1)) == ("町の予算を決めました。", ())


def test_words_are_spelt_with_other_kanji_of_their_sound() -> None:
    groups, seen = lexicon.lists("names")["alike"], set()
    for seed in range(50):
        text, made = names.respelt_words("先月の研修では、防災計画の説明をしました。", random.Random(seed))
        assert len(made) <= 2
        assert "防災計画" in text
        for old, new in zip("先月の研修では、防災計画の説明をしました。", text, strict=True):
            assert new == old or any(old in group and new in group for group in groups)
        seen |= set(made)
    assert len(seen) > 20


def test_every_homophone_is_one_token_of_the_vocabulary(corpus: Corpus) -> None:
    tables = lexicon.lists("names")
    for line in (*tables["homophones"], *tables["alike"]):
        assert all(len(corpus.vocabulary.encode(kanji)[0]) == 1 for kanji in line), line


def test_what_nobody_could_spell_is_told_in_the_prompt(corpus: Corpus) -> None:
    told = respelt = 0
    for _plain, said, draw in _respelt(corpus):
        respelt += len(said.names)
        text = corpus.vocabulary.decode(
            [each for each in prompt(corpus, [said], draw, 200) if each < corpus.vocabulary.end]
        )
        told += sum(name in text for name in said.names)
    assert respelt > 100
    assert told / respelt > 0.93


def test_a_respelt_sentence_keeps_its_sound_and_its_times(corpus: Corpus) -> None:
    for plain, said, _draw in _respelt(corpus):
        assert said.mel is plain.mel
        assert said.ends is plain.ends
        assert len(said.text) == len(plain.text)
        assert corpus.vocabulary.decode(list(said.ids)) == said.text


def test_a_third_of_the_prompts_is_as_long_as_the_longest_of_faster_whisper(corpus: Corpus) -> None:
    bucket = Bucket(3000, 448, whole=False, prompted=True)
    opens = corpus.vocabulary.special("startoftranscript")
    samples = [window(corpus, bucket, random.Random(seed)) for seed in range(120)]
    begins = np.array([int(np.flatnonzero(sample.inputs == opens)[0]) for sample in samples])
    assert (begins > LONGEST * 0.6).mean() > 0.3
    assert (begins < LONGEST * 0.3).mean() > 0.1


def _respelt(corpus: Corpus) -> Iterator[tuple[Utterance, Utterance, random.Random]]:
    for seed in range(200):
        draw = random.Random(seed)
        plain = corpus.plain(draw)
        said = corpus.respelt(plain, draw)
        if said.names:
            yield plain, said, draw
