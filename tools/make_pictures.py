"""Make the pictures of the guides, docs/pictures/*.png, from what the program really prints and writes.

    python -m tools.make_pictures [NAME …]        (in the folder above tools/; Linux)

Needs soffice, pdftoppm, ffmpeg and the Noto CJK fonts, which `python3 tasks.py test` installs. Commands run in a
terminal of 100 columns with a home folder of their own; only the names of that folder and of the program's folder are
shortened. Without NAMEs every picture is made; a NAME is a file name without .png.
"""

import os
import re
import select
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch
from xml.sax.saxutils import escape

from minutes_app.cli.progress_line import columns
from minutes_app.meeting.edit import add_item
from minutes_app.meeting.model import Item
from minutes_app.meeting.store import OpenMeeting
from minutes_app.progress import Stage
from minutes_app.word.template import JOINT, PERSONAL_COVER, POINTS, SUMMARY, VERBATIM
from minutes_app.wording.progress import STAGES
from tests.documents.office_forms import FORMS
from tests.documents.pages import print_all
from tests.running import wait_until
from tests.sound.fake_sound import MIC_SINK, SYSTEM_SINK, FakeSound
from tests.speaking import RATE, Speaker
from tests.terminal import Terminal

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
DEMO = ROOT / "resources" / "demo"
MEETING = "会議録"
COLUMNS, ROWS = 100, 60
SCREEN_DPI, PAGE_DPI = 110, 96
COLOURS = {"screen": 24, "page": 48}
DECIDED = (
    Item("i-101", "decision", "書かない窓口を令和9年4月1日から本庁と2つの支所で始める。"),
    Item("i-102", "decision", "防災訓練は令和9年3月7日に行い、予備日は設けない。"),
    Item("i-103", "task", "書かない窓口の操作の手引を作る。", "デジタル推進課", "2026-12-11"),
    Item("i-104", "task", "防災訓練の費用の見積りを出す。", "財政課", "来週の金曜"),
    Item("i-105", "task", "自主防災組織へ参加を呼びかける。", "防災課", "15日まで"),
)
PAPERWORK = """\
会議の種別 = "庁内会議"
文書番号 = "企調第123号"
起案日 = "令和8年11月24日"
保存期間 = "5年"
決裁欄 = ["部長", "課長", "課長補佐", "係長"]
供覧欄 = ["総務課長", "財政課長"]
命令日 = "令和8年11月16日"
用務 = "第3回デジタル推進会議への出席"
期間 = "令和8年11月23日"

[[復命]]
氏名 = "髙橋 一郎"
所感 = "支所の職員の負担を減らす効果が期待できる。操作の手引を早く配りたい。"

[[復命]]
氏名 = "佐藤 花子"
所感 = "試行で分かった入力の手間を、12月中に直す。"

[[復命]]
氏名 = "山本 美咲"
扱い = "対象外"
理由 = "復命は口頭で済ませたため"
"""
FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="M" svg:font-family="'Noto Sans Mono CJK JP'"
 style:font-pitch="fixed"/></office:font-face-decls>
<office:styles/>
<office:automatic-styles>
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="{width}pt" fo:page-height="{height}pt"
 fo:margin="0pt" fo:padding="10pt" fo:background-color="#1f2430" style:writing-mode="lr-tb"/></style:page-layout>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:line-height="14pt" fo:margin="0pt"
 style:text-autospace="none"/>
<style:text-properties style:font-name="M" style:font-name-asian="M" fo:font-size="10pt" style:font-size-asian="10pt"
 fo:color="#e8e8e2"/></style:style>
<style:style style:name="T" style:family="text"><style:text-properties fo:color="#8fd3ff" fo:font-weight="bold"
 style:font-weight-asian="bold"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L"/></office:master-styles>
<office:body><office:text>{rows}</office:text></office:body></office:document>
"""


@dataclass(frozen=True, slots=True)
class Typed:
    """A command as it was typed, and the screen after it: rows of at most `COLUMNS` columns."""

    line: str
    rows: tuple[str, ...]


class Studio:
    """A scratch folder with a home, the sample recording, and what was made from it."""

    def __init__(self, scratch: Path) -> None:
        self.scratch, self.home, self.desk = scratch, scratch / "home", scratch / "home" / "会議"
        self.desk.mkdir(parents=True)
        for path in DEMO.iterdir():
            shutil.copy(path, self.desk)

    def type(self, line: str, *, until: str = "") -> tuple[Typed, Typed]:
        """Run `minutes …` in a terminal; the screen when the pattern `until` first stood on it, and at the end."""
        seen, early = "", ""
        for piece in self._output(shlex.split(line)[1:]):
            seen += piece
            if until and not early and re.search(until, shown := self.named(seen)):
                early = shown
        if until and not early:
            raise AssertionError(f"{until} never stood on the screen:\n{seen[-2000:]}")
        return Typed(line, screen(early)), Typed(line, screen(self.named(seen)))

    def meeting(self) -> Path:
        """The folder of the documents of the sample meeting, transcribed once."""
        out = self.desk / MEETING
        if not out.is_dir():
            self.type(TRANSCRIBE)
        return out

    def sample(self) -> Path:
        """The folder of that meeting; others, recorded for other pictures, may lie beside it."""
        self.meeting()
        [folder] = (self.home / "Documents").rglob("*_第3回デジタル推進会議*/meeting.json")
        return folder.parent

    def pages(self, *documents: Path) -> list[Path]:
        """PDFs of the documents."""
        folder = Path(tempfile.mkdtemp(dir=self.scratch))
        printed = print_all(list(documents), folder)
        return [printed[document.stem].pdf for document in documents]

    def _output(self, arguments: list[str]) -> Iterator[str]:
        import pty

        ours, theirs = pty.openpty()
        os.set_blocking(ours, False)
        subprocess.run(["stty", "cols", str(COLUMNS), "rows", str(ROWS)], stdin=theirs, check=True)
        child = subprocess.Popen(
            [sys.executable, "-m", "minutes_app", *arguments],
            cwd=self.desk,
            env={**_environment(), "HOME": str(self.home)},
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        yield from _text_of(ours)
        child.wait()
        os.close(ours)

    def named(self, text: str) -> str:
        """The scratch home and the checkout under names that a reader can follow."""
        return text.replace(str(self.home), "/home/yamada").replace(str(ROOT), "/opt/minutes")


def _environment() -> dict[str, str]:
    ours = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TERM": "xterm", "LANG": "C.UTF-8"}
    return {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "MINUTES_"))} | ours


def _text_of(terminal: int) -> Iterator[str]:
    """What arrives until the other side is closed (Linux then says EIO)."""
    import codecs

    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    while True:
        select.select([terminal], [], [])
        try:
            block = os.read(terminal, 1 << 16)
        except OSError:
            return
        if not block:
            return
        yield decoder.decode(block)


def screen(text: str) -> tuple[str, ...]:
    """The rows that a terminal shows: a carriage return writes over the row, long rows go on in the next."""
    rows: list[str] = []
    for line in text.replace("\r\n", "\n").removesuffix("\n").split("\n"):
        shown = ""
        for part in line.split("\r"):
            shown = part + _after(shown, columns(part))
        rows += _wrapped(shown.rstrip())
    return tuple(rows)


def _after(text: str, used: int) -> str:
    """What is left of `text` when its first `used` columns are written over."""
    while text and used > 0:
        used -= columns(text[0])
        text = text[1:]
    return text


def _wrapped(line: str) -> list[str]:
    rows = [""]
    for character in line:
        if columns(rows[-1] + character) > COLUMNS:
            rows.append("")
        rows[-1] += character
    return rows


def draw(name: str, studio: Studio, *typed: Typed) -> None:
    """A picture of a terminal with these commands, each after a prompt."""
    rows: list[str] = []
    for each in typed:
        command = [f'<text:span text:style-name="T">{_spaced(row)}</text:span>' for row in _wrapped(f"> {each.line}")]
        rows += [*command, *map(_spaced, each.rows)]
    size = {"width": COLUMNS * 5 + 26, "height": len(rows) * 14 + 26}
    body = "".join(f'<text:p text:style-name="P">{row}</text:p>' for row in rows)
    source = studio.scratch / f"{name}.fodt"
    source.write_text(FODT.format(rows=body, **size), encoding="utf-8")
    picture(name, studio.pages(source)[0], page=1, dpi=SCREEN_DPI, colours=COLOURS["screen"])


def _spaced(text: str) -> str:
    return re.sub(" {2,}", lambda found: f'<text:s text:c="{len(found[0])}"/>', escape(text))


def picture(name: str, pdf: Path, *, page: int, dpi: int = PAGE_DPI, colours: int = COLOURS["page"]) -> None:
    """One page as a small PNG with a palette of its own."""
    whole = pdf.with_suffix("")
    numbers = ("-f", str(page), "-l", str(page), "-singlefile")
    subprocess.run(["pdftoppm", "-png", "-r", str(dpi), *numbers, str(pdf), str(whole)], check=True)
    palette = f"split[a][b];[a]palettegen=max_colors={colours}:reserve_transparent=0[p];[b][p]paletteuse=dither=none"
    target = PICTURES / f"{name}.png"
    small = [
        "ffmpeg",
        "-v",
        "error",
        "-y",
        "-i",
        f"{whole}.png",
        "-vf",
        palette,
        "-compression_level",
        "9",
        str(target),
    ]
    subprocess.run(small, check=True)
    print(f"{target.relative_to(ROOT)}  {target.stat().st_size // 1024} KB")


TRANSCRIBE = (
    "minutes transcribe 見本会議.mp3 --info 会議情報.toml --model demo-ja"
    f" --template 会議録（要点筆記） --template 会議録（全文） --out {MEETING}"
)


def progress(studio: Studio) -> None:
    """`transcribe` in the middle and at the end, on a PC that has learned how fast it is."""
    studio.type(f"{TRANSCRIBE} --library 練習 --out 練習")
    early, late = studio.type(TRANSCRIBE, until=f"{STAGES[Stage.TRANSCRIBE]} [2-9][0-9]%")
    draw("文字起こし_途中", studio, early)
    draw("文字起こし_終わり", studio, late)


def recording(studio: Studio) -> None:
    """`record --live` while the sample meeting plays into the microphone, and its end."""
    speech = studio.scratch / "speech.flac"
    whole = ["ffmpeg", "-v", "error", "-i", str(DEMO / "見本会議.mp3"), "-ar", str(RATE), "-ac", "1", str(speech)]
    subprocess.run(whole, check=True)
    line = "minutes record --title 課長会議 --agenda 特定健診の進め方について --live"
    with Speaker(studio.scratch / "mic", seconds=30, speech=speech) as speaker:
        ours = {"HOME": str(studio.home), "MINUTES_CAPTURE_DEVICE": speaker.device, "MINUTES_MODELS_DEFAULT": "demo-ja"}
        wanted = _environment() | ours
        with Terminal(*shlex.split(line)[1:], columns=COLUMNS, folder=studio.desk, environment=wanted) as terminal:
            _wait(terminal, "p 一時停止")
            time.sleep(3)
            terminal.type("1")
            _wait(terminal, r"\r00:00:1\d (.|\n)*● 録音中 00:00:2\d[^\r]*適正　「")
            early = terminal.text
            terminal.type("q")
            terminal.process.wait(120)
            time.sleep(0.3)
            late = terminal.text
    draw("録音_途中", studio, Typed(line, screen(studio.named(early))))
    draw("録音_終わり", studio, Typed(line, screen(studio.named(late))[-14:]))


def _wait(terminal: Terminal, pattern: str) -> None:
    if not wait_until(lambda: re.search(pattern, terminal.text), 120):
        raise AssertionError(terminal.text[-2000:])


def machine(studio: Studio) -> None:
    """`doctor` (on a PC with a microphone and a loudspeaker) and `models list`."""
    with sound():
        draw("doctor", studio, studio.type("minutes doctor")[1])
    draw("models_list", studio, studio.type("minutes models list")[1])


@contextmanager
def sound() -> Iterator[None]:
    """A sound server with a microphone and an output, named as in an office."""
    with FakeSound() as server, patch.dict(os.environ, server.env):
        for sink in (MIC_SINK, SYSTEM_SINK):
            server.control("unload-module", server.module_of(sink))
        server.control("load-module", "module-null-source", "source_name=usb", "description=USB会議用マイク")
        server.control("load-module", "module-null-sink", "sink_properties=device.description=スピーカー")
        yield


def failure(studio: Studio) -> None:
    """A recording in Olympus' DS2 (its signature and noise), and the good recording beside it that is not lost."""
    (studio.desk / "部長会議.ds2").write_bytes(b"\x03ds2" + bytes(range(256)) * 40)
    draw("エラー", studio, studio.type("minutes transcribe 部長会議.ds2 --model demo-ja")[1])


def documents(studio: Studio) -> None:
    """Pages of the two sample documents."""
    points, verbatim = (sorted(studio.meeting().glob(f"*{kind}*.docx"))[0] for kind in ("要点筆記", "全文"))
    pdfs = studio.pages(points, verbatim)
    picture("会議録_要点筆記", pdfs[0], page=1)
    picture("会議録_全文", pdfs[1], page=2)


def results(studio: Studio) -> None:
    """Proposals for items, and the page with the evidence of those that were confirmed."""
    place = studio.sample().name
    draw("決定事項の案", studio, studio.type(f"minutes items {place} --propose")[1])
    studio.type(f"minutes items {place} --confirm 5-7")
    studio.type(f"minutes points {place} add 書かない窓口の費用と効果の説明を受けた。 --agenda 1 --evidence 9,11")
    studio.type(f"minutes write {place} --out 根拠つき")
    [pdf] = studio.pages(*(studio.desk / "根拠つき").glob("*要点筆記*.docx"))
    picture("会議録_根拠一覧", pdf, page=2)


def forms(studio: Studio) -> None:
    """A built-in form with its marks; a form that a clerk made, what comes out of it, and what `check` finds."""
    built_in = ROOT / "resources" / "templates" / "会議録（要点筆記）.docx"
    own = studio.desk / "うちの課の会議録.docx"
    _own_form(own, name="{{ 発言.話者 }}")
    place = studio.sample()
    studio.type(f"minutes write '{place}' --template うちの課の会議録.docx --out 自分の様式で")
    made = next((studio.desk / "自分の様式で").glob("*.docx"))
    pdfs = studio.pages(built_in, own, made)
    for name, pdf in zip(("様式_要点筆記", "様式_自作", "様式_自作の結果"), pdfs, strict=True):
        picture(name, pdf, page=1)
    good = studio.type("minutes templates check うちの課の会議録.docx")[1]
    _own_form(studio.desk / "まちがい.docx", name="{{ 発言.発言者 }}")
    draw("様式_検査", studio, good, studio.type("minutes templates check まちがい.docx")[1])


def adopted(studio: Studio) -> None:
    """What `templates adopt` finds in a form of an office, the form, and the sample meeting in it."""
    form = studio.desk / "庁議の会議録.docx"
    form.write_bytes(FORMS["結合セル"]())
    draw("様式_取り込み", studio, studio.type("minutes templates adopt 庁議の会議録.docx 庁議")[1])
    place = studio.sample()
    _decide(place)
    studio.type(f"minutes write '{place}' --template 庁議 --out 今の様式で")
    pdfs = studio.pages(form, next((studio.desk / "今の様式で").glob("*.docx")))
    for name, pdf in zip(("様式_取り込み前", "様式_取り込み後"), pdfs, strict=True):
        picture(name, pdf, page=1)


def _own_form(path: Path, *, name: str) -> None:
    """A small form as a clerk would type it in Word."""
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    form = Document()
    form.sections[0].page_width, form.sections[0].page_height = Mm(210), Mm(297)
    form.styles["Normal"].font.size = Pt(11)
    for style in ("Normal", "Title", "Heading 1"):
        fonts = form.styles[style].element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("ascii", "hAnsi", "eastAsia"):
            fonts.set(qn(f"w:{script}"), "BIZ UDゴシック")
    form.add_paragraph("{{ 会議名 }}", style="Title")
    form.add_paragraph("日時　{{ 日時 }}")
    form.add_paragraph("場所　{{ 場所 }}")
    form.add_heading("出席者", level=1)
    table = form.add_table(rows=4, cols=3)
    table.style = "Table Grid"
    rows = (
        ("所属", "職名", "氏名"),
        ("{%tr for 人 in 出席者一覧 %}", "", ""),
        ("{{ 人.所属 }}", "{{ 人.職名 }}", "{{ 人.氏名 }}"),
        ("{%tr endfor %}", "", ""),
    )
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    form.add_heading("決定事項", level=1)
    decisions = ("{%p for 決定 in 決定事項一覧 %}", "・{{ 決定.内容 }}", "{%p else %}", "（記載なし）", "{%p endfor %}")
    for line in decisions:
        form.add_paragraph(line)
    form.add_heading("発言", level=1)
    for line in ("{%p for 発言 in 発言一覧 %}", f"○{name}　{{{{ 発言.内容 }}}}", "{%p endfor %}"):
        form.add_paragraph(line)
    form.save(str(path))


def papers(studio: Studio) -> None:
    """会議結果概要, 会議録兼復命書 and one person's 復命書 of the sample meeting with what people write to it."""
    place = studio.sample()
    _decide(place)
    (studio.desk / "文書事項.toml").write_text(PAPERWORK, encoding="utf-8")
    for forms in ((SUMMARY, JOINT), (POINTS, PERSONAL_COVER)):
        wanted = " ".join(f"--template {form}" for form in forms)
        studio.type(f"minutes write '{place}' --info 文書事項.toml --out 復命 {wanted}")
    made = studio.desk / "復命"
    found = [next(made.glob(f"*{name}*.docx")) for name in (SUMMARY, JOINT, "鑑）_佐藤")]
    pdfs = studio.pages(*found)
    picture("会議結果概要", pdfs[0], page=1)
    picture("会議録兼復命書_1", pdfs[1], page=1)
    picture("会議録兼復命書_2", pdfs[1], page=2)
    picture("復命書_個人別", pdfs[2], page=1)
    short = re.escape(studio.named(str(place)))
    for name, command in (("期限の提案", "dates"), ("復命の一覧", "duties")):
        typed = studio.type(f"minutes {command} '{place}'")[1]
        draw(name, studio, Typed(re.sub(f"'?{short}'?", place.name, studio.named(typed.line)), typed.rows))


def confirming(studio: Studio) -> None:
    """The copy that an attendee confirms: its first page, and 確認欄."""
    place = studio.sample()
    (studio.desk / "共有").mkdir()
    studio.type(f"minutes publish '{place}' --to 共有 --template {VERBATIM}")
    [paper] = studio.pages(sorted((studio.desk / "共有").glob("*_確認_*.docx"))[0])
    picture("確認用の会議録", paper, page=1)
    picture("確認欄", paper, page=len(_text_pages(paper)))


def _text_pages(paper: Path) -> list[str]:
    done = subprocess.run(["pdftotext", str(paper), "-"], capture_output=True, text=True, encoding="utf-8", check=True)
    return done.stdout.rstrip("\f").split("\f")


def _decide(place: Path) -> None:
    """What a person has written to the sample meeting."""
    with OpenMeeting(place) as book:
        for item in DECIDED:
            book.commit(add_item(book.meeting, item))


SCENES: dict[str, Callable[[Studio], None]] = {
    "文字起こし_途中": progress,
    "文字起こし_終わり": progress,
    "録音_途中": recording,
    "録音_終わり": recording,
    "doctor": machine,
    "models_list": machine,
    "エラー": failure,
    "会議録_要点筆記": documents,
    "会議録_全文": documents,
    "決定事項の案": results,
    "会議録_根拠一覧": results,
    "様式_要点筆記": forms,
    "様式_自作": forms,
    "様式_自作の結果": forms,
    "様式_検査": forms,
    "様式_取り込み": adopted,
    "様式_取り込み前": adopted,
    "様式_取り込み後": adopted,
    "会議結果概要": papers,
    "会議録兼復命書_1": papers,
    "会議録兼復命書_2": papers,
    "復命書_個人別": papers,
    "復命の一覧": papers,
    "期限の提案": papers,
    "確認用の会議録": confirming,
    "確認欄": confirming,
}
"""Picture → what makes it (and perhaps others)."""


def main(names: list[str]) -> int:
    """Make the pictures named, or all; 2 for a name that no picture has."""
    if unknown := [name for name in names if name not in SCENES]:
        print(f"no such picture: {', '.join(unknown)}; there are {', '.join(SCENES)}")
        return 2
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(Path(folder))
        for scene in dict.fromkeys(SCENES[name] for name in names or SCENES):
            scene(studio)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
