"""Damaged recordings of every kind: windows or a clear error, never a hang, an unknown error or a lost good file."""

import time
from pathlib import Path

import pytest

from minutes_app.audio.source import LIMITS, Decoder
from minutes_app.child import Limits
from tests.conftest import FULL_SIZE
from tests.formats.hear import refused_or_heard, windows_of
from tests.formats.make import FORMATS, make
from tests.formats.mutate import mutations

CI_KINDS = (
    "wav_s16 wav_adpcm_ms w64 mp3_cbr mp3_vbr m4a_aac m4a_alac flac ogg_vorbis ogg_opus wma_2 amr mkv_video"
    " dss_long_play"
)
COUNT = 1000 if FULL_SIZE else 20
KINDS = FORMATS if FULL_SIZE else CI_KINDS.split()
LONGEST_S = 20.0
LONGEST_MS = 5 * 3600 * 1000


@pytest.mark.heavy
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kind", KINDS)
def test_damage_of_any_kind_ends_in_windows_or_a_clear_error(kind: str, tmp_path: Path) -> None:
    good = make(kind, tmp_path, 3)
    content = good.read_bytes()
    path = tmp_path / f"損傷{good.suffix}"
    read = 0
    with Decoder(Limits(memory=LIMITS.memory, silent_s=LONGEST_S)) as decoder:
        expected = windows_of(decoder, good)
        for name, damaged in mutations(content, COUNT, kind):
            path.write_bytes(damaged)
            begun = time.monotonic()
            summary = refused_or_heard(decoder, path)
            assert summary is None or summary.durations_ms[0] < LONGEST_MS, name
            read += summary is not None
            assert time.monotonic() - begun < LONGEST_S + 5, name
        assert windows_of(decoder, good) == expected
    assert read >= COUNT // 10


def test_the_same_seed_makes_the_same_damage_and_half_of_it_spares_the_header() -> None:
    content = bytes(range(256)) * 200
    first = list(mutations(content, 40, "x"))
    assert first == list(mutations(content, 40, "x"))
    assert all(damaged != content for _, damaged in first)
    assert sum(damaged[:512] == content[:512] for _, damaged in first) >= 20
