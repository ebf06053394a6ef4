"""Make docs/書類.md and docs/pages: every page of every document of one meeting. `python -m tools.make_pages`.

The meeting goes its whole way first (`tests.journeys.whole_way`): eight attendees, their answers, 確定, 第2版. Then its
要点, decisions and 文書事項 are written, and each form of the program is filled. Needs what `make_pictures` needs.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from minutes_app.meeting.edit import add_item, add_point
from minutes_app.meeting.model import Point, Utterance
from minutes_app.meeting.store import OpenMeeting
from minutes_app.word.template import JOINT, PERSONAL_COVER, POINTS, SUMMARY, VERBATIM
from tests.documents.pages import print_all
from tests.journeys import whole_way
from tests.journeys.whole_way import Way
from tools.make_pictures import DECIDED, PAPERWORK, ROOT

PAGE = ROOT / "docs" / "書類.md"
FOLDER = ROOT / "docs" / "pages"
DPI, COLOURS = 72, 16
HEAD = """\
# 1つの会議からできる書類

1つの会議（約3分の見本の録音、出席者8人）からできる、すべての書類のすべてのページです。
このページと絵は `python -m tools.make_pages` が、プログラムの本当の出力から作ります。手で直さないでください。
見本の録音は合成音声、氏名は架空です。本文は、お試し用の認識モデルが聞き取ったままです。

"""
SPOKEN = (
    ("書かない窓口の費用と効果の説明を受けた。", "窓口"),
    ("防災訓練の日程と参加の呼びかけを協議した。", "訓練"),
)


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the page: its heading, what it is for, and where it lies."""

    name: str
    purpose: str
    file: Path


def main() -> int:
    """Everything anew."""
    with tempfile.TemporaryDirectory() as place:
        way = whole_way.main(Path(place))
        documents = [*_forms(way), *_sent_round(way), *_kept(way)]
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir()
        lines = [line for document in documents for line in _shown(document, Path(place))]
    PAGE.write_text(HEAD + "\n".join(lines), encoding="utf-8")
    return 0


def _forms(way: Way) -> Iterator[Document]:
    """Each form of the program, with everything that a clerk writes to it."""
    _write_up(way)
    information, out = way.place / "文書事項.toml", way.place / "様式"
    information.write_text(PAPERWORK, encoding="utf-8")
    for template, purpose in (
        (VERBATIM, "発言の全部と、決定事項・宿題・根拠。"),
        (POINTS, "議題ごとの要点と、その根拠の発言。"),
        (SUMMARY, "会議の2日後までの速報。1枚。"),
        (JOINT, "出席者の復命書に代わる会議録。復命する人、所感、供覧・決裁欄。"),
        (PERSONAL_COVER, "1人ずつの復命書が要るときの鑑。会議録を別添とする。出席者の人数分できるうちの1通。"),
    ):
        way.minutes("write", "--info", information, "--template", template, "--out", out)
        yield Document(template, purpose, next(iter(sorted(out.glob(f"*{template}*.docx")))))


def _write_up(way: Way) -> None:
    """要点 of each 議題, and what was decided beside what the whole way has taken, with utterances that speak of it."""
    with OpenMeeting(way.meeting) as book:
        said, agenda = book.meeting.utterances, book.meeting.occasion.agenda
        for number, (text, word) in enumerate(SPOKEN):
            book.commit(add_point(book.meeting, Point(f"p-{number}", text, agenda[number].id, _about(said, word))))
        for item, word in zip(DECIDED[1:], ("開催する", "手順書", "費用", "区長"), strict=True):
            book.commit(add_item(book.meeting, replace(item, utterance_ids=_about(said, word)[:1])))


def _about(said: tuple[Utterance, ...], word: str) -> tuple[str, ...]:
    return tuple(one.id for one in said if word in one.text)[:2] or (said[-1].id,)


def _sent_round(way: Way) -> Iterator[Document]:
    """What the attendees get, and one answer."""
    main_file = next(path for path in way.shared.glob("*.docx") if "確認" not in path.name and "渡邊" not in path.name)
    yield Document("出席者の確認に回した会議録", "読むための文書。だれも書き込めない。", main_file)
    answered = next(way.shared.glob("*佐藤*.docx"))
    yield Document("1人の確認用の文書", "本人の確認・修正意見・所感の欄。記入して上書き保存したもの。", answered)


def _kept(way: Way) -> Iterator[Document]:
    """確定版 and 第2版."""
    for number, path in enumerate(sorted(way.meeting.rglob("*確定版*.docx")), 1):
        yield Document(f"確定版（第{number}版）", "書き込めないWordの文書とPDF。第2版には変更の一覧が付く。", path)


def _shown(document: Document, place: Path) -> Iterator[str]:
    yield f"## {document.name}\n\n{document.purpose}\n"
    pdf = print_all([document.file], Path(tempfile.mkdtemp(dir=place)))[document.file.stem].pdf
    subprocess.run(["pdftoppm", "-png", "-r", str(DPI), str(pdf), str(pdf.with_suffix(""))], check=True)
    for number, page in enumerate(sorted(pdf.parent.glob("*.png")), 1):
        target = FOLDER / f"{document.name}_{number}.png"
        _small(page, target)
        yield f"![{document.name}の{number}ページ目](pages/{target.name})\n"


def _small(page: Path, target: Path) -> None:
    palette = f"split[a][b];[a]palettegen=max_colors={COLOURS}:reserve_transparent=0[p];[b][p]paletteuse=dither=none"
    small = ["ffmpeg", "-v", "error", "-y", "-i", str(page), "-vf", palette, "-compression_level", "9", str(target)]
    subprocess.run(small, check=True)


if __name__ == "__main__":
    sys.exit(main())
