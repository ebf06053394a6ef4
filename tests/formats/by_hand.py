"""Recordings that ffmpeg cannot write: DSS (dictation recorders) and AMR (old phones)."""

import random
from pathlib import Path

DSS_BLOCK = 512
DSS_BLOCK_HEADER = 6
DSS_CODEC_AT = 0x2A4
DSS_START_AT = 0x26
DSS_END_AT = 0x32
DSS_LONG_PLAY = 2


def dss_long_play(g723_frames: bytes, path: Path) -> None:
    """A DSS file in LP mode: G.723.1 frames in blocks of 512 bytes, recorded 2026-11-23 from 14:00 to 14:00:12."""
    path.write_bytes(_dss_header(DSS_LONG_PLAY) + _dss_blocks(g723_frames))


def dss_standard_play(seconds: float, path: Path) -> None:
    """A DSS file in SP mode, whose frames are noise: no encoder for this codec exists outside recorders."""
    blocks = round(seconds * 11025 * 41 / 264 / (DSS_BLOCK - DSS_BLOCK_HEADER))
    noise = random.Random(1).randbytes(blocks * (DSS_BLOCK - DSS_BLOCK_HEADER))
    path.write_bytes(_dss_header(0) + _dss_blocks(noise))


def amr(pcm_8k: bytes, path: Path) -> None:
    """AMR-NB, encoded by the library that PyAV carries (the ffmpeg program of Debian has no encoder for it)."""
    import av
    import numpy

    with av.open(str(path), "w", format="amr") as container:
        stream = container.add_stream("libopencore_amrnb", rate=8000, layout="mono")
        stream.bit_rate = 12_200
        samples = numpy.frombuffer(pcm_8k, "<i2").reshape(1, -1)
        for at in range(0, samples.shape[1], 160):
            piece = samples[:, at : at + 160]
            frame = av.AudioFrame.from_ndarray(numpy.ascontiguousarray(piece), format="s16", layout="mono")
            frame.sample_rate = 8000
            frame.pts = at
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _dss_header(codec: int) -> bytes:
    header = bytearray(2 * DSS_BLOCK)
    header[:4] = b"\x02dss"
    header[DSS_START_AT : DSS_START_AT + 12] = b"261123140000"
    header[DSS_END_AT : DSS_END_AT + 12] = b"261123140012"
    header[DSS_CODEC_AT] = codec
    return bytes(header)


def _dss_blocks(payload: bytes) -> bytes:
    size = DSS_BLOCK - DSS_BLOCK_HEADER
    starts = range(0, len(payload), size)
    return b"".join(bytes(DSS_BLOCK_HEADER) + payload[at : at + size].ljust(size, b"\xff") for at in starts)
