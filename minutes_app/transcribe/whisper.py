"""The engine: faster-whisper in a child process. The only door to faster_whisper and ctranslate2.

In: windows of sound. Out: what was heard, with words, confidence and marks. Does not cut windows, does not know files.
The upper half runs in the parent, the lower half (functions with `report`) in the child.
"""

import contextlib
import math
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from minutes_app.audio.window import RATE, Window
from minutes_app.child import Child, Limits
from minutes_app.errors import ChildDied, EngineStopped, ModelUnsuitable
from minutes_app.meeting.model import Heard, Word
from minutes_app.progress import Progress, Report, Stage, no_report
from minutes_app.transcribe.anatomy import check_whisper
from minutes_app.transcribe.engine import Device, Draft, EngineOptions, LiveSound, Loaded, Settled
from minutes_app.transcribe.faults import GpuUnusable, engine_errors, gpu_errors, model_errors
from minutes_app.transcribe.following import Follower
from minutes_app.transcribe.regions import Region, regions_of
from minutes_app.transcribe.speech import MIN_SILENCE_MS
from minutes_app.transcribe.thrift import InSteps, keep_heap, without_padding
from minutes_app.transcribe.tidy import flags_of, tidy_text
from minutes_app.transcribe.tries import Tries, devices_for, tries_for, workers_for

LOAD_ATTEMPTS = 2
SILENT = {"ORT_DISABLE_TELEMETRY": "1", "HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
"""Set before the libraries are imported: none of them may talk to anybody (DECISIONS 10)."""


@dataclass(frozen=True, slots=True)
class Backend:
    """The native library, as two module-level functions that can be sent to the child; tests send others."""

    cuda_devices: Callable[[], int]
    open_model: Callable[[Path, str, str, int], Any]


class WhisperEngine:
    """A resident child holding the model. Falls back from GPU to CPU by itself, restarts after a death."""

    def __init__(self, backend: Backend | None = None, *, background: bool = True) -> None:
        """`background`: give way to other programs; not where people wait for each sentence."""
        self._child = Child("engine", Limits(background=background), None if backend else _warm_up)
        self._backend = backend or Backend(_cuda_devices, _open_model)
        self._asked: tuple[Path, EngineOptions] | None = None
        self._used = EngineOptions()
        self._loaded: Loaded | None = None
        self._coming: tuple[Path, EngineOptions] | None = None
        self._hotwords = ""
        self._gpu_fault = ""

    @property
    def pid(self) -> int | None:
        """Process id of the child while it runs."""
        return self._child.pid

    @property
    def _hearing_options(self) -> EngineOptions:
        return replace(self._used, hotwords=self._hotwords)

    def prepare(self, model_folder: Path, options: EngineOptions) -> None:
        """Begin to load in the background; the next `load` of the same waits for it, and has its errors."""
        with contextlib.suppress(ModelUnsuitable):
            check_whisper(model_folder, model_folder.name)
            device, wanted = devices_for(options)[0], _for_loading(options)
            self._child.ahead(_load, self._backend, model_folder, *tries_for(wanted, device, model_folder))
            self._coming = (model_folder, wanted)

    def has_loaded(self, model_folder: Path, options: EngineOptions) -> bool:
        """Whether the model is in the child's memory, or on its way there."""
        held = self._asked if self._loaded is not None else self._coming
        return held == (model_folder, _for_loading(options)) and self._child.pid is not None

    def load(self, model_folder: Path, options: EngineOptions, report: Report = no_report) -> Loaded:
        """Make the model ready, on the GPU if there is a usable one; what was noticed once is not noticed again.

        Raises ModelError, EngineError, DiskError.
        """
        self._hotwords, options = options.hotwords, _for_loading(options)
        known = self._loaded if self._asked == (model_folder, options) else None
        if known is not None and self.has_loaded(model_folder, options):
            return known
        check_whisper(model_folder, model_folder.name)
        self._loaded = None
        on_cpu = known is not None and known.device == "cpu"
        loaded = self._load_on_best(model_folder, options, ("cpu",) if on_cpu else devices_for(options), report)
        self._coming = None
        self._asked, self._loaded = (model_folder, options), replace(loaded, notices=())
        return loaded

    def transcribe(self, window: Window, report: Report = no_report) -> Iterator[Heard]:
        """Yield what is heard in `window`. Raises EngineStopped when the child is dead; call `revive` and go on."""
        assert self._loaded is not None, "load() comes first"
        if self._child.pid is None:
            raise EngineStopped(window.start_ms, None)
        with self._deaths_told(window.start_ms):
            yield from self._child.stream(_transcribe, window, self._hearing_options, report=report)

    def follow(self, sound: LiveSound, report: Report = no_report) -> Iterator[Heard | Draft | Settled]:
        """Yield what is new in sound that still grows. Raises as `transcribe`."""
        assert self._loaded is not None, "load() comes first"
        if self._child.pid is None:
            raise EngineStopped(sound.settled_ms, None)
        with self._deaths_told(sound.settled_ms):
            yield from self._child.stream(_follow, sound, self._hearing_options, report=report)

    @contextlib.contextmanager
    def _deaths_told(self, at_ms: int) -> Iterator[None]:
        try:
            yield
        except ChildDied as error:
            raise EngineStopped(at_ms, error.exit_code, error.why) from error
        except GpuUnusable as error:
            self._gpu_fault = error.reason
            self._child.close()
            raise EngineStopped(at_ms, None) from error

    def revive(self, report: Report = no_report) -> Loaded:
        """Load again after a death, always on the processor: a GPU that failed once is not tried again."""
        assert self._asked is not None, "load() comes first"
        assert self._loaded is not None, "load() comes first"
        was, reason, self._gpu_fault = self._loaded, self._gpu_fault or "crash", ""
        loaded = self._load_on_best(*self._asked, ("cpu",), report)
        self._loaded = replace(loaded, notices=())
        return replace(loaded, notices=(("gpu_fallback", reason),)) if was.device == "cuda" else self._loaded

    def close(self) -> None:
        """End the process."""
        self._child.close()

    def _load_on_best(
        self, folder: Path, options: EngineOptions, devices: tuple[Device, ...], report: Report
    ) -> Loaded:
        notices: list[tuple[str, str]] = []
        for device in devices:
            tries = tries_for(options, device, folder)
            try:
                loaded = self._load_on(device, folder, tries, report)
            except GpuUnusable as error:
                if error.reason != "none":
                    self._child.close()
                if error.reason != "none" or options.device == "cuda":
                    notices.append(("gpu_fallback", error.reason))
                continue
            self._used = next(each for each in tries if each is not None and each.device == loaded.device)
            return replace(loaded, notices=tuple(notices))
        raise AssertionError("the processor is always a candidate")

    def _load_on(self, device: Device, folder: Path, tries: Tries, report: Report) -> Loaded:
        death: ChildDied | None = None
        for _attempt in range(LOAD_ATTEMPTS):
            try:
                return self._child.call(_load, self._backend, folder, *tries, report=report)
            except ChildDied as error:
                if device == "cuda":
                    raise GpuUnusable("crash") from error
                death = error
        assert death is not None
        raise EngineStopped(0, death.exit_code, death.why) from death


def _for_loading(options: EngineOptions) -> EngineOptions:
    """Words to know are told with each window: another meeting's words are no reason to load the model again."""
    return replace(options, hotwords="")


_model: Any = None


def _load(
    backend: Backend, folder: Path, options: EngineOptions, spare: EngineOptions | None, *, report: Report
) -> Iterator[Loaded]:
    """In the child: load, and prove by one second of silence that the device really computes."""
    global _model
    _model = None
    report(Progress(Stage.LOAD_MODEL))
    if options.device == "cuda" and not _finds_gpu(backend):
        if spare is None:
            raise GpuUnusable("none")
        options = spare
    device, kind = str(options.device), options.compute_type
    kind = kind if kind != "auto" else ("int8_float16" if device == "cuda" else "int8")
    with gpu_errors() if device == "cuda" else model_errors(folder, kind):
        model = backend.open_model(folder, device, kind, options.threads)
        _prove(model)
    _model = model
    yield Loaded(device, kind, options.threads)


def _finds_gpu(backend: Backend) -> bool:
    with gpu_errors():
        return backend.cuda_devices() > 0


def _prove(model: Any) -> None:
    """CTranslate2 finds a missing cuBLAS or cuDNN only when it computes, not when it loads."""
    import numpy as np

    for _segment in model.transcribe(np.zeros(RATE, np.float32), language="ja", beam_size=1, temperature=0.0)[0]:
        break


def _transcribe(window: Window, options: EngineOptions, *, report: Report) -> Iterator[Heard]:
    """In the child: every stretch of speech of every track, in the order of their starts, several at a time."""
    regions = list(regions_of(window, _detect_voice, chunk_ms=int(_model.feature_extractor.chunk_length * 1000)))
    with ThreadPoolExecutor(max(1, getattr(_model.model, "num_workers", 1))) as pool:
        heard = [pool.submit(_hear_region, region, options, window.start_ms) for region in regions]
        try:
            for region, future in zip(regions, heard, strict=True):
                report(Progress(Stage.TRANSCRIBE, window.start_ms + region.start_ms))
                yield from future.result()
        finally:
            for future in heard:
                future.cancel()


_follower = Follower()


def _follow(sound: LiveSound, options: EngineOptions, *, report: Report) -> Iterator[Heard | Draft | Settled]:
    """In the child: what is new in a track that grows. What was heard of it before is remembered between calls."""
    report(Progress(Stage.TRANSCRIBE, sound.settled_ms))
    drafting = replace(options, words=False)

    def hear(region: Region, *, draft: bool) -> list[Heard]:
        return _hear_region(region, drafting if draft else options, 0, cut_off=draft)

    chunk_ms = int(_model.feature_extractor.chunk_length * 1000)
    yield from _follower.follow(sound, _detect_voice, hear, chunk_ms=chunk_ms)


def _hear_region(region: Region, options: EngineOptions, window_ms: int, *, cut_off: bool = False) -> list[Heard]:
    texts = [(segment, tidy_text(segment.text)) for segment in _segments(region, options, cut_off=cut_off)]
    return [_heard(segment, text, region, window_ms) for segment, text in texts if text] or [
        _unheard(region, window_ms)
    ]


def _detect_voice(samples: Any, threshold: float, pause_ms: int = MIN_SILENCE_MS) -> list[tuple[int, int]]:
    """silero VAD, as it comes with faster-whisper; unpadded spans in samples, ended by `pause_ms` without a voice."""
    from faster_whisper.vad import VadOptions, get_speech_timestamps, get_vad_model

    detector = get_vad_model()
    if not isinstance(detector.session, InSteps):
        detector.session = InSteps(detector.session)
    options = VadOptions(threshold=threshold, min_silence_duration_ms=pause_ms, speech_pad_ms=0)
    return [(each["start"], each["end"]) for each in get_speech_timestamps(samples, options)]


def _segments(region: Region, options: EngineOptions, *, cut_off: bool) -> Iterator[Any]:
    """`cut_off`: somebody goes on speaking. Asked for times, a model often hears nothing in what has no end."""
    with gpu_errors() if options.device == "cuda" else engine_errors():
        segments, _facts = _model.transcribe(
            region.samples,
            language=options.language,
            beam_size=options.beam_size,
            condition_on_previous_text=False,
            word_timestamps=options.words,
            hotwords=options.hotwords or None,
            without_timestamps=cut_off,
            vad_filter=False,
        )
        yield from segments


def _heard(segment: Any, text: str, region: Region, window_ms: int) -> Heard:
    start, end = region.snapped(segment.start, segment.end)
    return Heard(
        start_ms=window_ms + start,
        end_ms=window_ms + end,
        text=text,
        words=tuple(_words(segment.words or (), region, (start, end), window_ms)),
        track=region.track,
        confidence=round(math.exp(min(0.0, segment.avg_logprob)), 3),
        avg_logprob=round(float(segment.avg_logprob), 3),
        no_speech=round(float(segment.no_speech_prob), 3),
        compression=round(float(segment.compression_ratio), 2),
        flags=flags_of(
            text,
            avg_logprob=segment.avg_logprob,
            compression=segment.compression_ratio,
            no_speech=segment.no_speech_prob,
        ),
    )


def _unheard(region: Region, window_ms: int) -> Heard:
    start, end = region.speech_ms
    return Heard(window_ms + start, window_ms + end, "", track=region.track, confidence=0.0, flags=("no_text",))


def _words(words: Iterable[Any], region: Region, within: tuple[int, int], window_ms: int) -> Iterator[Word]:
    """The words in order, none of them outside of their utterance or before the word that was said first."""
    low, high = within
    for word in words:
        start, end = (min(max(each, low), high) for each in region.snapped(word.start, word.end))
        low = start
        yield Word(word.word.strip(), window_ms + start, window_ms + end, round(float(word.probability), 3))


def _cuda_devices() -> int:
    import ctranslate2

    return int(ctranslate2.get_cuda_device_count())


def _warm_up() -> None:
    """In the child, before its first call. What cannot be imported is told by the call that needs it."""
    os.environ.update(SILENT)
    keep_heap()
    with contextlib.suppress(ImportError, OSError):
        import faster_whisper  # noqa: F401 - imported to be there when the model is loaded


def _open_model(folder: Path, device: str, compute_type: str, threads: int) -> Any:
    _warm_up()
    from faster_whisper import WhisperModel
    from onnxruntime import disable_telemetry_events
    from tqdm import tqdm

    disable_telemetry_events()
    tqdm.set_lock(threading.RLock())  # its own lock is a semaphore that a killed child leaves behind, with a warning
    return without_padding(
        WhisperModel(
            str(folder),
            device=device,
            compute_type=compute_type,
            cpu_threads=threads,
            num_workers=workers_for(threads) if device == "cpu" else 1,
            local_files_only=True,
        )
    )


def compute_types(device: str, *, report: Report) -> Iterator[tuple[str, ...]]:
    """In a child: the compute types CTranslate2 supports on "cpu" or "cuda", sorted; () where there is no device."""
    import ctranslate2

    report(Progress(Stage.WAIT))
    if device == "cuda" and ctranslate2.get_cuda_device_count() < 1:
        yield ()
        return
    yield tuple(sorted(ctranslate2.get_supported_compute_types(device)))
