"""The picture of the whole meeting: made in the background, clicked to go there; what cannot be drawn stops nothing."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest

from minutes_app.audio.peaks import PEAK_MS
from minutes_app.gui.view_models.waveform import Waveform
from minutes_app.gui.views import colours
from minutes_app.gui.views.editor import EditorView
from minutes_app.gui.views.look import DARK, LIGHT, palette_of
from minutes_app.gui.views.wave import BAND, HEIGHT
from minutes_app.meeting.model import Meeting
from tests.conftest import ROOT
from tests.gui.editing import Decks, a_folder, open_editor
from tests.gui.scene import Until
from tests.unit.meeting.making import a_meeting


def _a_spoken_meeting() -> Meeting:
    meeting = a_meeting(10)
    said = tuple(replace(each, flags=("loop",) if each.id == "u5" else ()) for each in meeting.utterances)
    return replace(meeting, utterances=said)


def test_levels_come_from_the_recording(tmp_path: Path, until: Until) -> None:
    meeting = a_meeting(10)
    folder = a_folder(tmp_path, meeting)
    sound = ROOT / "resources" / "demo" / "見本会議.mp3"
    (folder / "recording-1.mp3").write_bytes(sound.read_bytes())
    recordings = (replace(meeting.recordings[0], file="recording-1.mp3", duration_ms=60_000),)
    waveform = Waveform()
    waveform.load(folder, recordings)
    until(lambda: max(waveform.levels, default=0) > 20)
    waveform.close()


def test_a_recording_that_is_broken_or_gone_has_no_picture_and_no_harm(tmp_path: Path, until: Until) -> None:
    meeting = a_meeting(10)
    folder = a_folder(tmp_path, meeting)
    waveform = Waveform()
    (folder / "recording-1.wav").write_bytes(b"no sound")
    waveform.load(folder, meeting.recordings)
    until(lambda: waveform.is_done)
    assert set(waveform.levels) == {0}
    (folder / "recording-1.wav").unlink()
    waveform.load(folder, meeting.recordings)
    assert waveform.is_done
    assert len(waveform.levels) == 10_000 // PEAK_MS + 1
    waveform.close()


def test_a_click_goes_there_with_position_and_row(tmp_path: Path, until: Until) -> None:
    with open_editor(a_folder(tmp_path), until, Decks()) as view:
        QTest.mouseClick(view.wave, Qt.MouseButton.LeftButton, pos=QPoint(round(view.wave.width() * 0.755), 30))
        assert abs(view.playback.at_ms - 7550) < 30
        assert view.utterances.row() == 7
        assert view.player.slider.value() == view.playback.at_ms


def test_speakers_are_a_band_and_what_needs_a_look_a_mark(tmp_path: Path, until: Until) -> None:
    with open_editor(a_folder(tmp_path, _a_spoken_meeting()), until, Decks()) as view:
        view.model.set_speaker(("u2",), 2)
        view.wave.redraw()
        x = round(view.wave.width() * 0.24)
        palette = view.wave.palette()
        middle = round(view.wave.width() / 2)
        assert _pixel(view, x, HEIGHT - BAND // 2) == colours.speaker_colour(1, palette).name()
        assert _pixel(view, x * 2, HEIGHT - BAND // 2) == colours.speaker_colour(0, palette).name()
        assert _pixel(view, middle, 1) == palette.text().color().name()
        view.model.toggle_checked(("u5",))
        view.wave.redraw()
        assert _pixel(view, middle, 1) == palette.base().color().name()


def _pixel(view: EditorView, x: int, y: int) -> str:
    return view.wave.grab().toImage().pixelColor(x, y).name()


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)


def _contrast(one: QColor, other: QColor) -> float:
    def light(colour: QColor) -> float:
        red, green, blue = (_linear(part / 255) for part in (colour.red(), colour.green(), colour.blue()))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dim = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_light_text_keeps_its_contrast_in_light_and_dark() -> None:
    for look in (LIGHT, DARK):
        palette: QPalette = palette_of(look)
        plain = colours.lighter_text(palette)
        for ground in (palette.base().color(), palette.alternateBase().color()):
            assert _contrast(plain, ground) >= 4.5
        chosen = colours.lighter_text(palette, selected=True)
        assert _contrast(chosen, palette.highlight().color()) >= 4.5
        for number in range(9):
            assert _contrast(colours.speaker_colour(number, palette), palette.base().color()) >= 3
