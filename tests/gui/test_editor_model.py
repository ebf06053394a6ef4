"""The editor's view models without a widget: tables that keep Qt's contract, intents, and the player's time line."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester

from minutes_app.errors import DiskFull
from minutes_app.gui.editing import writer as writing
from minutes_app.gui.editing.session import Session
from minutes_app.gui.view_models.editor import EditorModel
from minutes_app.gui.view_models.hit_table import HitTable
from minutes_app.gui.view_models.piece_tables import ItemTable, PointTable, SpeakerTable
from minutes_app.gui.view_models.playback import Playback
from minutes_app.gui.view_models.utterance_table import Column, UtteranceTable
from minutes_app.meeting import edit
from minutes_app.meeting.change import Change
from minutes_app.meeting.model import AgendaItem, Meeting, Occasion
from minutes_app.meeting.store import OpenMeeting, load
from minutes_app.wording import editor as words
from minutes_app.wording.message import Message
from tests.gui.editing import Decks, a_folder, open_model, two_parts, with_words
from tests.gui.scene import Until
from tests.unit.meeting.making import a_meeting

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def _session(meeting: Meeting) -> Session:
    return Session(meeting, save=lambda _change: None)


def _shown(table: QAbstractItemModel, row: int, column: int) -> str:
    return str(table.index(row, column).data())


def _follows(table: UtteranceTable, session: Session) -> bool:
    rows = tuple(table.utterance(row) for row in range(table.rowCount()))
    return rows == session.meeting.utterances


def _some_edit(meeting: Meeting, chance: random.Random) -> Change:
    utterances = meeting.utterances
    row = chance.randrange(len(utterances))
    one = utterances[row]
    living = [each.id for each in utterances[row:] if not each.deleted]
    choices = [
        lambda: edit.set_text(meeting, one.id, f"直した{chance.random()}"),
        lambda: edit.split(meeting, one.id, at=2),
        lambda: edit.mark_deleted(meeting, [one.id], not one.deleted),
        lambda: edit.set_speaker(meeting, [each.id for each in utterances[row : row + 3]], "s2"),
        lambda: edit.start_agenda(meeting, one.id, "a2"),
        lambda: edit.set_texts(meeting, {each.id: each.text + "。" for each in utterances[::2]}),
    ]
    if len(living) > 1 and not one.deleted:
        choices.append(lambda: edit.merge(meeting, living[0], living[1]))
    return chance.choice(choices)()


@pytest.mark.parametrize("seed", range(5))
def test_the_table_keeps_qt_s_contract_through_edits_undo_and_redo(seed: int) -> None:
    session = _session(a_meeting(12))
    table = UtteranceTable(session)
    tester = QAbstractItemModelTester(table, FATAL)
    chance = random.Random(seed)
    for _step in range(60):
        action = chance.random()
        if action < 0.7:
            session.do(_some_edit(session.meeting, chance))
        elif action < 0.9:
            session.undo()
        else:
            session.redo()
        assert _follows(table, session)
    while session.undo() is not None:
        assert _follows(table, session)
    assert tester.model() is table


def test_cells_say_time_agenda_speaker_text_and_marks() -> None:
    meeting = a_meeting(5)
    first = replace(meeting.utterances[1], flags=("loop", "echo"), hidden=True)
    session = _session(replace(meeting, utterances=(meeting.utterances[0], first, *meeting.utterances[2:])))
    table = UtteranceTable(session)
    assert [_shown(table, 1, column) for column in Column] == [
        "00:00:01",
        "1",
        "話者1",
        "発言その1です。髙﨑𠮷🎉",
        "▼要確認 非公開 決定 要点",
    ]
    assert table.index(1, Column.MARKS).data(Qt.ItemDataRole.ToolTipRole).count("\n") == 2
    assert "話者1、発言その1" in table.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert table.headerData(Column.TEXT, Qt.Orientation.Horizontal) == "発言"


def test_a_speaker_is_renamed_once_and_everywhere() -> None:
    session = _session(a_meeting(5))
    table, speakers = UtteranceTable(session), SpeakerTable(session)
    told: list[int] = []
    table.dataChanged.connect(lambda first, last: told.append(last.row() - first.row()))
    assert speakers.setData(speakers.index(0, 1), " 髙橋課長 ")
    assert {_shown(table, row, Column.SPEAKER) for row in range(5)} == {"髙橋課長"}
    assert told == [4]
    assert speakers.setData(speakers.index(0, 1), "")
    assert _shown(table, 3, Column.SPEAKER) == "話者1"


def test_an_emptied_text_deletes_the_utterance_and_keeps_what_it_said() -> None:
    session = _session(a_meeting(3))
    table = UtteranceTable(session)
    assert table.setData(table.index(1, Column.TEXT), "改行は\nいらない ")
    assert session.meeting.utterances[1].text == "改行はいらない"
    assert table.setData(table.index(1, Column.TEXT), " \n")
    assert (session.meeting.utterances[1].text, session.meeting.utterances[1].deleted) == ("改行はいらない", True)
    assert not table.setData(table.index(1, Column.TIME), "00:00")


def test_the_small_tables_keep_qt_s_contract() -> None:
    session = _session(a_meeting(4))
    tables = (PointTable(session), ItemTable(session), SpeakerTable(session))
    testers = [QAbstractItemModelTester(table, FATAL) for table in tables]
    points, items, speakers = tables
    points.show_agenda("a1")
    assert points.setData(points.index(0, 0), "短く\nした。")
    assert [items.setData(items.index(0, column), text) for column, text in ((1, "可決"), (2, "総務課"), (3, "月末"))]
    assert not items.setData(items.index(0, 0), "宿題")
    session.do(edit.merge_speakers(session.meeting, "s1", into="s2"))
    session.do(edit.remove_point(session.meeting, "p1"))
    assert (points.rowCount(), speakers.rowCount()) == (0, 1)
    assert [_shown(items, 0, column) for column in range(4)] == ["決定事項", "可決", "総務課", "月末"]
    assert [_shown(speakers, 0, column) for column in range(3)] == ["1", "話者2", "4"]
    while session.undo() is not None:
        pass
    assert points.rowCount() == 1
    assert len(testers) == 3


def test_points_are_those_of_the_agenda_item_that_is_shown() -> None:
    meeting = a_meeting(3)
    agenda = (AgendaItem("a1", "予算"), AgendaItem("a2", "その他"))
    session = _session(replace(meeting, occasion=Occasion(agenda=agenda)))
    points = PointTable(session)
    assert points.rowCount() == 0
    points.show_agenda("a1")
    assert _shown(points, 0, 1) == words.evidence(2)
    points.show_agenda("a2")
    assert points.rowCount() == 0


def test_hits_are_checked_until_a_person_takes_the_check_away(tmp_path: Path, until: Until) -> None:
    from minutes_app.gui.editing.replacing import Wanted, hits

    with open_model(a_folder(tmp_path, a_meeting(4)), until) as model:
        table = HitTable()
        tester = QAbstractItemModelTester(table, FATAL)
        table.show_hits(hits(model.meeting, Wanted("発言", "はつげん")))
        assert [_shown(table, 2, column) for column in range(3)] == [
            "00:00:02",
            "【発言】その2です。髙﨑𠮷🎉",
            "【はつげん】その2です。髙﨑𠮷🎉",
        ]
        table.setData(table.index(1, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
        assert model.replace(table.chosen())
        assert [each.text[:2] for each in model.meeting.utterances] == ["はつ", "発言", "はつ", "はつ"]
        assert model.undo_name == "置換"
        table.check_all(False)
        assert table.chosen() == ()
        assert tester.model() is table


def test_a_meeting_is_opened_edited_and_closed_with_everything_on_the_disk(tmp_path: Path, until: Until) -> None:
    folder = a_folder(tmp_path)
    with open_model(folder, until) as model:
        assert model.add_decision(("u3",))
        assert model.add_task(("u4", "u5"))
        assert model.add_point(("u6",))
        assert model.add_speaker("髙橋", ("u1", "u2"))
        assert model.toggle_hidden(("u7",))
        assert model.undo()
        assert model.redo()
        assert not model.redo()
        until(lambda: not model.unsaved)
        assert model.flush()
        assert model.lent is not None
        assert model.lent.book.meeting == model.meeting
        wanted = model.meeting
    assert load(folder) == wanted
    assert [item.kind for item in wanted.items] == ["decision", "decision", "task"]
    assert {each.speaker_id for each in wanted.utterances[1:3]} == {wanted.speakers[-1].id}


def test_a_split_takes_its_time_from_the_words_of_the_run(tmp_path: Path, until: Until) -> None:
    with open_model(with_words(tmp_path), until) as model:
        until(lambda: model.heard)
        assert model.split("u0", 3)
        assert [(each.text, each.start_ms, each.end_ms) for each in model.meeting.utterances[:2]] == [
            ("予算の", 0, 300),
            ("説明です", 300, 700),
        ]


def test_a_second_window_reads_only_and_says_who_has_it(tmp_path: Path, until: Until) -> None:
    folder = a_folder(tmp_path)
    with open_model(folder, until) as first, open_model(folder, until) as second:
        assert first.in_use is None
        assert second.in_use is not None
        assert second.in_use.user
        assert second.in_use.since
        assert second.session.read_only
        assert second.lent is None
        assert not second.toggle_checked(("u1",))
        assert not second.table.setData(second.table.index(0, Column.TEXT), "書けない")
        assert not second.undo()


def test_a_meeting_that_cannot_be_opened_is_explained(tmp_path: Path, until: Until) -> None:
    model = EditorModel()
    told: list[Message] = []
    model.not_opened.connect(told.append)
    model.open(tmp_path)
    until(lambda: told)
    assert "見つかりません" in told[0].headline
    assert not model.is_open
    assert model.close() == 0


def test_a_full_disk_is_told_and_over_when_there_is_room_again(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "AGAIN_S", 0.05)
    folder = a_folder(tmp_path)
    commit = OpenMeeting.commit
    with open_model(folder, until) as model:

        def full(_book: OpenMeeting, _change: Change) -> Meeting:
            raise DiskFull(folder)

        monkeypatch.setattr(OpenMeeting, "commit", full)
        model.toggle_checked(("u1",))
        until(lambda: model.trouble)
        assert "1件" in model.trouble
        monkeypatch.setattr(OpenMeeting, "commit", commit)
        until(lambda: not model.trouble and not model.unsaved)
    assert load(folder).utterances[1].checked


def _playback(tmp_path: Path, decks: Decks) -> Playback:
    meeting = two_parts(a_meeting(10))
    playback = Playback(decks)
    playback.load(a_folder(tmp_path, meeting), meeting.recordings)
    return playback


def test_a_replay_begins_a_second_earlier_and_stops_after_the_utterance(tmp_path: Path, until: Until) -> None:
    decks = Decks()
    playback = _playback(tmp_path, decks)
    playback.replay(2000, 2900)
    assert playback.is_playing
    deck = decks.made[0]
    assert ("recording-1.wav", 1000) in deck.did
    deck.at_ms = 2950
    until(lambda: not playback.is_playing)
    assert deck.did[-1] == "pause"
    playback.close()


def test_a_pause_goes_two_seconds_back(tmp_path: Path, until: Until) -> None:
    decks = Decks()
    playback = _playback(tmp_path, decks)
    playback.play_from(500)
    decks.made[0].at_ms = 3500
    until(lambda: playback.at_ms == 3500)
    playback.toggle()
    assert (playback.is_playing, playback.at_ms) == (False, 1500)
    playback.toggle()
    assert decks.made[0].did[-1] == "play"
    playback.close()


def test_the_second_part_follows_the_first_across_the_silence_between(tmp_path: Path, until: Until) -> None:
    decks = Decks()
    playback = _playback(tmp_path, decks)
    playback.play_from(3000)
    decks.made[0].is_over = True
    until(lambda: ("recording-2.wav", 0) in decks.made[0].did)
    assert playback.at_ms >= 7000
    decks.made[0].is_over = True
    until(lambda: not playback.is_playing)
    playback.close()


def test_speed_stays_between_half_and_double(tmp_path: Path) -> None:
    decks = Decks()
    playback = _playback(tmp_path, decks)
    playback.set_rate(9.0)
    playback.toggle()
    assert (playback.rate, decks.made[0].did[0]) == (2.0, 2.0)
    playback.set_rate(0.1)
    assert decks.made[0].did[-1] == 0.5
    playback.close()


def test_without_a_loudspeaker_it_is_said_once_and_a_later_one_is_found(tmp_path: Path) -> None:
    decks = Decks(missing=True)
    playback = _playback(tmp_path, decks)
    told: list[str] = []
    playback.silent.connect(lambda: told.append("silent"))
    playback.toggle()
    playback.replay(0, 900)
    playback.skip(3000)
    assert (told, playback.is_playing, playback.at_ms) == (["silent"], False, 3000)
    decks.missing = False
    playback.toggle()
    assert playback.is_playing
    playback.close()


def test_a_recording_that_has_gone_is_told(tmp_path: Path) -> None:
    decks = Decks()
    playback = _playback(tmp_path, decks)
    for sound in tmp_path.rglob("recording-*.wav"):
        sound.unlink()
    told: list[str] = []
    playback.unheard.connect(lambda: told.append("unheard"))
    playback.toggle()
    assert (told, playback.is_playing) == (["unheard"], False)
    playback.close()
