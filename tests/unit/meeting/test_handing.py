"""A meeting handed over as one file and taken in again; and files that are there to do harm."""

import contextlib
import json
import random
import shutil
import stat
import struct
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from minutes_app.errors import (
    DiskFault,
    DiskFull,
    InputMissing,
    KaigiRefused,
    MeetingMissing,
    MeetingTooNew,
    MinutesError,
    StillRecording,
)
from minutes_app.meeting import handing
from minutes_app.meeting.edit import mark_hidden, set_text
from minutes_app.meeting.handing import Holdings, hand_over, receive_kaigi
from minutes_app.meeting.kaigi import belongs, opened
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.packing import pack
from minutes_app.meeting.place import find_by_id
from minutes_app.meeting.sealed import encode
from minutes_app.meeting.snapshot import Snapshot, write_snapshot
from minutes_app.meeting.store import OpenMeeting, create, load
from minutes_app.meeting.unpacking import look, unpack
from minutes_app.progress import Cancelled, Progress, Stage, no_report
from minutes_app.wording import explain
from minutes_app.wording.handing import REFUSED, holdings
from tests.unit.meeting.making import a_meeting

SOUND = random.Random(5).randbytes(3_000_000)


def a_folder(library: Path, meeting: Meeting | None = None) -> Path:
    """A meeting with its recording, a run, a document and things that are nobody's business."""
    folder = create(library, meeting or a_meeting())
    (folder / "recording-1.wav").write_bytes(SOUND)
    (folder / "runs").mkdir()
    (folder / "runs" / "20260115-100000-abcdef.json").write_bytes(b"{}")
    (folder / "exports").mkdir()
    (folder / "exports" / "20260115_会議（秘）①_会議録.docx").write_bytes(b"docx")
    (folder / "exports" / "~$260115_会議.docx").write_bytes(b"Word")
    (folder / "exports" / "メモ.exe").write_bytes(b"MZ")
    (folder / "meeting.json.bak.tmp").write_bytes(b"x")
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """A file that was handed over."""
    return hand_over(a_folder(tmp_path / "甲"), tmp_path / "渡す").path


def test_what_is_not_in_the_folder_any_more_is_not_said_to_be_in_the_file(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "甲")
    (folder / "recording-1.wav").unlink()
    done = hand_over(folder, tmp_path / "渡す")
    assert done.holdings == Holdings(0, 0, 0, lacking=True)
    sentence = holdings(0, 0, 0, lacking=True)
    assert "録音（" not in sentence
    assert "録音は、もう会議のフォルダーにないので入りません。" in sentence
    assert "録音の一部は、もう" in holdings(5000, 0, 0, lacking=True)


def test_a_meeting_comes_over_with_everything_that_is_its_own(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "甲")
    with OpenMeeting(folder) as book:
        book.commit(set_text(book.meeting, "u1", "直した"))
        book.commit(mark_hidden(book.meeting, ["u2"]))
        done = hand_over(folder, tmp_path / "渡す")
    assert done.path.name == "20260115_会議（秘）①.kaigi"
    assert done.holdings == Holdings(5000, 1, 0)
    received = receive_kaigi(done.path, tmp_path / "乙")
    assert not received.known
    assert received.folder.name == folder.name
    assert load(received.folder) == load(folder)
    before, after = files_of(folder), files_of(received.folder)
    own = {"recording-1.wav", "runs/20260115-100000-abcdef.json", "exports/20260115_会議（秘）①_会議録.docx"}
    assert set(after) == own | {"meeting.json", "meeting.json.bak", "edits.jsonl"}
    assert {name: after[name] for name in own} == {name: before[name] for name in own}
    with OpenMeeting(received.folder) as book:
        assert book.meeting.utterances[2].hidden


def test_what_was_not_packed_is_left_out_even_where_it_lies_beside(packed: Path) -> None:
    with zipfile.ZipFile(packed) as archive:
        names = archive.namelist()
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
    assert not [name for name in names if "lock" in name or name.endswith((".exe", ".tmp", ".bak")) or "~$" in name]


def test_a_name_that_is_taken_is_not_overwritten(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "甲")
    first, second = hand_over(folder, tmp_path / "渡す"), hand_over(folder, tmp_path / "渡す")
    assert second.path.name == "20260115_会議（秘）① (2).kaigi"
    assert sorted(path.name for path in (tmp_path / "渡す").iterdir()) == sorted([first.path.name, second.path.name])


def test_a_meeting_without_its_recording_comes_over_without_it(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "甲")
    (folder / "recording-1.wav").unlink()
    received = receive_kaigi(hand_over(folder, tmp_path).path, tmp_path / "乙")
    assert load(received.folder) == load(folder)


def test_a_meeting_that_is_still_recorded_is_not_handed_over(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "甲")
    (folder / "capture-mic.jsonl").write_bytes(b"")
    with pytest.raises(StillRecording):
        hand_over(folder, tmp_path / "渡す")
    with pytest.raises(MeetingMissing):
        hand_over(tmp_path / "無い", tmp_path / "渡す")


def test_a_known_meeting_stays_as_it_is(tmp_path: Path, packed: Path) -> None:
    library = tmp_path / "甲"
    [folder] = library.iterdir()
    before = files_of(folder)
    received = receive_kaigi(packed, library)
    assert (received.known, received.folder) == (True, folder)
    assert files_of(folder) == before
    assert list(library.iterdir()) == [folder]


def test_both_are_kept_when_the_person_wants_it(tmp_path: Path, packed: Path) -> None:
    library = tmp_path / "甲"
    [folder] = library.iterdir()
    before = files_of(folder)
    received = receive_kaigi(packed, library, keep_both=True)
    assert received.folder != folder
    assert files_of(folder) == before
    new, old = load(received.folder), load(folder)
    assert new.id != old.id
    assert replace(new, id=old.id) == old
    assert find_by_id(library, new.id) == received.folder
    assert find_by_id(library, old.id) == folder
    assert find_by_id(library, "m-none") is None


def test_stopping_leaves_nothing_on_either_side(tmp_path: Path, packed: Path) -> None:
    def stop_at(stage: Stage) -> Callable[[Progress], None]:
        def report(progress: Progress) -> None:
            if progress.stage is stage and progress.done:
                raise Cancelled

        return report

    with pytest.raises(Cancelled):
        receive_kaigi(packed, tmp_path / "乙", report=stop_at(Stage.IMPORT))
    assert list((tmp_path / "乙").iterdir()) == []
    [folder] = (tmp_path / "甲").iterdir()
    for stage in (Stage.PACK, Stage.VERIFY):
        with pytest.raises(Cancelled):
            hand_over(folder, tmp_path / "途中", stop_at(stage))
        assert list((tmp_path / "途中").iterdir()) == []


def test_a_full_disk_is_told_before_anything_is_written(
    tmp_path: Path, packed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing, "SPARE", 1 << 60)
    with pytest.raises(DiskFull) as taking:
        receive_kaigi(packed, tmp_path / "乙")
    [folder] = (tmp_path / "甲").iterdir()
    with pytest.raises(DiskFull) as giving:
        hand_over(folder, tmp_path / "途中")
    assert [one.value.path.name for one in (taking, giving)] == [packed.stem, packed.name]
    assert list((tmp_path / "乙").iterdir()) == list((tmp_path / "途中").iterdir()) == []


def test_what_a_kill_left_of_an_earlier_reception_is_swept_and_never_listed(tmp_path: Path, packed: Path) -> None:
    import os

    library = tmp_path / "乙"
    old, young = library / ".kaigi-old", library / ".kaigi-young"
    for left in (old, young):
        left.mkdir(parents=True)
        (left / "meeting.json").write_bytes(b"{}")
    os.utime(old, (0, 0))
    receive_kaigi(packed, library)
    assert not old.exists()
    assert young.exists()


def test_what_a_kill_left_of_a_file_that_was_being_made_is_swept(tmp_path: Path) -> None:
    import os

    folder, out = a_folder(tmp_path / "甲"), tmp_path / "保管"
    out.mkdir()
    left = [out / f".{name}.kaigi.part" for name in ("old", "young")]
    for path in left:
        path.write_bytes(b"PK, and what was said in confidence")
    os.utime(left[0], (0, 0))
    hand_over(folder, out)
    assert [path.exists() for path in left] == [False, True]


def test_a_folder_that_takes_no_file_is_told_by_the_name_that_the_person_would_see(tmp_path: Path) -> None:
    target = tmp_path / "20260115_定例会議.kaigi"
    with pytest.raises(DiskFault) as caught:
        list(pack(a_folder(tmp_path / "甲"), tmp_path / "ない" / ".ab.kaigi.part", target, report=no_report))
    assert caught.value.path == target


def test_a_file_that_is_not_there_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(InputMissing) as caught:
        receive_kaigi(tmp_path / "ない.kaigi", tmp_path / "乙")
    assert "ない.kaigi」が見つかりません。" in explain(caught.value).headline
    assert not (tmp_path / "乙").exists()


Members = dict[str, bytes]


def rewrite(path: Path, members: Members, *, compress: int = zipfile.ZIP_STORED, manifest: bool = True) -> None:
    """A .kaigi of these files, whose manifest is right unless there is none."""
    import hashlib

    files = [
        {"path": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in members.items()
        if name != "kaigi.json"
    ]
    told = {"kind": "kaigi", "schema": 1, "meeting": "m1", "files": files}
    if manifest:
        members = {"kaigi.json": json.dumps(told).encode(), **members}
    with zipfile.ZipFile(path, "w", compress) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo("x")
            entry.filename = name
            entry.compress_type = compress
            archive.writestr(entry, content)


def members_of(path: Path) -> Members:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "kaigi.json"}


def taken_in(path: Path, staging: Path) -> None:
    list(look(path, report=no_report))
    list(unpack(path, staging, "m1", report=no_report))


def refused(path: Path, place: Path) -> str:
    """Why it is refused, by what the child does."""
    place.mkdir(exist_ok=True)
    staging = Path(tempfile.mkdtemp(dir=place))
    with pytest.raises(KaigiRefused) as caught:
        taken_in(path, staging)
    shutil.rmtree(staging)
    assert REFUSED[caught.value.reason] in explain(caught.value).headline
    return caught.value.reason


def test_what_is_refused_leaves_the_library_as_it_was(tmp_path: Path, packed: Path) -> None:
    members = members_of(packed)
    for content in ({**members, "../x.json": b"x"}, {**members, "meeting.json": b"{}"}):
        rewrite(packed, content)
        with pytest.raises(KaigiRefused):
            receive_kaigi(packed, tmp_path / "乙")
        assert [path.name for path in tmp_path.iterdir() if path.name == "x.json"] == []
        assert not (tmp_path / "乙").exists() or list((tmp_path / "乙").iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        *("../meeting.json", "/etc/passwd", "runs/../../x.json", "..\\x.json", "C:\\x.json", "runs\\x.json"),
        *("exports/x.docx:stream", "//server/share/x.docx"),
    ],
)
def test_a_path_that_leads_out_is_refused(tmp_path: Path, packed: Path, name: str) -> None:
    rewrite(packed, {**members_of(packed), name: b"x"})
    assert refused(packed, tmp_path / "乙") == "path"
    assert not (tmp_path / "x.json").exists()


@pytest.mark.parametrize(
    "name",
    [
        *("recording-1.exe", "exports/x.docm", "x.lnk", "exports/deep/x.docx", "runs/x.py", "meeting.lock", "a/"),
        *("meeting.json.bak", ".hidden", "exports/con.docx", "exports/x .docx ", "exports/a\x01b.docx", "runs/"),
    ],
)
def test_a_file_that_is_no_meeting_s_is_refused(tmp_path: Path, packed: Path, name: str) -> None:
    rewrite(packed, {**members_of(packed), name: b"x"})
    assert refused(packed, tmp_path / "乙") == "strange"


def test_links_and_devices_are_refused(tmp_path: Path, packed: Path) -> None:
    content = members_of(packed)
    for mode, reason in ((stat.S_IFLNK, "link"), (stat.S_IFCHR, "strange"), (stat.S_IFIFO, "strange")):
        rewrite(packed, content)
        with zipfile.ZipFile(packed, "a") as archive:
            entry = zipfile.ZipInfo("recording-9.wav")
            entry.external_attr = (mode | 0o777) << 16
            archive.writestr(entry, "/etc/passwd")
        assert refused(packed, tmp_path / "乙") == reason


def test_anything_compressed_is_refused_so_that_no_bomb_can_be(tmp_path: Path, packed: Path) -> None:
    members = members_of(packed)
    rewrite(packed, {**members, "recording-2.wav": bytes(50 << 20)}, compress=zipfile.ZIP_DEFLATED)
    assert packed.stat().st_size < 5 << 20
    assert refused(packed, tmp_path / "乙") == "too_large"
    rewrite(packed, {**members, "recording-2.wav": SOUND[:100]}, compress=zipfile.ZIP_BZIP2)
    assert refused(packed, tmp_path / "乙") == "packed_again"


def test_entries_that_share_their_bytes_are_refused(tmp_path: Path, packed: Path) -> None:
    """The other kind of bomb: many names in the directory for one stretch of the file."""
    rewrite(packed, {**members_of(packed), "recording-2.wav": bytes(1 << 20)})
    raw = bytearray(packed.read_bytes())
    end = raw.rindex(b"PK\5\6")
    count, size, start = struct.unpack_from("<HHII", raw, end + 8)[1:]
    directory = bytes(raw[start : start + size])
    last = directory.rindex(b"PK\1\2")
    more = b"".join(directory[last:].replace(b"recording-2", f"recording-{n}".encode()) for n in range(3, 10))
    raw[end:end] = more
    end += len(more)
    struct.pack_into("<HHII", raw, end + 8, count + 7, count + 7, size + len(more), start)
    packed.write_bytes(raw)
    with zipfile.ZipFile(packed) as archive:
        assert len(archive.namelist()) == count + 7
    assert refused(packed, tmp_path / "乙") == "too_large"


def test_too_many_files_are_refused(tmp_path: Path, packed: Path) -> None:
    rewrite(packed, members_of(packed) | {f"runs/{n}.json": b"" for n in range(5_001)})
    assert refused(packed, tmp_path / "乙") == "too_large"


def test_what_differs_from_its_manifest_is_refused(tmp_path: Path, packed: Path) -> None:
    members = members_of(packed)
    with zipfile.ZipFile(packed) as archive:
        manifest = archive.read("kaigi.json")
    cases: list[tuple[Members, str]] = [
        ({**members, "recording-1.wav": members["recording-1.wav"][:-1] + b"?"}, "changed"),
        ({**members, "recording-1.wav": members["recording-1.wav"] + b"?"}, "changed"),
        ({name: content for name, content in members.items() if name != "recording-1.wav"}, "lacks"),
        ({**members, "recording-2.wav": b"x"}, "strange"),
        ({"meeting.json": members["meeting.json"]}, "lacks"),
    ]
    for content, reason in cases:
        rewrite(packed, {"kaigi.json": manifest, **content}, manifest=False)
        assert refused(packed, tmp_path / "乙") == reason


def test_two_files_of_one_name_are_refused(tmp_path: Path, packed: Path) -> None:
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("RECORDING-1.wav".lower().replace("wav", "WAV"), b"x")
    assert refused(packed, tmp_path / "乙") in ("duplicate", "strange")


def test_a_meeting_whose_recording_lies_elsewhere_is_refused(tmp_path: Path, packed: Path) -> None:
    meeting = a_meeting()
    for file in ("../../secret.wav", "/etc/passwd", "C:\\secret.wav", "meeting.json", "recording-1.exe"):
        recordings = (replace(meeting.recordings[0], file=file),)
        raw = write_snapshot(Snapshot(replace(meeting, recordings=recordings)))
        rewrite(packed, {**members_of(packed), "meeting.json": raw})
        assert refused(packed, tmp_path / "乙") == "path"


def test_a_meeting_that_cannot_be_read_is_refused(tmp_path: Path, packed: Path) -> None:
    members = members_of(packed)
    other = write_snapshot(Snapshot(replace(a_meeting(), id="m2")))
    for raw, reason in (
        (b"", "meeting"),
        (b"[" * 100_000, "meeting"),
        (members["meeting.json"].replace("発言".encode(), "殺言".encode()), "meeting"),
        (other, "changed"),
    ):
        rewrite(packed, {**members, "meeting.json": raw})
        assert refused(packed, tmp_path / "乙") == reason
    rewrite(packed, {**members, "edits.jsonl": b'{"seq":9}\n'})
    assert refused(packed, tmp_path / "乙") == "meeting"


def test_a_file_of_a_later_version_is_left_alone(tmp_path: Path, packed: Path) -> None:
    later = encode({"kind": "kaigi", "schema": 9, "anything": 1})
    rewrite(packed, {"kaigi.json": later, **members_of(packed)}, manifest=False)
    with pytest.raises(MeetingTooNew):
        receive_kaigi(packed, tmp_path / "乙")
    members = members_of(packed)
    raw = members["meeting.json"].replace(b'"schema":1', b'"schema":9')
    rewrite(packed, {**members, "meeting.json": raw})
    with pytest.raises(MeetingTooNew) as caught:
        receive_kaigi(packed, tmp_path / "乙")
    assert caught.value.path == packed
    assert list((tmp_path / "乙").iterdir()) == []


@pytest.mark.parametrize("manifest", [b"", b"{}", b'{"kind":"zip","schema":1}', b'{"schema":1e99}', b"\xff", b"[1]"])
def test_a_zip_that_is_no_kaigi_is_refused(tmp_path: Path, packed: Path, manifest: bytes) -> None:
    rewrite(packed, {"kaigi.json": manifest, **members_of(packed)}, manifest=False)
    assert refused(packed, tmp_path / "乙") == "not_kaigi"


def test_other_files_and_broken_copies_are_refused(tmp_path: Path, packed: Path) -> None:
    whole = packed.read_bytes()
    packed.write_bytes(whole[: len(whole) // 2])
    assert refused(packed, tmp_path / "乙") == "broken"
    document = tmp_path / "文書.docx"
    with zipfile.ZipFile(document, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", "会議録" * 100)
    packed.write_bytes(whole[:1000] + document.read_bytes() + whole[1000:1100])
    assert refused(packed, tmp_path / "乙") == "broken", "cut behind a document, which is a zip itself"
    packed.write_bytes(b"RIFF" + bytes(100))
    assert refused(packed, tmp_path / "乙") == "not_kaigi"
    packed.write_bytes(b"")
    assert refused(packed, tmp_path / "乙") == "not_kaigi"
    rewrite(packed, {"kaigi.json": b"x"}, manifest=False)
    shutil.copy(packed, tmp_path / "x.zip")
    assert refused(packed, tmp_path / "乙") == "not_kaigi"


def test_an_encrypted_file_is_refused(tmp_path: Path, packed: Path) -> None:
    raw = bytearray(packed.read_bytes())
    at = raw.index(b"PK\1\2")
    raw[at + 8] |= 1
    packed.write_bytes(raw)
    assert refused(packed, tmp_path / "乙") in ("encrypted", "broken")


def test_random_damage_never_gets_in_and_is_never_a_bug(tmp_path: Path) -> None:
    """Bytes changed, cut and doubled at random: taken in whole, or refused with a sentence, and nothing is left."""
    folder = create(tmp_path / "甲", a_meeting(2))
    (folder / "recording-1.wav").write_bytes(SOUND[:2_000])
    whole = hand_over(folder, tmp_path).path.read_bytes()
    path, source, taken = tmp_path / "x.kaigi", random.Random(20260115), 0
    for _round in range(250):
        raw = bytearray(whole)
        for _place in range(source.randint(1, 4)):
            at = source.randrange(len(raw))
            tail = source.random() < 0.5
            at = len(raw) - 1 - at % 900 if tail else at
            raw[at] = source.randrange(256)
        if source.random() < 0.2:
            del raw[source.randrange(len(raw)) :]
        path.write_bytes(raw)
        with contextlib.suppress(MinutesError), opened(path) as kaigi:
            for file in kaigi.manifest.files:
                assert belongs(file.path)
                with (tmp_path / "out").open("wb") as stream:
                    kaigi.copy(file, stream)
            taken += 1
    assert 0 < taken < 200
