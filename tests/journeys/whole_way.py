"""The whole way of one 会議録, with the commands that a person types: `python -m tests.journeys.whole_way [FOLDER]`.

    transcribe ─▶ items ─▶ publish (eight attendees) ─▶ eight answers ─▶ collect ─▶ confirm ─▶ finalize
                                                                   ─▶ a correction ─▶ 第2版 ─▶ archive ─▶ dispose

The answers are made as Word makes them (`tests.answering`): ticks, 所感, 変更履歴, words written over, a comment, a
file with another name, one that is broken, and one attendee who does not answer. Every command is shown as it is run; a
step that does not do what it should ends the run. Needs LibreOffice for the PDF. CI runs this (`test_whole_way`).
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from minutes_app.meeting.model import Meeting
from minutes_app.meeting.store import load
from minutes_app.word.reply_form import Publication, publications_of
from tests.answering import Paper
from tests.conftest import ROOT

SOUND = ROOT / "resources" / "demo" / "見本会議.mp3"
PEOPLE = ("髙橋 一郎", "佐藤 花子", "山﨑 健", "山本 美咲", "𠮷田 次郎", "渡邊 正", "鈴木 三郎", "田中 さくら")
INFORMATION = f"""
"会議名" = "第3回DX推進会議（合成音声による見本）"
"開催日" = "令和8年11月23日（月）"
"開始" = "午後2時"
"終了" = "午後3時"
"場所" = "見本市役所 3階 第2会議室"
"議長" = "髙橋 一郎"
"出席者" = [{", ".join(f'"企画調整課 主査 {name}"' for name in PEOPLE)}]
"議題" = ["書かない窓口の導入について", "防災訓練の開催について"]
"""

TAKEN, REFUSED = "今回", "前回"
"""What two people write instead of the first word of one utterance; nobody says either in the sample meeting."""


@dataclass
class Way:
    """One run in a folder of its own; `steps`: what was run, and how it ended."""

    place: Path
    steps: list[str] = field(default_factory=list)
    meeting: Path = Path()

    @property
    def shared(self) -> Path:
        """The shared folder."""
        return self.place / "共有（秘）①"

    @property
    def environment(self) -> dict[str, str]:
        """A library of its own."""
        return {"PYTHONUTF8": "1", "MINUTES_LIBRARY_FOLDER": str(self.place / "会議")}

    @property
    def now(self) -> Meeting:
        """The meeting as it is on the disk."""
        return load(self.meeting)

    def minutes(
        self, command: str, *arguments: str | Path, code: int = 0, setting: dict[str, str] | None = None
    ) -> Any:
        """Run it with --json; ends the run where it does not end as it should."""
        named = [str(self.meeting)] if self.meeting != Path() and command != "receive" else []
        words = [command, *named, *map(str, arguments), "--json"]
        _tell(f"$ minutes {' '.join(words)}")
        done = subprocess.run(
            [sys.executable, "-m", "minutes_app", *words],
            cwd=ROOT, env={**os.environ, **self.environment, **(setting or {})},
            capture_output=True, text=True, encoding="utf-8", timeout=900, check=False,
        )  # fmt: skip
        _tell("\n".join(f"  {line}" for line in done.stderr.strip().splitlines()[-6:]))
        if done.returncode != code:
            raise SystemExit(f"{command}: {done.returncode}\n{done.stderr}")
        self.steps.append(command)
        return json.loads(done.stdout) if done.stdout.strip() else {}


def main(place: Path) -> Way:
    """The whole way."""
    way = Way(place)
    _hear(way)
    publication = _publish(way)
    _answer(way, publication)
    _collect(way)
    _confirm(way)
    _archive(way)
    _tell("、".join(way.steps))
    return way


def _hear(way: Way) -> None:
    """A recording becomes a meeting with a decision that rests on what was said."""
    information = way.place / "会議情報.toml"
    information.write_text(INFORMATION, encoding="utf-8")
    answer = way.minutes(
        "transcribe", SOUND, "--info", information, "--model", "demo-ja", "--out", way.place / "下書き"
    )
    way.meeting = Path(answer["meetings"][0]["meeting"])
    proposed = way.minutes("items", "--propose")["proposals"]
    decisions = [one for one in proposed if one["kind"] == "decision"]
    _check(decisions, f"no decision was proposed: {proposed}")
    way.minutes("items", "--confirm", str(decisions[0]["number"]))
    _check([one.kind for one in way.now.items] == ["decision"], f"{way.now.items}")


def _publish(way: Way) -> Publication:
    way.shared.mkdir()
    way.minutes("publish", "--to", way.shared, "--template", "会議録（全文）", "--deadline", "2099-12-01")
    [publication] = publications_of(way.meeting)
    _check(len(publication.persons) == len(PEOPLE), "not everybody was asked")
    return publication


def _answer(way: Way, publication: Publication) -> None:
    """Eight people. The seventh says nothing; the eighth's file is broken on its way."""
    copies = {one.person: way.shared / one.name for one in publication.files}
    said = [one for one in publication.passages if one.source == "utterance" and len(one.text) > 8]
    name, text = said[1].bookmark, said[1].text
    Paper(copies["1"]).tick("1").save()
    Paper(copies["2"]).tick("2").write("impression", "2", "窓口の混雑が減ると感じた。").save()
    Paper(copies["3"]).tick("3").track(name, text[:2], TAKEN, "山﨑 健").save()
    Paper(copies["4"]).tick("4").overwrite(name, text[:2], REFUSED).save()
    Paper(copies["5"]).comment(said[2].bookmark, "数字を確かめてください。", "𠮷田 次郎").write(
        "opinion", "5", "議題2の順を確かめる。"
    ).save()
    Paper(copies["6"]).tick("6").add_behind(said[3].bookmark, "補足します。").save(
        way.shared / "渡邊から（名前を変えた）.docx"
    )
    copies["6"].unlink()
    copies["8"].write_bytes(copies["8"].read_bytes()[:4000])


def _collect(way: Way) -> None:
    """Everything is listed; the first correction is taken, the second of the same place is refused, 所感 is taken."""
    answer = way.minutes("collect", code=1)
    _check([one["error"] for one in answer["failed"]] == ["ReplyRefused"], "the broken file was not told")
    states = {one["name"]: one["state"] for one in answer["people"]}
    wanted = dict(zip(PEOPLE, ("confirmed", *["opinion"] * 5, "waiting", "waiting"), strict=True))
    _check(states == wanted, f"{states}")
    _check(way.minutes("collect", code=1)["replies"] == answer["replies"], "the second time finds something else")
    kinds = {(one["who"], one["kind"]): one for one in answer["replies"]}
    first, second = kinds["山﨑 健", "text"], kinds["山本 美咲", "text"]
    early, late = sorted((first, second), key=lambda one: one["number"])
    _check(late["conflicts_with"] == early["number"], "two changes of one place are no conflict")
    taken = [first, kinds["佐藤 花子", "impression"], kinds["渡邊 正", "added"], kinds["𠮷田 次郎", "comment"]]
    way.minutes("collect", "--take", ",".join(str(one["number"]) for one in taken))
    after = way.minutes("collect", "--refuse", str(second["number"]))
    _check(any(TAKEN in one.text for one in way.now.utterances), "what was taken is not in the meeting")
    _check(not any(REFUSED in one.text for one in way.now.utterances), "what was refused is in the meeting")
    states = {one["name"]: one["state"] for one in after["people"]}
    _check([states[name] for name in PEOPLE[:4]] == ["confirmed"] * 4, f"{states}")


def _confirm(way: Way) -> None:
    """The gate refuses a figure that nobody has said; then 確定, 確定版, a correction, 第2版."""
    said = way.now.items[0].text
    way.minutes("items", "--change", "1", "--text", "会費は9万8千円とする。")
    _check(way.minutes("confirm", code=1)["findings"], "the gate lets a figure pass that nobody has said")
    way.minutes("items", "--change", "1", "--text", said)
    way.minutes("confirm", "--despite", "見本のため、聞き直しを省きました")
    template = ("--template", "会議録（全文）")
    first = way.minutes("finalize", *template)["files"]
    _check([Path(one["file"]).suffix for one in first] == [".docx", ".pdf"], "there is no 確定版")
    way.minutes("duties", "--impression", PEOPLE[6], "遅れましたが、よい会議でした。")
    way.minutes("items", "--change", "1", "--text", "書かない窓口を導入する方針を確認した。")
    way.minutes("finalize", *template, code=1)
    way.minutes("confirm", "--despite", "決定事項の文を改めました")
    second = way.minutes("finalize", *template)["files"]
    _check([one["edition"] for one in second] == [2, 2], "the correction is no 第2版")


def _archive(way: Way) -> None:
    """A dry run first, each time; then the archive, the disposal by the office's rule, and its record."""
    keeping = {"MINUTES_ARCHIVE_KEPT_FOR": "5年", "MINUTES_ARCHIVE_AUDIO": "after_confirmed"}
    place = way.place / "保管"
    _check(
        not way.minutes("archive", "--to", place, setting=keeping)["done"] and not place.exists(), "done without a yes"
    )
    made = way.minutes("archive", "--to", place, "--yes", setting=keeping)
    _check(made["until"] and Path(made["file"]).is_file(), "nothing was archived")
    planned = way.minutes("dispose", setting=keeping)["would_delete"]
    _check(planned and all((way.meeting / one["file"]).is_file() for one in planned), "deleted without a yes")
    gone = way.minutes("dispose", "--yes", setting=keeping)["deleted"]
    _check([one["file"] for one in gone] == [one["file"] for one in planned], "not all of it was recorded")
    _check(not list(way.meeting.glob("recording-*")), "the recording is still there")
    received = way.minutes("receive", made["file"], setting={"MINUTES_LIBRARY_FOLDER": str(way.place / "別のPC")})
    kept = Path(received["meetings"][0]["meeting"])
    _check(list((kept / "published").glob("*.json")), "the archive does not know what was published")
    _check((kept / "replies.jsonl").read_bytes(), "the archive does not know what came back")


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _check(truth: object, otherwise: str) -> None:
    if not truth:
        raise SystemExit(otherwise)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as made:
            main(Path(made))
