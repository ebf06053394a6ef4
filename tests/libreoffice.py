"""A real LibreOffice without a screen, each with a profile of its own."""

import subprocess
from pathlib import Path


def soffice(profile: Path, *words: str, environment: dict[str, str] | None = None) -> None:
    """Run it and wait for its end."""
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", *words]
    subprocess.run(command, env=environment, capture_output=True, timeout=280, check=True)


def saved_as(kind: str, folder: Path, *sources: Path, environment: dict[str, str] | None = None) -> None:
    """Open documents, and save each in `folder` as this kind of file ("pdf", or an extension and a filter)."""
    words = ("--convert-to", kind, "--outdir", str(folder), *map(str, sources))
    soffice(folder / "profile", *words, environment=environment)


def opened_and_saved(document: Path, folder: Path) -> Path:
    """A Word file as LibreOffice writes it, in another folder."""
    saved_as("docx:MS Word 2007 XML", folder, document)
    return folder / document.name
