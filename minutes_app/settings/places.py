"""Where settings files, meetings and logs lie on this machine. Looks at names only; creates nothing."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath, PureWindowsPath
from typing import Protocol

import platformdirs

APP = "minutes_app"
LIBRARY_NAME = "会議録"
USER_FILE_VARIABLE = "MINUTES_SETTINGS"

_SYNC_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_SYNC_FOLDERS = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "box sync", "nextcloud")


class _HasFolder(Protocol):
    @property
    def folder(self) -> str: ...


def default_library() -> str:
    """会議録 in the person's documents; in local data when the documents are synchronised or on a server.

    Recordings must not leave the PC unless somebody decides so: a documents folder inside OneDrive would upload them.
    """
    documents = platformdirs.user_documents_path()
    if leaves_pc(documents):
        return str(platformdirs.user_data_path(APP, appauthor=False, roaming=False) / LIBRARY_NAME)
    return str(documents / LIBRARY_NAME)


def leaves_pc(folder: PurePath, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether `folder` is in a cloud-synchronised folder (OneDrive, Dropbox, ...) or on a network share."""
    if str(folder).startswith(("\\\\", "//")):
        return True
    roots = (PureWindowsPath(environ[name]) for name in _SYNC_VARIABLES if environ.get(name))
    windows = PureWindowsPath(folder)
    if any(windows.is_relative_to(root) for root in roots):
        return True
    return any(part.lower().startswith(_SYNC_FOLDERS) for part in folder.parts)


def policy_path() -> Path:
    """The machine's policy file; only an administrator writes there. No environment variable moves it."""
    if sys.platform == "win32":
        return platformdirs.site_config_path(APP, appauthor=False) / "policy.toml"
    return Path("/etc") / APP / "policy.toml"


def user_path(environ: Mapping[str, str] = os.environ) -> Path:
    """The person's settings file; `MINUTES_SETTINGS` moves it."""
    if moved := environ.get(USER_FILE_VARIABLE):
        return Path(moved).expanduser().absolute()
    return platformdirs.user_config_path(APP, appauthor=False, roaming=False) / "settings.toml"


def log_folder(page: _HasFolder) -> Path:
    """Where the technical log lies."""
    return Path(page.folder) if page.folder else platformdirs.user_log_path(APP, appauthor=False)


def audit_folder(page: _HasFolder) -> Path:
    """Where the audit log lies: the folder set by policy, else local user data (logs are swept, this is not)."""
    if page.folder:
        return Path(page.folder)
    return platformdirs.user_data_path(APP, appauthor=False, roaming=False) / "audit"


def effect_folder() -> Path:
    """Where the active time at meetings and the answers on 操作感 lie: local user data, which roams to no server."""
    return platformdirs.user_data_path(APP, appauthor=False, roaming=False) / "effect"
