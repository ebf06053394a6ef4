"""A decoder that runs for a whole file of tests, and the clip it should reproduce."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from minutes_app.audio.source import Decoder
from tests.formats.hear import Samples, samples_of
from tests.formats.make import CLIP, make


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder() as decoder:
        decoder.probe(CLIP)
        yield decoder


@pytest.fixture(scope="module")
def original(decoder: Decoder, tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """The clip, from a WAV file that is already 16 kHz mono 16 bit: not one sample changed on the way."""
    return samples_of(decoder, make("wav_s16", tmp_path_factory.mktemp("clip")))[0]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("recordings")
