"""The shared folder: what is put there, what is left alone, and what is said when it is away."""

import os
from pathlib import Path

import pytest

from minutes_app.errors import DiskError, ShareAway, ShareFull, ShareRefused
from minutes_app.meeting.model import Export
from minutes_app.progress import Cancelled, Progress, no_report
from minutes_app.share import Published, deliver, publish
from minutes_app.wording import explain


def a_document(tmp_path: Path, name: str = "20260115_会議（秘）①_会議録.docx", content: bytes = b"one") -> Path:
    folder = tmp_path / "exports"
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "共有"
    folder.mkdir()
    return folder


def put(document: Path, share: Path, *known: Export) -> Published:
    [published] = deliver((document,), share, known, report=no_report)
    return published


def test_a_document_is_copied_whole_in_a_process_of_its_own(tmp_path: Path, share: Path) -> None:
    documents = (a_document(tmp_path), a_document(tmp_path, "x.txt", b"two"))
    there = list(publish(documents, share, (), no_report))
    assert [one.path for one in there] == [share / path.name for path in documents]
    assert [one.path.read_bytes() for one in there] == [b"one", b"two"]
    assert sorted(path.name for path in share.iterdir()) == sorted(path.name for path in documents)


def test_what_we_put_there_is_replaced_by_the_next_one(tmp_path: Path, share: Path) -> None:
    first = put(a_document(tmp_path), share)
    assert first.export is not None
    second = put(a_document(tmp_path, content=b"later"), share, first.export)
    assert second.path == first.path
    assert second.path.read_bytes() == b"later"
    assert second.why == ""


def test_what_a_person_changed_there_stays_and_the_next_is_the_second_edition(tmp_path: Path, share: Path) -> None:
    first = put(a_document(tmp_path), share)
    assert first.export is not None
    first.path.write_bytes("人が直した".encode())
    second = put(a_document(tmp_path, content=b"later"), share, first.export)
    assert second.why == "changed"
    assert second.path.name.endswith("_第2版.docx")
    assert first.path.read_bytes() == "人が直した".encode()


def test_somebody_s_file_of_the_same_name_stays(tmp_path: Path, share: Path) -> None:
    document = a_document(tmp_path)
    (share / document.name).write_bytes(b"theirs")
    there = put(document, share)
    assert there.why == "not_ours"
    assert (share / document.name).read_bytes() == b"theirs"


def test_a_second_edition_here_is_the_first_one_there(tmp_path: Path, share: Path) -> None:
    assert put(a_document(tmp_path, "x_第2版.docx"), share).path == share / "x.docx"


def test_the_same_document_again_is_not_written_again(tmp_path: Path, share: Path) -> None:
    document = a_document(tmp_path)
    first = put(document, share)
    (share / f"~${document.name[2:]}").write_bytes(b"somebody reads it in Word")
    again = put(document, share)
    assert again == Published(first.path)
    assert [path for path in share.iterdir() if "第2版" in path.name] == []


def test_a_share_that_is_away_is_told_and_never_made(tmp_path: Path) -> None:
    away = tmp_path / "つながらない" / "共有"
    with pytest.raises(ShareAway) as caught:
        list(publish((a_document(tmp_path),), away, (), no_report))
    assert not away.parent.exists()
    message = explain(caught.value)
    assert "保存されています" in message.safe


def test_a_document_that_went_away_is_no_fault_of_the_share(tmp_path: Path, share: Path) -> None:
    with pytest.raises(DiskError):
        put(tmp_path / "無い.docx", share)


def test_a_share_that_may_not_be_written_is_told(tmp_path: Path, share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> tuple[int, str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(ShareRefused):
        put(a_document(tmp_path), share)


def test_a_full_share_leaves_nothing_half_written(tmp_path: Path, share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ShareFull):
        put(a_document(tmp_path), share)
    assert list(share.iterdir()) == []


def test_stopping_keeps_what_is_there_whole(tmp_path: Path, share: Path) -> None:
    documents = (a_document(tmp_path), a_document(tmp_path, "x.txt", b"two"))

    def report(_progress: Progress) -> None:
        if (share / documents[0].name).exists():
            raise Cancelled

    with pytest.raises(Cancelled):
        list(publish(documents, share, (), report))
    assert (share / documents[0].name).read_bytes() == b"one"
