"""What the recording screen knows, without a window: phases, marks, alarms that stay, and what comes afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from minutes_app.capture.desk import State
from minutes_app.capture.evidence import Entry
from minutes_app.capture.preview import Loudness
from minutes_app.errors import DeviceMissing, DiskFull, EngineStopped, ModelMissing, SoundSystemMissing
from minutes_app.gui.jobs import Failure
from minutes_app.gui.recording import Done, Kept, LeftBehind, NotDone, Order, Written
from minutes_app.gui.view_models import sources as sources_module
from minutes_app.gui.view_models.recording import Outcome, Phase, RecordingModel
from minutes_app.gui.view_models.sources import SourcesModel
from minutes_app.listening import Final
from minutes_app.meeting.model import AgendaItem, Heard, Occasion
from minutes_app.pipeline import Notice
from minutes_app.settings import load
from minutes_app.transcribe.engine import Draft
from minutes_app.wording import recording_window as words
from tests.gui.recording import Script, Told, last, model_of, scripted, status
from tests.gui.scene import Until
from tests.unit.capture.puppets import entry


@pytest.fixture
def model(tmp_path: Path) -> Iterator[RecordingModel]:
    with scripted(tmp_path) as workshop:
        yield model_of(workshop)


def begun(model: RecordingModel, until: Until, folder: Path, *agenda: str) -> Script:
    """A recording under way."""
    model.put("庁議", "\n".join(agenda))
    model.start()
    assert model.phase is Phase.STARTING
    last().begin(folder)
    until(lambda: model.is_under_way)
    return last()


def end(model: RecordingModel, until: Until) -> None:
    last().tell(None)
    until(lambda: not model.is_active)


def test_what_was_typed_and_chosen_is_what_is_recorded(model: RecordingModel, until: Until, tmp_path: Path) -> None:
    model.sources.choose("system", "default")
    script = begun(model, until, tmp_path, "予算", " 人事 ")
    assert script.plan.said.title == "庁議"
    assert [item.title for item in script.plan.said.agenda] == ["予算", "人事"]
    assert script.plan.wish is not None
    assert dict(script.plan.wish.devices) == {"mic": "", "system": "default"}
    assert script.plan.wish.consent == words.CONSENT
    assert script.plan.wish.orphan_s == 30.0, "a window that crashed has half a minute to attach"
    assert model.record.lines[0].text == words.CONSENT
    end(model, until)


def test_the_desk_is_shown_as_time_level_and_hours(model: RecordingModel, until: Until, tmp_path: Path) -> None:
    script = begun(model, until, tmp_path)
    script.dial.put(754_000, status(peak_db=-12.0, free=115_200_000 * 30))
    until(lambda: model.position_ms == 754_000)
    assert model.levels["mic"].word == "good"
    assert model.levels["mic"].share == pytest.approx(0.7)
    assert words.free(model.free_hours) == "ディスクの空き 約30時間分"
    script.dial.put(755_000, status(state=State.WAITING))
    until(lambda: model.state == "waiting")
    assert "装置を待っています" in words.bar_line(model.state, model.position_ms)
    end(model, until)
    assert model.position_ms == 755_000 or not model.is_active


def test_an_agenda_mark_begins_the_next_item_and_other_marks_their_own_line(
    model: RecordingModel, until: Until, tmp_path: Path
) -> None:
    script = begun(model, until, tmp_path, "予算", "人事")
    for kind in ("agenda", "decision", "agenda", "agenda"):
        model.mark(kind)
    assert [(each.what, each.text, each.number) for each in script.orders] == [
        ("agenda", "予算", 1),
        ("decision", "", 0),
        ("agenda", "人事", 2),
        ("agenda", "", 3),
    ]
    assert model.title_of(4) == ""
    for at, each in enumerate(script.orders):
        script.tell(Done(each, 1000 * at))
    until(lambda: len(model.record.lines) == 5)
    assert [line.text for line in model.record.lines[1:]] == [
        "00:00:00　◆ 議題1　予算",
        "00:00:01　◆ 決定",
        "00:00:02　◆ 議題2　人事",
        "00:00:03　◆ 議題3",
    ]
    end(model, until)


def test_a_pause_stands_in_the_record_and_marks_can_still_be_made(
    model: RecordingModel, until: Until, tmp_path: Path
) -> None:
    script = begun(model, until, tmp_path)
    model.toggle_pause()
    script.tell(Done(script.orders[-1]))
    until(lambda: model.phase is Phase.PAUSED)
    model.mark("important")
    model.toggle_pause()
    assert [each.what for each in script.orders] == ["pause", "important", "resume"]
    script.tell(Done(script.orders[-1]))
    until(lambda: model.phase is Phase.RECORDING)
    assert [line.text[9:] for line in model.record.lines[1:]] == ["‖ 録音を一時停止しました", "● 録音を再開しました"]
    end(model, until)


def test_the_text_grows_and_an_echo_or_a_known_notice_is_no_line(
    model: RecordingModel, until: Until, tmp_path: Path
) -> None:
    script = begun(model, until, tmp_path)
    script.tell(Draft(0, 0, 1000, "それでは"))
    until(lambda: model.record.draft == "それでは")
    script.tell(
        Final(Heard(0, 1500, "それでは始めます。")),
        Final(Heard(0, 1500, "それでは始めます。", flags=("echo",))),
        Notice("live_resumed", ("00:00:01",)),
        Notice("live_behind", ("12秒",)),
    )
    until(lambda: len(model.record.lines) == 3)
    assert model.record.draft == ""
    assert model.record.lines[1].text == "00:00:00 それでは始めます。"
    assert "文字が録音より12秒遅れています" in model.record.lines[2].text
    end(model, until)


def test_without_a_model_the_recording_goes_on_and_that_is_said_first(
    model: RecordingModel, until: Until, tmp_path: Path
) -> None:
    script = begun(model, until, tmp_path)
    assert model.record.promise == words.PREPARING
    script.tell(Told(ModelMissing("large-v3-turbo")))
    until(lambda: model.record.promise != words.PREPARING)
    assert model.record.promise.startswith("録音は続いています。")
    assert model.is_under_way
    end(model, until)


def test_an_alarm_stays_until_it_is_read_and_says_what_is_safe(
    model: RecordingModel, until: Until, tmp_path: Path
) -> None:
    script = begun(model, until, tmp_path)
    script.tell(entry("too_quiet", 1000, track="mic", db=-40), entry("device_gone", 2000, track="mic", name="会議室"))
    until(lambda: len(model.alarms) == 2)
    newest = model.alarms[-1]
    assert newest.is_grave
    assert newest.message.headline == "「会議室」が外れました。"
    assert "保存されています" in newest.message.safe
    script.tell(entry("device_back", 9000, track="mic", name="会議室"))
    until(lambda: len(model.record.lines) == 4)
    assert model.record.lines[-1].text.startswith("00:00:09　✓")
    assert len(model.alarms) == 2, "that it is over is no reason to take the alarm away"
    model.read_alarm()
    assert [each.is_grave for each in model.alarms] == [False]
    end(model, until)
    assert len(model.alarms) == 1, "nor is the end of the recording"


@pytest.mark.parametrize("kind", ["max_reached", "orphaned"])
def test_no_alarm_of_the_window_names_a_command(model: RecordingModel, until: Until, tmp_path: Path, kind: str) -> None:
    script = begun(model, until, tmp_path)
    script.tell(Entry(kind, 1000, 1.0, ""))  # type: ignore[arg-type] # one of the kinds
    until(lambda: model.alarms)
    assert "minutes" not in model.alarms[0].message.as_text()
    assert "--" not in model.alarms[0].message.as_text()
    end(model, until)


def test_a_mark_that_the_disk_does_not_take_is_an_alarm(model: RecordingModel, until: Until, tmp_path: Path) -> None:
    script = begun(model, until, tmp_path)
    script.tell(NotDone(Order("decision"), DiskFull(tmp_path)))
    until(lambda: model.alarms)
    assert "ディスクの空きがなくなり" in model.alarms[0].message.headline
    end(model, until)


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        ((Kept(9000, 0, False), Written(True)), Outcome.TEXT),
        ((Kept(9000, 0, False), Written(False)), Outcome.HEAR),
        ((Kept(9000, 0, False),), Outcome.HEAR),
        ((Kept(9000, 1500, True),), Outcome.KEPT),
    ],
)
def test_after_the_end_comes_the_text_the_hearing_or_nothing(
    model: RecordingModel, until: Until, tmp_path: Path, values: tuple[object, ...], outcome: Outcome
) -> None:
    ends: list[object] = []
    model.ended.connect(lambda folder, how: ends.append((folder, how)))
    script = begun(model, until, tmp_path)
    model.stop()
    assert model.phase is Phase.SAVING
    model.stop()
    assert [each.what for each in script.orders] == ["stop"], "once is enough"
    script.tell(*values, None)
    until(lambda: ends)
    assert ends == [(tmp_path, outcome)]
    assert model.said == Occasion()


def test_a_stop_before_the_first_sample_is_obeyed_when_it_has_come(
    model: RecordingModel, until: Until, tmp_path: Path
) -> None:
    model.start()
    model.stop(keep_only=True)
    assert last().keep_only
    assert [each.what for each in last().orders] == ["stop"]
    last().begin(tmp_path)
    until(lambda: model.folder == tmp_path)
    assert model.phase is Phase.SAVING
    end(model, until)


def test_a_recording_that_cannot_begin_says_why_and_what_to_do_here(model: RecordingModel, until: Until) -> None:
    told: list[tuple[Failure, object]] = []
    model.failed.connect(lambda failure, folder: told.append((failure, folder)))
    model.start()
    last().tell(DeviceMissing("会議室", "microphone", ("内蔵マイク",)))
    until(lambda: told)
    failure, folder = told[0]
    assert folder is None
    assert "会議室" in failure.message.headline
    assert "minutes devices" not in failure.message.as_text()
    assert not model.is_active


def test_a_text_that_fails_leaves_the_recording_to_be_heard_again(
    model: RecordingModel, until: Until, tmp_path: Path
) -> None:
    told: list[object] = []
    model.failed.connect(lambda _failure, folder: told.append(folder))
    script = begun(model, until, tmp_path)
    script.tell(Kept(9000, 0, False), EngineStopped(0, -9))
    until(lambda: told)
    assert told == [tmp_path]


def test_nothing_chosen_is_told_and_nothing_begins(model: RecordingModel) -> None:
    told: list[Failure] = []
    model.failed.connect(lambda failure, _folder: told.append(failure))
    model.sources.choose("mic", "none")
    model.start()
    assert not model.is_active
    assert told[0].message.next_step == "マイクかPCの音のどちらかを選んでください。"


def test_a_recording_without_a_window_is_taken_over_with_its_agenda_and_marks(
    model: RecordingModel, until: Until, tmp_path: Path
) -> None:
    model._take_left(LeftBehind((tmp_path,), ()))
    assert last().plan.folder == tmp_path
    said = Occasion("庁議", agenda=(AgendaItem("a1", "予算"), AgendaItem("a2", "人事")))
    last().dial.put(60_000, is_paused=True)
    marks = (entry("mark", 2000, kind="agenda", text="予算"), entry("mark", 9000, kind="decision"))
    last().attach(tmp_path, said, marks, (Heard(1000, 1900, "始めます。"), Heard(3000, 4000, "予算です。")))
    until(lambda: model.is_under_way)
    assert model.phase is Phase.PAUSED
    assert [line.text for line in model.record.lines] == [
        words.CAUGHT,
        "00:00:01 始めます。",
        "00:00:02　◆ 議題1　予算",
        "00:00:03 予算です。",
        "00:00:09　◆ 決定",
    ]
    assert model.agenda_at == 1
    assert model.title_of(1) == "予算"
    assert not model.records(tmp_path / "other")
    assert model.records(tmp_path)
    end(model, until)


def test_interrupted_recordings_are_told_and_none_is_taken_over(model: RecordingModel, tmp_path: Path) -> None:
    told: list[object] = []
    model.left.connect(told.append)
    model._take_left(LeftBehind((), (tmp_path,)))
    assert told == [(tmp_path,)]
    assert not model.is_active


def test_what_is_connected_can_be_chosen_and_the_choice_is_remembered(
    model: RecordingModel, until: Until, tmp_path: Path
) -> None:
    sources = model.sources
    sources.look()
    until(lambda: not sources.is_looking)
    assert [each.shown for each in sources.choices("mic")] == [
        "PCの既定（会議室マイク）",
        "会議室マイク",
        "内蔵マイク",
        words.NOT_RECORDED,
    ]
    assert [each.value for each in sources.choices("system")] == ["default", "スピーカー", "none"]
    sources.choose("mic", "内蔵マイク")
    begun(model, until, tmp_path)
    until(lambda: load()[0].capture.device == "内蔵マイク")
    end(model, until)


def test_a_device_that_is_not_there_stays_chosen_and_says_so(tmp_path: Path, until: Until) -> None:
    with scripted(tmp_path, device="USBマイク") as workshop:
        sources = SourcesModel(workshop)
        sources.look()
        until(lambda: not sources.is_looking)
        assert "USBマイク（つながっていません）" in [each.shown for each in sources.choices("mic")]
        assert sources.devices == {"mic": "USBマイク"}


def test_levels_before_the_recording_are_words_and_shares(model: RecordingModel) -> None:
    model.sources._take_levels((Loudness("mic", -18.0, -12.0), Loudness("system", -120.0, -120.0)))
    shown = model.sources.levels["mic"]
    assert (shown.word, round(shown.share, 2)) == ("good", 0.7)
    assert model.sources.levels["system"].word == "silent"


def test_a_sound_system_that_is_missing_is_said_where_devices_are_chosen(tmp_path: Path, until: Until) -> None:
    def broken(_report: object) -> Iterator[object]:
        raise SoundSystemMissing("server")

    with scripted(tmp_path) as workshop, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sources_module, "find_inputs", broken)
        sources = SourcesModel(workshop)
        sources.look()
        until(lambda: sources.trouble)
        assert sources.trouble is not None
        assert "録音できません" in sources.trouble.headline
        assert "minutes" not in sources.trouble.as_text()
