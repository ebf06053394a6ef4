"""Which places may be asked for at all."""

from pathlib import Path, PureWindowsPath

import pytest

from minutes_app.servers import Servers
from minutes_app.settings import Settings, own_servers
from minutes_app.settings.pages import ArchivePage, DocumentsPage, LibraryPage

OURS = Servers.of(r"\\FS01\共有", Path("/home/山田"), r"C:\会議録", "")


@pytest.mark.parametrize(
    "place",
    [
        r"C:\Users\山田\会議録",
        r"D:会議",
        "/mnt/共有",
        "会議（秘）①",
        "",
        r"\\fs01\別の共有\会議",
        "//FS01/共有",
        PureWindowsPath(r"\\fs01\共有"),
        PureWindowsPath("//fs01/共有/会議"),
    ],
)
def test_a_place_on_this_pc_or_on_a_server_that_was_named_may_be_asked(place: str) -> None:
    assert OURS.may_ask(place)


@pytest.mark.parametrize(
    "place",
    [
        r"\\evil\共有",
        r"\\evil",
        "//evil/共有",
        r"/\evil\共有",
        r"\\fs01.evil.example\共有",
        r"\\fs01@SSL\DavWWWRoot",
        r"\\?\UNC\evil\共有",
        r"\\.\UNC\fs01\共有",
        r"\??\UNC\fs01\共有",
        "/??/UNC/evil/共有",
        r"\\10.0.0.1\c$",
        PureWindowsPath(r"\\evil\共有\a.docx"),
    ],
)
def test_another_server_may_not(place: str) -> None:
    assert not OURS.may_ask(place)
    assert not Servers().may_ask(place)


def test_a_form_for_devices_is_no_name_of_a_server() -> None:
    assert not Servers.of(r"\\?\C:\会議録").may_ask(r"\\?\UNC\evil\共有")


@pytest.mark.parametrize(
    "settings",
    [
        Settings(library=LibraryPage(folder=r"\\fs01\会議録")),
        Settings(documents=DocumentsPage(shared_folder=r"\\fs01\共有")),
        Settings(archive=ArchivePage(folder=r"\\fs01\保管")),
    ],
)
def test_the_places_of_the_settings_are_the_office_s_own(settings: Settings) -> None:
    assert own_servers(settings).may_ask(r"\\FS01\x")
    assert not own_servers(settings).may_ask(r"\\fs02\x")
    assert own_servers(settings, r"\\fs02\会議").may_ask(r"\\fs02\x")
