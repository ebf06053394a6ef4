"""Documents as pages: LibreOffice makes PDFs, poppler reads them. Not a check for Word, but for what a reader sees."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.libreoffice import saved_as

# The fonts of Windows as Noto's of the same kind, so that lines break about where they do there.
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<alias binding="same"><family>BIZ UD明朝 Medium</family><prefer><family>Noto Serif CJK JP</family></prefer></alias>
<alias binding="same"><family>BIZ UDゴシック</family><prefer><family>Noto Sans CJK JP</family></prefer></alias>
</fontconfig>"""


@dataclass(frozen=True, slots=True)
class Printed:
    """One document on paper."""

    pdf: Path

    @property
    def pages(self) -> list[str]:
        """The text of each page."""
        return _run("pdftotext", "-layout", str(self.pdf), "-").rstrip("\f").split("\f")

    @property
    def facts(self) -> dict[str, str]:
        """What pdfinfo says."""
        lines = (line.partition(":") for line in _run("pdfinfo", str(self.pdf)).splitlines())
        return {name.strip(): value.strip() for name, _colon, value in lines}

    def edges(self) -> tuple[float, float]:
        """The leftmost and rightmost ink of any word, in points."""
        words = re.findall(
            r'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)"', _run("pdftotext", "-bbox", str(self.pdf), "-")
        )
        return min(float(left) for left, _right in words), max(float(right) for _left, right in words)

    def darkness(self, page: int) -> float:
        """The share of a page's picture that is darker than grey."""
        picture = subprocess.run(
            ["pdftoppm", "-gray", "-r", "50", "-f", str(page), "-l", str(page), str(self.pdf)],
            capture_output=True, timeout=60, check=True,
        ).stdout  # fmt: skip
        pixels = picture.split(b"\n", 3)[3]
        return sum(value < 128 for value in pixels) / len(pixels)


def print_all(documents: list[Path], folder: Path) -> dict[str, Printed]:
    """Every document as a PDF in `folder`, by name; one LibreOffice with a profile of its own."""
    fonts = folder / "fonts.conf"
    fonts.write_text(_FONTS, encoding="utf-8")
    saved_as("pdf", folder, *documents, environment={**os.environ, "FONTCONFIG_FILE": str(fonts)})
    return {path.stem: Printed(folder / f"{path.stem}.pdf") for path in documents}


def _run(*command: str) -> str:
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=280, check=True)
    return result.stdout
