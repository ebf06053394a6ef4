"""Where the meeting sounds: one time line over all its recordings, whatever plays them.

In: the meeting's recordings, and what plays one track (`Deck`; `gui.sound` has the real one). Out: the position, ten
times a second. Without sound everything else goes on, and the person is told once.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from minutes_app.gui.editing.places import Spot, spot_at
from minutes_app.meeting.model import Recording, length_ms

TICK_MS = 100
LEAD_MS = 1000
"""A replayed utterance begins so much earlier, for the ear."""
BACK_ON_PAUSE_MS = 2000
"""As foot pedals do: who stops to write wants to hear the last words again. The setting editor.back_seconds."""
SPEEDS = tuple(tenths / 10 for tenths in range(5, 21))


class Deck(Protocol):
    """Plays the files of one track."""

    @property
    def at_ms(self) -> int:
        """The position in the file."""

    @property
    def is_over(self) -> bool:
        """Whether the file has ended, or cannot be played."""

    def go(self, file: Path, at_ms: int) -> None:
        """Stand at a place of a file."""

    def play(self) -> None:
        """Sound."""

    def pause(self) -> None:
        """Be silent, and stay."""

    def set_rate(self, rate: float) -> None:
        """Faster or slower, at the same pitch."""

    def close(self) -> None:
        """Let go of file and device."""


Ahead = Callable[[int], int | None]
"""At a time: where the next sound is, if there is silence until then; else None."""

Decks = Callable[[], Callable[[], Deck] | None]
"""What makes a deck now; None while there is nothing to hear with."""


def _unknown(_at_ms: int) -> int | None:
    """Nobody knows where it is silent."""
    return None


class Playback(QObject):
    """The player of one meeting at a time."""

    moved = Signal(int)
    """The position in ms, also when somebody moved it."""
    playing_changed = Signal()
    silent = Signal()
    """Once a meeting: there is nothing to hear with."""
    unheard = Signal()
    """There is no sound at this place: the file has gone."""

    def __init__(self, find: Decks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.at_ms = 0
        self.is_playing = False
        self.rate = 1.0
        self.back_ms = BACK_ON_PAUSE_MS
        self.skips_silence = False
        self.sound_ahead: Ahead = _unknown
        self._find = find
        self._folder = Path()
        self._recordings: tuple[Recording, ...] = ()
        self._decks: dict[int, Deck] = {}
        self._spots: dict[int, Spot | None] = {}
        self._until_ms: int | None = None
        self._told = False
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def length_ms(self) -> int:
        """How long the meeting's recordings are."""
        return length_ms(self._recordings)

    def load(self, folder: Path, recordings: tuple[Recording, ...]) -> None:
        """Take another meeting."""
        self.close()
        self._folder, self._recordings = folder, recordings
        self._told = False
        self.at_ms = 0

    def close(self) -> None:
        """Stop, and let go of files and device."""
        self._timer.stop()
        for deck in self._decks.values():
            deck.close()
        self._decks.clear()
        self._spots.clear()
        self._recordings = ()
        self._until_ms = None
        self._set_playing(False)

    def seek(self, at_ms: int) -> None:
        """Go to a place, and go on as before."""
        self._until_ms = None
        self._go(at_ms)

    def play_from(self, at_ms: int, until_ms: int | None = None) -> None:
        """Sound from a place on, to the end or to another."""
        self._until_ms = until_ms
        self._go(at_ms)
        self._play()

    def replay(self, start_ms: int, end_ms: int) -> None:
        """An utterance again, a little earlier, and stop after it."""
        self.play_from(max(start_ms - LEAD_MS, 0), end_ms)

    def toggle(self) -> None:
        """Play, or stop and go back a little."""
        if self.is_playing:
            self.pause()
            self._go(self.at_ms - self.back_ms)
        else:
            self._until_ms = None
            self._go(self.at_ms)
            self._play()

    def pause(self) -> None:
        """Stop here."""
        self._timer.stop()
        for deck in self._decks.values():
            deck.pause()
        self._set_playing(False)

    def skip(self, by_ms: int) -> None:
        """Some seconds back or ahead."""
        self.seek(self.at_ms + by_ms)

    def set_rate(self, rate: float) -> None:
        """0.5 to 2.0 times as fast."""
        self.rate = min(max(round(rate, 1), SPEEDS[0]), SPEEDS[-1])
        for deck in self._decks.values():
            deck.set_rate(self.rate)
        self.playing_changed.emit()

    def set_skips_silence(self, skips: bool) -> None:
        """Whether stretches in which nobody speaks are left out."""
        self.skips_silence = skips
        self.playing_changed.emit()

    def _play(self) -> None:
        if not self._has_decks():
            return
        if not any(self._spots.values()):
            self.unheard.emit()
            return
        for track, deck in self._decks.items():
            if self._spots.get(track) is not None:
                deck.play()
        self._timer.start()
        self._set_playing(True)

    def _has_decks(self) -> bool:
        """Devices come and go: they are looked for whenever there is none."""
        if self._decks:
            return True
        make = self._find()
        if make is None:
            if not self._told:
                self._told = True
                self.silent.emit()
            return False
        for track in sorted({recording.track for recording in self._recordings}):
            self._decks[track] = make()
            self._decks[track].set_rate(self.rate)
        self._go(self.at_ms)
        return True

    def _go(self, at_ms: int) -> None:
        self.at_ms = min(max(at_ms, 0), self.length_ms)
        for track, deck in self._decks.items():
            spot = spot_at(self._recordings, track, self.at_ms)
            if spot is not None and not (self._folder / spot.file).is_file():
                spot = None
            self._spots[track] = spot
            if spot is None:
                deck.pause()
            else:
                deck.go(self._folder / spot.file, spot.at_ms)
                if self.is_playing:
                    deck.play()
        self.moved.emit(self.at_ms)

    def _tick(self) -> None:
        track = next((track for track, spot in self._spots.items() if spot is not None), None)
        if track is None:
            self.pause()
            return
        deck, spot = self._decks[track], self._spots[track]
        recording = next(one for one in self._recordings if spot is not None and one.file == spot.file)
        if deck.is_over:
            self._next_file(recording.offset_ms + recording.duration_ms)
            return
        self.at_ms = recording.offset_ms + deck.at_ms
        self.moved.emit(self.at_ms)
        if self._until_ms is not None and self.at_ms >= self._until_ms:
            self.pause()
        elif self.skips_silence:
            self._skip_silence()

    def _skip_silence(self) -> None:
        """On to a little before the next sound, not beyond where playing is to end."""
        sound_ms = self.sound_ahead(self.at_ms)
        if sound_ms is not None and (self._until_ms is None or sound_ms < self._until_ms):
            self._go(sound_ms)

    def _next_file(self, end_ms: int) -> None:
        """A file is over: on with the next one, across a silence between them."""
        coming = [one.offset_ms for one in self._recordings if one.offset_ms >= end_ms]
        if coming and (self._until_ms is None or self._until_ms > min(coming)):
            self._go(min(coming))
        else:
            self.pause()

    def _set_playing(self, playing: bool) -> None:
        if playing != self.is_playing:
            self.is_playing = playing
            self.playing_changed.emit()
