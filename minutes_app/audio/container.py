"""The only door to PyAV: a path in, the frames of its first sound track out, broken places marked.

Opened with the demuxer that `kind` chose, through a file object of ours, with no protocol, no second format and no
codec beyond speech and music allowed: nothing but this one file is ever read, and no video is decoded. It knows
nothing of the time line or of windows.
"""

import errno
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from minutes_app.audio.kind import kind_of
from minutes_app.audio.mpeg import mpeg_length
from minutes_app.errors import CannotDecode, NoSoundInFile, UnsupportedSound
from minutes_app.files import disk_errors, translated
from minutes_app.progress import Cancelled, undone_by

if TYPE_CHECKING:
    from av import AudioFrame
    from av.audio.codeccontext import AudioCodecContext
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.packet import Packet

MOST_CHANNELS = 8
MOST_HZ = 384_000
LEAST_HZ = 2_000
MOST_STREAMS = 32
BUFFER = 64 * 1024
FRUITLESS_PACKETS = 20_000
"""Packets in a row without one sample after which the rest of a file counts as lost."""
FAULTS_IN_A_ROW = 64
PROTECTED_TAGS = frozenset({"drms", "drmi", "enca"})
TELLS_ITS_LENGTH = frozenset({"rf64", "mp4", "flac", "mkv", "aiff"})
"""Kinds whose header has the length; elsewhere FFmpeg guesses it from the file's size."""
UNKNOWN_SIZE = 0x7FFF_0000
"""From here on a RIFF size stands for "not known yet" (arecord, SoX and FFmpeg each write another number)."""
PLAIN = frozenset({"wav", "w64"})
"""Headers that say it all: looking for DTS in their samples, as FFmpeg does, takes 0.2 s a file."""
READ_AGAIN = 100
"""A demuxer that has read the file this many times over is going in circles."""
LONGEST_LOSS_S = 5.0
LEAST_SURPLUS = 48
"""Bytes behind a frame that are no sloppiness of an encoder any more."""

DECODERS = (
    "aac,aac_fixed,aac_latm,ac3,ac3_fixed,alac,als,amrnb,amrwb,libopencore_amrnb,libopencore_amrwb,ape,atrac1,"
    "atrac3,atrac3al,atrac3plus,atrac3plusal,adpcm_ima_qt,adpcm_ima_wav,adpcm_ima_oki,adpcm_ms,adpcm_swf,"
    "adpcm_yamaha,adpcm_sanyo,adpcm_ct,dca,dss_sp,dvaudio,eac3,flac,g722,g723_1,g726,g726le,g729,gsm,gsm_ms,ilbc,"
    "mp1,mp1float,mp2,mp2float,mp3,mp3float,nellymoser,opus,libopus,pcm_alaw,pcm_bluray,pcm_dvd,pcm_f16le,"
    "pcm_f24le,pcm_f32be,pcm_f32le,pcm_f64be,pcm_f64le,pcm_mulaw,pcm_s16be,pcm_s16be_planar,pcm_s16le,"
    "pcm_s16le_planar,pcm_s24be,pcm_s24le,pcm_s24le_planar,pcm_s32be,pcm_s32le,pcm_s32le_planar,pcm_s8,"
    "pcm_s8_planar,pcm_u16be,pcm_u16le,pcm_u24be,pcm_u24le,pcm_u32be,pcm_u32le,pcm_u8,qcelp,s302m,sipr,speex,"
    "truespeech,tta,vorbis,wavpack,wmalossless,wmapro,wmav1,wmav2,wmavoice"
)
"""FFmpeg decoders that may run: what recorders, phones and meeting programs write. No video decoder is among them."""


@dataclass(frozen=True, slots=True)
class Broken:
    """About `lost_s` seconds (0 = not known) that could not be decoded; the file's clock missed `unseen_s` of them."""

    lost_s: float = 0.0
    unseen_s: float = 0.0


class Tapped:
    """The file as FFmpeg reads it: counts what was read, and tells `step` about it."""

    def __init__(self, path: Path, step: Callable[[], None]) -> None:
        with disk_errors(path):
            self._file = path.open("rb", buffering=0)
        self._step = step
        self._left = (path.stat().st_size + BUFFER) * READ_AGAIN
        self.cancelled = False

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; none once cancelled or when the file has been read too often."""
        self._left -= size
        if self.cancelled or self._left < 0:
            return b""
        try:
            self._step()
        except Cancelled:
            self.cancelled = True
            return b""
        return self._file.read(size) or b""

    def seek(self, offset: int, whence: int = 0) -> int:
        """As `io`; a place that cannot be (a damaged file names it) gives an error code, not an exception."""
        try:
            return self._file.seek(offset, whence)
        except (OSError, ValueError, OverflowError):
            return -errno.EINVAL

    def tell(self) -> int:
        """As `io`."""
        return self._file.tell()

    def wav_share(self) -> float:
        """How many times this file's size the RIFF header names; 1 where it is all there, or nothing sure is said."""
        self._file.seek(0)
        head = self._file.read(8)
        named = int.from_bytes(head[4:], "little") + 8
        size = os.fstat(self._file.fileno()).st_size
        return named / size if head[:4] == b"RIFF" and size < named < UNKNOWN_SIZE else 1.0

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class Sound:
    """An open recording. Use in a `with`."""

    def __init__(self, path: Path, step: Callable[[], None] = lambda: None) -> None:
        """Open `path`; `step()` is called at every read and packet, and may raise `Cancelled`.

        Raises `InputMissing`, `UnsupportedSound`, `CannotDecode`, `NoSoundInFile`, `DiskError`.
        """
        self.path = path
        self.kind = kind_of(path)
        self._step = step
        self._file = Tapped(path, step)
        self.reason = ""
        self._good_bytes = 0
        self._good_s = 0.0
        with undone_by(self._file.close):
            self._container = self._opened(self.kind.demuxer)
            self.stream = self._first_sound()
            self._check_codec()
            self._counts_frames = self._is_bare_stream()

    def __enter__(self) -> "Sound":
        """The sound itself."""
        return self

    def __exit__(self, *_exc: object) -> None:
        """Close the file."""
        self._container.close()
        self._file.close()

    @property
    def origin_s(self) -> float | None:
        """Where the file's own clock begins; None = it does not say."""
        start = self._container.start_time
        return None if start is None else start / 1_000_000

    @property
    def duration_s(self) -> float:
        """What the header claims; 0 = nothing."""
        if self.stream.duration is not None and self.stream.time_base is not None:
            return float(self.stream.duration * self.stream.time_base)
        return (self._container.duration or 0) / 1_000_000

    def claimed_s(self, heard_s: float) -> float:
        """How long the whole recording was, where the file says so for sure, of which `heard_s` were there; else 0."""
        if self.kind.name == "wav":
            return heard_s * self._file.wav_share()
        return self.duration_s if self.kind.name in TELLS_ITS_LENGTH else 0.0

    @property
    def tags(self) -> dict[str, str]:
        """Metadata of the file, its track's filling in; keys in lower case."""
        both = {**self.stream.metadata, **self._container.metadata}
        return {key.lower(): value for key, value in both.items()}

    def seek(self, to_s: float) -> bool:
        """Go on at or before `to_s` of the file's own clock; False where the file cannot do that.

        `pieces` begins anew there. Raises `Cancelled`.
        """
        from av.error import FFmpegError

        try:
            self._container.seek(round(to_s * 1_000_000), backward=True)
        except (FFmpegError, OSError):
            self._pulse()
            return False
        return True

    def pieces(self) -> "Iterator[AudioFrame | Broken]":
        """Frames as they come, and `Broken` wherever a packet could not be read or decoded.

        Ends at the end of what can be read. Raises `Cancelled`, `DiskError`.
        """
        fruitless = 0
        for packet in self._packets():
            self._pulse()
            pieces = [packet] if isinstance(packet, Broken) else self._decoded(packet)
            fruitless = 0 if any(not isinstance(piece, Broken) for piece in pieces) else fruitless + 1
            yield from pieces
            if fruitless > FRUITLESS_PACKETS:
                return

    def _packets(self) -> "Iterator[Packet[AudioStream] | Broken]":
        from av.error import FFmpegError

        demux = self._container.demux(self.stream)
        faults = 0
        while faults < FAULTS_IN_A_ROW:
            try:
                yield next(demux)
                faults = 0
            except StopIteration:
                return
            except FFmpegError as error:
                faults += 1
                self.reason = str(error.strerror)
                yield Broken()
                demux = self._container.demux(self.stream)
            except OSError as error:
                raise translated(error, self.path) from error

    def _decoded(self, packet: "Packet[AudioStream]") -> "list[AudioFrame | Broken]":
        from av.error import FFmpegError

        surplus_s = self._surplus_s(packet) if self._counts_frames else 0.0
        try:
            pieces: list[AudioFrame | Broken] = list(packet.decode())
        except FFmpegError as error:
            if not packet.size:
                return []
            self.reason = str(error.strerror)
            return [Broken(_seconds(packet) + surplus_s, surplus_s)]
        return [*pieces, Broken(surplus_s, surplus_s)] if surplus_s else pieces

    def _surplus_s(self, packet: "Packet[AudioStream]") -> float:
        """Sound in the bytes that stand between this frame and the next: a hole, which no clock has counted."""
        per_byte = self._good_s / self._good_bytes if self._good_bytes else 0.0
        length = mpeg_length(bytes(memoryview(packet)[:4]))
        if not length:
            return max(0.0, packet.size * per_byte - _seconds(packet))
        if packet.size - length > LEAST_SURPLUS:
            return (packet.size - length) * per_byte
        self._good_bytes += packet.size
        self._good_s += _seconds(packet)
        return 0.0

    def _pulse(self) -> None:
        self._step()
        if self._file.cancelled:
            raise Cancelled

    def _opened(self, demuxer: str) -> "InputContainer":
        import av
        from av.error import FFmpegError

        av.logging.set_level(None)
        options = {
            "protocol_whitelist": "none",
            "format_whitelist": demuxer,
            "codec_whitelist": DECODERS,
        }
        if demuxer in PLAIN:
            options["probesize"] = str(BUFFER)
        try:
            return av.open(
                self._file, "r", format=demuxer, options=options, metadata_errors="replace", buffer_size=BUFFER
            )
        except FFmpegError as error:
            if self._file.cancelled:
                raise Cancelled from None
            raise CannotDecode(self.path, str(error.strerror)) from error
        except OSError as error:
            raise translated(error, self.path) from error

    def _first_sound(self) -> "AudioStream":
        from av.stream import Discard

        streams = self._container.streams
        if len(streams) > MOST_STREAMS:
            raise UnsupportedSound(self.path, "too_many_streams")
        if not streams.audio:
            raise NoSoundInFile(self.path)
        best = streams.best("audio")
        chosen = next((stream for stream in streams.audio if stream is best), streams.audio[0])
        for other in streams:
            if other.index != chosen.index:
                other.discard = Discard.all
        return chosen

    def _check_codec(self) -> None:
        context: AudioCodecContext | None = self.stream.codec_context
        if context is not None and self.stream.codec_tag in PROTECTED_TAGS:
            raise UnsupportedSound(self.path, "protected")
        if context is None or context.name not in DECODERS.split(","):
            raise UnsupportedSound(self.path, "unknown_codec")
        self.check_shape(context.channels, context.sample_rate)
        context.thread_type = "NONE"
        context.thread_count = 1

    def _is_bare_stream(self) -> bool:
        """Whether time is but a count of the frames found, so that a hole would go unnoticed.

        So it is in ADTS too, but FFmpeg's demuxer does not tell how much it skipped there.
        """
        is_mpeg = self.stream.codec_context.codec.canonical_name in ("mp1", "mp2", "mp3")
        return is_mpeg and self.kind.demuxer in ("mp3", "wav")

    def check_shape(self, channels: int, rate: int) -> None:
        """Raise `UnsupportedSound` for more channels than any recorder has, or a rate (Hz) that none has."""
        if channels > MOST_CHANNELS:
            raise UnsupportedSound(self.path, "too_many_channels")
        if rate > MOST_HZ:
            raise UnsupportedSound(self.path, "rate_too_high")
        if 0 < rate < LEAST_HZ:
            raise UnsupportedSound(self.path, "rate_too_low")


def _seconds(packet: "Packet[AudioStream]") -> float:
    if packet.duration is None or packet.time_base is None:
        return 0.0
    return min(max(float(packet.duration * packet.time_base), 0.0), LONGEST_LOSS_S)
