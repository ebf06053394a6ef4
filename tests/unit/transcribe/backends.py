"""Native libraries for the probe seam of the engine: GPUs that are there, broken, or crash, and the real processor."""

import json
import os
from pathlib import Path
from typing import Any

DRIVER = "CUDA failed with error CUDA driver version is insufficient for CUDA runtime version"


def no_device() -> int:
    return 0


def one_device() -> int:
    return 1


def broken_driver() -> int:
    raise RuntimeError(DRIVER)


def deadly_driver() -> int:
    """The child would not survive being asked."""
    os._exit(9)


def real_model(folder: Path, _device: str, _compute_type: str, threads: int) -> Any:
    """The model on the processor, whatever was asked for."""
    from faster_whisper import WhisperModel

    return WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True)


class Mute:
    """A model that loads in no time and hears nothing: enough where only loading matters."""

    def transcribe(self, *_args: Any, **_options: Any) -> Any:
        return iter(()), None


def mute_model(_folder: Path, _device: str, _compute_type: str, _threads: int) -> Any:
    return Mute()


def dies_at_first(note: Path, times: int, _folder: Path, _device: str, _compute_type: str, _threads: int) -> Any:
    """Is killed while it loads, so often, as by a system short of memory for a moment."""
    with note.open("a", encoding="utf-8") as stream:
        stream.write("x")
    if note.stat().st_size <= times:
        os._exit(137)
    return Mute()


def says_on_gpu(message: str, _folder: Path, device: str, _compute_type: str, _threads: int) -> Any:
    """Refuses the GPU with CTranslate2's own words; use with `functools.partial`."""
    if device == "cuda":
        raise RuntimeError(message)
    return Mute()


def aborts_on_gpu(folder: Path, device: str, compute_type: str, threads: int) -> Any:
    """As a missing cuDNN does: the process is gone."""
    if device == "cuda":
        os._exit(134)
    return real_model(folder, device, compute_type, threads)


class Later:
    """A model that computes the proof of one second and then, on the GPU, does what `then` says."""

    def __init__(self, model: Any, then: str) -> None:
        self.feature_extractor, self.model = model.feature_extractor, model.model
        self._model, self._then, self._calls = model, then, 0

    def transcribe(self, *args: Any, **options: Any) -> Any:
        self._calls += 1
        if self._calls > 1:
            if self._then == "abort":
                os._exit(134)
            raise RuntimeError(self._then)
        return self._model.transcribe(*args, **options)


def fails_later_on_gpu(then: str, folder: Path, device: str, compute_type: str, threads: int) -> Any:
    model = real_model(folder, device, compute_type, threads)
    return Later(model, then) if device == "cuda" else model


def fails_later(then: str, folder: Path, device: str, compute_type: str, threads: int) -> Any:
    return Later(real_model(folder, device, compute_type, threads), then)


class Unproven:
    """Loads, and cannot compute: CTranslate2 without cuBLAS."""

    def transcribe(self, *_args: Any, **_options: Any) -> Any:
        raise RuntimeError("Library libcublas.so.12 is not found or cannot be loaded")


def loads_but_cannot_compute(_folder: Path, device: str, _compute_type: str, _threads: int) -> Any:
    return Unproven() if device == "cuda" else Mute()


def counting(note: Path, _folder: Path, device: str, compute_type: str, _threads: int) -> Any:
    """Writes down every load."""
    with note.open("a", encoding="utf-8") as stream:
        stream.write(f"{device} {compute_type}\n")
    if device == "cuda":
        os._exit(134)
    return Mute()


class Noted:
    """The real model; writes down what it is asked for besides the sound."""

    def __init__(self, model: Any, note: Path) -> None:
        self.feature_extractor, self.model = model.feature_extractor, model.model
        self._model, self._note = model, note

    def transcribe(self, sound: Any, **options: Any) -> Any:
        with self._note.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(options) + "\n")
        return self._model.transcribe(sound, **options)


def noted(note: Path, folder: Path, device: str, compute_type: str, threads: int) -> Any:
    return Noted(real_model(folder, device, compute_type, threads), note)


class Wordless(Noted):
    """Finds no word in anything."""

    def transcribe(self, *_args: Any, **_options: Any) -> Any:
        return iter(()), None


def wordless(folder: Path, device: str, compute_type: str, threads: int) -> Any:
    return Wordless(real_model(folder, device, compute_type, threads), Path())
