"""The real deck: QtMultimedia's player, where there is QtMultimedia and something to hear with. No other file knows it.

In: a sound file. Out: sound. Where the library or a loudspeaker is missing `find_decks` says None.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl

from minutes_app.gui.view_models.playback import Deck

if TYPE_CHECKING:
    pass


def find_decks() -> Callable[[], Deck] | None:
    """What makes decks on this PC now, or None."""
    try:
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError:
        return None
    return None if QMediaDevices.defaultAudioOutput().isNull() else MediaDeck


class MediaDeck:
    """One track, played by Qt."""

    def __init__(self) -> None:
        from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer

        self._output = QAudioOutput()
        self._player: QMediaPlayer = QMediaPlayer()
        self._player.setAudioOutput(self._output)
        self._player.mediaStatusChanged.connect(self._stand)
        self._file = Path()
        self._wanted_ms: int | None = None

    @property
    def at_ms(self) -> int:
        """The position in the file; where it will be, while the file is still being opened."""
        return self._player.position() if self._wanted_ms is None else self._wanted_ms

    @property
    def is_over(self) -> bool:
        """Whether the file has ended, or cannot be played."""
        status = self._player.mediaStatus()
        return status in (self._player.MediaStatus.EndOfMedia, self._player.MediaStatus.InvalidMedia)

    def go(self, file: Path, at_ms: int) -> None:
        """Stand at a place of a file, as soon as it is open."""
        self._wanted_ms = at_ms
        if file != self._file:
            self._file = file
            self._player.setSource(QUrl.fromLocalFile(str(file)))
        self._stand()

    def play(self) -> None:
        """Sound."""
        self._player.play()

    def pause(self) -> None:
        """Be silent, and stay."""
        self._player.pause()

    def set_rate(self, rate: float) -> None:
        """Faster or slower, at the same pitch."""
        self._player.setPlaybackRate(rate)

    def close(self) -> None:
        """Let go of file and device."""
        self._player.stop()
        self._player.setSource(QUrl())
        self._file = Path()

    def _stand(self) -> None:
        """A position that is set before the file is open is lost: set it when it is."""
        status = self._player.mediaStatus()
        ready = (
            self._player.MediaStatus.LoadedMedia,
            self._player.MediaStatus.BufferedMedia,
            self._player.MediaStatus.BufferingMedia,
            self._player.MediaStatus.EndOfMedia,
        )
        if self._wanted_ms is not None and status in ready:
            self._player.setPosition(self._wanted_ms)
            self._wanted_ms = None
