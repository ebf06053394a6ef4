"""hear() and write() with scripted parts: stops, deaths, resumes, second runs, documents."""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from minutes_app import pipeline
from minutes_app.errors import DecoderStopped, DiskFull, EngineStopped, NotEnoughMemory
from minutes_app.logbook import Action
from minutes_app.meeting import edit
from minutes_app.meeting.model import Heard, Meeting, Occasion, Recording, Run, Speaker
from minutes_app.meeting.runs import RunJournal, load_run, runs_of
from minutes_app.meeting.store import OpenMeeting, create
from minutes_app.pipeline import Hearing, Notice, Order, Tools, hear, write
from minutes_app.progress import Cancelled, Progress, Stage, no_report
from minutes_app.transcribe.engine import EngineOptions, Loaded
from minutes_app.transcribe.weights import Weights, choose, folders_for
from minutes_app.wording.documents import DEMO_NOTE
from tests.fakes import WINDOW_MS, ScriptedDecoder, ScriptedEngine, ScriptedWriter, heard_in

SHA = "3f2a91" + "0c" * 29
TODAY = date(2026, 11, 23)


@dataclass(slots=True)
class Case:
    """A meeting folder and the parts that work on it."""

    folder: Path
    decoder: ScriptedDecoder
    engine: ScriptedEngine
    writer: ScriptedWriter
    weights: Weights
    done: list[Action]

    def tools(self) -> Tools:
        return Tools(self.decoder, self.engine, self.writer, lambda action, _meeting, _sha256: self.done.append(action))

    def hearing(self, *, again: bool = False, beam: int = 5) -> Hearing:
        return Hearing(self.weights, EngineOptions(beam_size=beam), again=again)

    def hear(self, *, again: bool = False, beam: int = 5) -> list[Heard | Notice]:
        with OpenMeeting(self.folder) as book:
            return list(hear(book, self.hearing(again=again, beam=beam), self.tools(), no_report))

    def notices(self, *, again: bool = False, beam: int = 5) -> list[Notice]:
        return [each for each in self.hear(again=again, beam=beam) if isinstance(each, Notice)]

    def meeting(self) -> Meeting:
        with OpenMeeting(self.folder) as book:
            return book.meeting

    def run(self) -> Run:
        return load_run(self.folder, self.meeting().run_id)

    def write(self, *formats: str, templates: tuple[Path, ...] = (), out: Path | None = None) -> list[Path | Notice]:
        with OpenMeeting(self.folder) as book:
            order = Order(formats, templates, out)
            return list(write(book, order, self.tools(), no_report, today=TODAY))


@pytest.fixture(scope="module")
def weights() -> Weights:
    return choose("demo-ja", folders_for(""))


@pytest.fixture
def case(tmp_path: Path, weights: Weights) -> Iterator[Case]:
    case = a_case(tmp_path / "会議", weights)
    yield case
    case.tools().close()


def a_case(library: Path, weights: Weights, files: int = 1) -> Case:
    recordings = tuple(
        Recording(f"recording-{number}.wav", f"録音{number}.wav", SHA.replace("3f", f"{number}f"), 0)
        for number in range(1, files + 1)
    )
    occasion = Occasion(title="定例会議", date="2026-11-23")
    meeting = Meeting("m-1", "2026-11-23T10:00:00+09:00", occasion, recordings)
    return Case(create(library, meeting), ScriptedDecoder(), ScriptedEngine(), ScriptedWriter(), weights, [])


def kinds(notices: list[Notice]) -> list[str]:
    return [notice.kind for notice in notices]


def stop_after(seconds: int, case: Case) -> None:
    """Hear until `seconds` windows are done, then the person stops it."""

    def report(progress: Progress) -> None:
        if progress.stage is Stage.TRANSCRIBE and progress.done >= seconds * WINDOW_MS:
            raise Cancelled

    with OpenMeeting(case.folder) as book, pytest.raises(Cancelled):
        list(hear(book, case.hearing(), case.tools(), report))


def test_what_is_heard_becomes_the_meetings_utterances(case: Case) -> None:
    came = case.hear()
    assert came == [heard_in(second) for second in range(4)]
    meeting, run = case.meeting(), case.run()
    assert [utterance.text for utterance in meeting.utterances] == [f"窓{second}の0です。" for second in range(4)]
    assert [utterance.heard for utterance in meeting.utterances] == [each.text for each in run.heard]
    assert (meeting.recordings[0].duration_ms, run.audio_ms) == (4_000, 4_000)
    assert (run.model, run.model_sha256) == ("demo-ja", case.weights.sha256_of_all)
    assert case.decoder.asked == [((case.folder / "recording-1.wav",), "mix", 0)]
    assert case.done == [Action.TRANSCRIBED]
    assert not meeting.touched


@pytest.mark.parametrize("seconds", [1, 2, 3])
def test_a_stopped_run_resumes_to_exactly_the_uninterrupted_meeting(
    case: Case, tmp_path: Path, weights: Weights, seconds: int
) -> None:
    calm = a_case(tmp_path / "calm", weights)
    calm.hear()
    stop_after(seconds, case)
    assert case.meeting().utterances == ()
    case.engine = ScriptedEngine()
    came = case.hear()
    assert came[0] == Notice("resumed", (f"00:00:0{seconds}",))
    assert case.engine.windows == list(range(seconds, 4))
    assert case.decoder.asked[-1][2] == seconds * WINDOW_MS
    assert replace(case.meeting(), run_id="") == replace(calm.meeting(), run_id="")
    assert case.run().heard == calm.run().heard
    assert len(runs_of(case.folder)) == 1


@pytest.mark.parametrize(
    ("change", "heard_again"),
    [
        (EngineOptions(hotwords="特定健診"), True),
        (EngineOptions(language="en"), True),
        (EngineOptions(beam_size=1), True),
        (EngineOptions(words=False), True),
        (EngineOptions(compute_type="float32"), True),
        ("separate", True),
        (EngineOptions(threads=2), False),
        (EngineOptions(device="cpu"), False),
    ],
    ids=str,
)
def test_a_recording_is_heard_again_only_when_the_text_could_differ(
    case: Case, change: EngineOptions | str, heard_again: bool
) -> None:
    case.hear()
    wish = case.hearing()
    wish = replace(wish, options=change) if isinstance(change, EngineOptions) else replace(wish, tracks="separate")
    with OpenMeeting(case.folder) as book:
        came = list(hear(book, wish, case.tools(), no_report))
    assert (came == [Notice("already_done")]) is not heard_again
    assert len(runs_of(case.folder)) == 1 + heard_again


def test_cancelling_keeps_the_finished_windows_and_closes_the_decoder(case: Case) -> None:
    stop_after(2, case)
    assert len(list(case.folder.rglob("*.partial.jsonl"))) == 1
    assert runs_of(case.folder) == ()
    assert kinds(case.notices()) == ["resumed"]
    assert list(case.folder.rglob("*.partial.jsonl")) == []


def test_a_consumer_that_walks_away_loses_nothing_that_was_finished(case: Case) -> None:
    with OpenMeeting(case.folder) as book:
        stream = iter(hear(book, case.hearing(), case.tools(), no_report))
        assert [next(stream), next(stream)] == [heard_in(0), heard_in(1)]
        stream.close()  # type: ignore[attr-defined] # a generator
    case.engine.windows.clear()
    case.hear()
    assert case.engine.windows == [1, 2, 3]


def test_a_finished_run_is_said_and_nothing_is_heard_again(case: Case) -> None:
    case.hear()
    before = case.meeting()
    case.engine = ScriptedEngine()
    assert case.hear() == [Notice("already_done")]
    assert (case.engine.loads, case.engine.windows, len(case.decoder.asked)) == (0, [], 1)
    assert case.meeting() == before


def test_other_options_are_other_work(case: Case) -> None:
    case.hear()
    first = case.meeting().run_id
    assert "already_done" not in kinds(case.notices(beam=1))
    second = case.meeting().run_id
    assert second != first
    assert kinds(case.notices()) == ["already_done"]
    assert case.meeting().run_id == first
    assert case.meeting().utterances


def test_again_adds_a_run_and_replaces_what_nobody_has_touched(case: Case) -> None:
    case.hear()
    case.engine.silent = {2}
    assert kinds(case.notices(again=True)) == ["no_text"]
    assert len(runs_of(case.folder)) == 2
    assert len(case.meeting().utterances) == 3
    assert case.meeting().run_id == runs_of(case.folder)[-1].id


def test_again_never_touches_what_a_person_has_edited(case: Case) -> None:
    case.hear()
    with OpenMeeting(case.folder) as book:
        book.commit(edit.set_text(book.meeting, "u000002", "直した文"))
    before = case.meeting()
    case.engine.silent = {0, 1, 2}
    assert "kept_edits" in kinds(case.notices(again=True))
    assert case.meeting() == before
    assert len(runs_of(case.folder)) == 2
    assert case.notices() == [Notice("already_done")]
    assert case.meeting() == before


def test_information_given_before_the_first_run_does_not_keep_the_text_out(case: Case) -> None:
    """A run is stopped; the person repeats the command with a title; the text has to come all the same."""
    stop_after(2, case)
    with OpenMeeting(case.folder) as book:
        book.commit(edit.set_occasion(book.meeting, replace(book.meeting.occasion, title="総務課会議")))
        book.commit(edit.add_speaker(book.meeting, Speaker("s-abc", "話者A", "山田")))
    assert kinds(case.notices()) == ["resumed"]
    meeting = case.meeting()
    assert (meeting.occasion.title, len(meeting.utterances)) == ("総務課会議", 4)
    assert [speaker.name for speaker in meeting.speakers] == ["山田"]


def test_a_kill_between_the_run_and_the_meeting_is_made_good(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_args: object) -> Iterator[Notice]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "_take_over", killed)
        with pytest.raises(KeyboardInterrupt):
            case.hear()
    assert (case.meeting().run_id, len(runs_of(case.folder))) == ("", 1)
    case.engine = ScriptedEngine()
    assert kinds(case.notices()) == ["already_done"]
    assert (case.engine.loads, len(case.meeting().utterances)) == (0, 4)
    assert case.meeting().recordings[0].duration_ms == 4_000


def test_an_engine_that_dies_once_is_restarted_and_hears_the_window_again(case: Case) -> None:
    case.engine.deaths = {2: 1}
    assert case.notices() == [Notice("engine_restarted", ("00:00:02",))]
    assert (case.engine.windows, case.engine.revivals) == ([0, 1, 2, 2, 3], 1)
    assert [heard.text for heard in case.run().heard] == [f"窓{second}の0です。" for second in range(4)]
    assert case.run().failed_ms == 0


def test_the_fall_back_of_a_revived_engine_is_told(case: Case) -> None:
    case.engine.loaded = Loaded("cuda", "float16", 1, (("gpu_fallback", "none"),))
    case.engine.revived = Loaded("cpu", "int8", 1, (("gpu_fallback", "crash"),))
    case.engine.deaths = {1: 1}
    told = case.notices()
    assert told == [
        Notice("gpu_fallback", ("none",)),
        Notice("gpu_fallback", ("crash",)),
        Notice("engine_restarted", ("00:00:01",)),
    ]


def test_a_window_that_kills_the_engine_twice_is_marked_and_the_rest_is_kept(case: Case) -> None:
    case.engine.deaths = {2: 2}
    assert kinds(case.notices()) == ["engine_restarted", "window_failed"]
    run = case.run()
    assert run.failed_ms == 1_000
    marked = [heard for heard in run.heard if "failed" in heard.flags]
    assert [(heard.start_ms, heard.end_ms, heard.text) for heard in marked] == [(2_000, 3_000, "")]
    assert [utterance.text for utterance in case.meeting().utterances] == [
        f"窓{second}の0です。" for second in (0, 1, 3)
    ]
    (page,) = case.write("txt")
    assert isinstance(page, Path)
    assert "00:00:02" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(("deaths", "at_ms"), [({0: 2}, 0), ({2: 2, 3: 2}, 2_000)])
def test_an_engine_that_keeps_dying_stops_the_run_and_a_later_one_tries_again(
    case: Case, deaths: dict[int, int], at_ms: int
) -> None:
    case.engine.deaths = dict(deaths)
    with pytest.raises(EngineStopped) as caught:
        case.hear()
    assert (caught.value.at_ms, caught.value.exit_code) == (at_ms, -9)
    assert (case.meeting().utterances, runs_of(case.folder)) == ((), ())
    case.engine = ScriptedEngine()
    case.hear()
    assert case.engine.windows == list(range(at_ms // WINDOW_MS, 4))
    assert (len(case.meeting().utterances), case.run().failed_ms) == (4, 0)


def test_two_bad_windows_that_are_no_neighbours_do_not_stop_the_run(case: Case) -> None:
    case.engine.deaths = {1: 2, 3: 2}
    assert kinds(case.notices()) == ["engine_restarted", "window_failed"] * 2
    assert case.run().failed_ms == 2_000


def test_an_engine_that_cannot_be_restarted_names_the_place(case: Case) -> None:
    case.engine.deaths = {2: 1}
    case.engine.revival_fails = True
    with pytest.raises(EngineStopped) as caught:
        case.hear()
    assert caught.value.at_ms == 2_000
    assert (caught.value.exit_code, caught.value.why) == (137, "memory")
    case.engine = ScriptedEngine()
    assert kinds(case.notices()) == ["resumed"]


def test_a_decoder_that_is_killed_goes_on_where_it_was(case: Case) -> None:
    case.decoder.deaths = [(2, "crash")]
    assert case.notices() == []
    assert [from_ms for _paths, _tracks, from_ms in case.decoder.asked] == [0, 2_000]
    assert [heard.text for heard in case.run().heard] == [f"窓{second}の0です。" for second in range(4)]


@pytest.mark.parametrize("deaths", [[(2, "crash"), (2, "crash")], [(2, "time")], [(2, "memory")]])
def test_a_recording_that_kills_the_decoder_is_named_and_what_was_heard_is_kept(
    case: Case, deaths: list[tuple[int, str]]
) -> None:
    case.decoder.deaths = list(deaths)
    with pytest.raises(DecoderStopped) as caught:
        case.hear()
    assert caught.value.path == case.folder / "recording-1.wav"
    assert kinds(case.notices()) == ["resumed"]
    assert case.engine.windows == [0, 1, 2, 3]


def test_a_full_disk_keeps_what_was_written_before(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    real = RunJournal.append
    full: list[int] = []

    def append(self: RunJournal, start_ms: int, end_ms: int, **rest: object) -> None:
        if start_ms == 2_000 and not full:
            full.append(1)
            raise DiskFull(case.folder)
        real(self, start_ms, end_ms, **rest)  # type: ignore[arg-type] # passed through

    monkeypatch.setattr(RunJournal, "append", append)
    with pytest.raises(DiskFull):
        case.hear()
    assert case.notices() == [Notice("resumed", ("00:00:02",))]
    assert len(case.meeting().utterances) == 4


def test_skipped_sound_reaches_the_recording_the_run_and_the_person(case: Case) -> None:
    case.decoder = ScriptedDecoder(skipped=(3, 1_200))
    assert case.notices() == [Notice("skipped", ("3か所・計1.2秒",))]
    assert (case.run().skipped, case.run().skipped_ms) == (3, 1_200)
    assert (case.meeting().recordings[0].skipped, case.meeting().recordings[0].skipped_ms) == (3, 1_200)


def test_a_recording_whose_end_is_missing_is_heard_and_told(case: Case) -> None:
    name = case.meeting().recordings[0].source_name
    case.decoder = ScriptedDecoder(missing_ms=3_596_000)
    assert case.notices() == [Notice("cut_off", (name, "01:00:00", "00:00:04"))]
    assert len(case.meeting().utterances) == 4


def test_a_recording_without_a_word_says_so(case: Case) -> None:
    case.engine.silent = {0, 1, 2, 3}
    assert kinds(case.notices()) == ["no_text", "nothing_heard"]
    assert case.meeting().utterances == ()
    assert case.notices() == [Notice("already_done")]


def test_recordings_joined_to_one_meeting_lie_one_after_the_other(tmp_path: Path, weights: Weights) -> None:
    case = a_case(tmp_path / "会議", weights, files=3)
    case.decoder = ScriptedDecoder(durations_ms=(2_000, 1_000, 3_000))
    case.hear()
    recordings = case.meeting().recordings
    assert [(each.offset_ms, each.duration_ms) for each in recordings] == [(0, 2_000), (2_000, 1_000), (3_000, 3_000)]
    assert case.run().audio_ms == 6_000
    assert [path.name for path in case.decoder.asked[0][0]] == [f"recording-{number}.wav" for number in (1, 2, 3)]


def test_a_loaded_model_is_not_asked_for_its_memory_again(
    case: Case, tmp_path: Path, weights: Weights, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second recording of a batch: the memory that the model needs is in use, by itself."""
    case.hear()
    second = a_case(tmp_path / "zweite", weights)
    second.engine = case.engine

    def too_little(_weights: Weights) -> None:
        raise NotEnoughMemory("demo-ja", 2, 1)

    monkeypatch.setattr(pipeline, "check_memory", too_little)
    assert second.notices() == []
    second.engine = ScriptedEngine()
    with pytest.raises(NotEnoughMemory):
        second.hear(again=True)


def test_progress_tells_how_long_the_recording_is(case: Case) -> None:
    with OpenMeeting(case.folder) as book:
        book.replace(replace(book.meeting, recordings=(replace(book.meeting.recordings[0], duration_ms=4_000),)))
        seen: list[Progress] = []
        list(hear(book, case.hearing(), case.tools(), seen.append))
    told = [progress for progress in seen if progress.stage is Stage.TRANSCRIBE]
    assert {progress.total for progress in told} == {4_000}
    assert [progress.done for progress in told] == sorted(progress.done for progress in told)
    assert told[-1].done == 4_000


def test_documents_come_in_the_order_that_was_asked_for(case: Case, tmp_path: Path) -> None:
    case.hear()
    templates = (tmp_path / "全文.docx", tmp_path / "要点.docx")
    written = case.write("json", "docx", "txt", templates=templates)
    names = [
        "20261123_定例会議.json",
        "20261123_定例会議_全文.docx",
        "20261123_定例会議_要点.docx",
        "20261123_定例会議.txt",
    ]
    assert [path.name for path in written if isinstance(path, Path)] == names
    assert all(isinstance(path, Path) and path.parent == case.folder / "exports" for path in written)
    exports = case.meeting().exports
    assert [(export.file, export.template) for export in exports] == list(
        zip(names, ["", "全文", "要点", ""], strict=True)
    )
    assert not case.meeting().touched
    assert case.done == [Action.TRANSCRIBED] + [Action.EXPORTED] * 4


def test_another_document_of_the_same_name_is_not_called_changed(case: Case, tmp_path: Path) -> None:
    case.hear()
    other = tmp_path / "出力" / "20261123_定例会議.txt"
    other.parent.mkdir()
    other.write_text("別の会議", encoding="utf-8")
    notice, second = case.write("txt", out=other.parent)
    assert notice == Notice("name_taken", ("20261123_定例会議_第2版.txt",))
    assert second == other.with_name("20261123_定例会議_第2版.txt")
    assert other.read_text(encoding="utf-8") == "別の会議"


def test_a_document_that_a_person_changed_gets_a_second_edition_beside_it(case: Case, tmp_path: Path) -> None:
    case.hear()
    (first,) = case.write("txt", out=tmp_path / "出力")
    assert isinstance(first, Path)
    assert case.write("txt", out=tmp_path / "出力") == [first]
    first.write_text("町長の直し", encoding="utf-8")
    notice, second = case.write("txt", out=tmp_path / "出力")
    assert notice == Notice("new_edition", (".txt", "20261123_定例会議_第2版.txt"))
    assert first.read_text(encoding="utf-8") == "町長の直し"
    assert isinstance(second, Path)
    assert second.name == "20261123_定例会議_第2版.txt"
    assert case.write("txt", out=tmp_path / "出力") == [second]


def test_nothing_deleted_or_hidden_is_written_anywhere(case: Case, tmp_path: Path) -> None:
    case.hear()
    with OpenMeeting(case.folder) as book:
        book.commit(edit.mark_deleted(book.meeting, ["u000002"]))
        book.commit(edit.mark_hidden(book.meeting, ["u000003"]))
    written = case.write("docx", "txt", "md", "srt", "vtt", "csv", "json", templates=(tmp_path / "全文.docx",))
    texts = [path.read_text(encoding="utf-8") for path in written if isinstance(path, Path)]
    texts.append(json.dumps(case.writer.fields, ensure_ascii=False, default=str))
    assert len(texts) == 8
    for text in texts:
        assert "窓1の" not in text
        assert "窓2の" not in text
    assert all("窓3の" in text for text in texts[1:])


def test_fields_that_a_template_does_not_know_are_told(case: Case, tmp_path: Path) -> None:
    case.writer = ScriptedWriter(unknown=("会議各",))
    told = case.write("docx", templates=(tmp_path / "全文.docx",))
    assert told[0] == Notice("unknown_fields", ("全文", "会議各"))


def test_a_demo_model_under_another_name_is_labelled_all_the_same(case: Case) -> None:
    case.weights = replace(case.weights, name="市役所のモデル")
    case.hear()
    record, text = case.write("json", "txt")
    assert isinstance(record, Path)
    assert isinstance(text, Path)
    run = json.loads(record.read_text(encoding="utf-8"))["run"]
    assert (run["model"], run["demo"]) == ("市役所のモデル", True)
    assert DEMO_NOTE in text.read_text(encoding="utf-8")


def test_a_meeting_that_was_never_heard_can_be_written(case: Case) -> None:
    (path,) = case.write("json")
    assert isinstance(path, Path)
    content = json.loads(path.read_text(encoding="utf-8"))
    assert (content["title"], content["run"], content["utterances"]) == ("定例会議", None, [])


def test_writing_can_be_cancelled_between_two_documents(case: Case) -> None:
    case.hear()

    def report(progress: Progress) -> None:
        if progress.done == 1:
            raise Cancelled

    with OpenMeeting(case.folder) as book, contextlib.suppress(Cancelled):
        list(write(book, Order(("txt", "json"), ()), case.tools(), report, today=TODAY))
    assert [path.suffix for path in (case.folder / "exports").iterdir()] == [".txt"]


def test_the_words_of_a_meeting_are_told_to_the_engine_and_belong_to_the_key(case: Case) -> None:
    with OpenMeeting(case.folder) as book:
        book.commit(edit.set_occasion(book.meeting, replace(book.meeting.occasion, words=("特定健診", "髙橋 一郎"))))
    hearing = Hearing(case.weights, EngineOptions(hotwords="庁舎 髙橋"))
    with OpenMeeting(case.folder) as book:
        list(hear(book, hearing, case.tools(), no_report))
    assert case.engine._ready is not None
    assert case.engine._ready[1].hotwords == "特定健診 髙橋 一郎 庁舎"
    assert case.run().options["hotwords"] == "特定健診 髙橋 一郎 庁舎"
    assert hearing.knowing(("特定健診",)).knowing(("特定健診",)) == hearing.knowing(("特定健診",))
    assert hearing.knowing(()) is hearing
