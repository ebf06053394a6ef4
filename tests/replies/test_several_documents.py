"""Two documents of one meeting: every attendee is counted once, by the one that is furthest from 確認済."""

import json
from itertools import count
from pathlib import Path

import pytest

from minutes_app.word.reply_form import Publication
from minutes_app.word.template import SUMMARY, VERBATIM, find
from tests.answering import Paper
from tests.publishing import PEOPLE, WriterHere, folder_with, published_meeting, sent
from tests.replies.conftest import Typed


class Sent:
    """A meeting, and what was published of it: 会議録 to `early`, 会議結果概要 to `late`, in two folders."""

    def __init__(self, place: Path) -> None:
        self.folder = folder_with(place / "会議", published_meeting())
        self.publications = [self._publish(place / name, form) for name, form in (("甲", VERBATIM), ("乙", SUMMARY))]

    def paper(self, document: int, person: str) -> Paper:
        publication = self.publications[document]
        name = next(one.name for one in publication.files if one.person == person)
        return Paper(Path(publication.folder) / name)

    def _publish(self, shared: Path, form: str) -> Publication:
        shared.mkdir()
        return sent(self.folder, shared, WriterHere(), template=find(form, ()), deadline="2030-12-02")[0]


@pytest.fixture
def both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sent:
    """髙橋 ticks both; 𠮷田 ticks the 会議録 and corrects it; 山﨑 answers nothing. A minute lies between."""
    minutes = count()
    monkeypatch.setattr("minutes_app.publishing.now", lambda: f"2026-11-25T10:{next(minutes):02}:00+09:00")
    made = Sent(tmp_path)
    made.paper(0, "1").tick("1").save()
    made.paper(1, "1").tick("1").save()
    made.paper(0, "2").tick("2").write("opinion", "2", "議題の名前が違います。").save()
    return made


def test_everybody_is_counted_once_and_the_document_that_is_missing_is_named(both: Sent, typed: Typed) -> None:
    _code, out, err = typed("collect", both.folder)
    lines = [line for line in out.splitlines() if line.startswith(("未回答", "確認済", "意見あり"))]
    assert lines == [
        "確認済　髙橋 一郎",
        "未回答　𠮷田 花子（会議結果概要の回答がまだ、未決の意見1件）",
        "未回答　山﨑 太郎（会議録・会議結果概要の回答がまだ）",
    ]
    assert "回答の状況: 未回答2人、確認済1人（期限 " in err


def test_the_reminder_says_where_every_missing_document_is(both: Sent, typed: Typed) -> None:
    typed("collect", both.folder)
    text = typed("collect", both.folder, "--remind")[1]
    assert text.startswith("𠮷田 花子 様、山﨑 太郎 様\n")
    assert f"{both.publications[1].folder}、{both.publications[0].folder}" in text


def test_the_json_has_each_of_his_documents(both: Sent, typed: Typed) -> None:
    people = json.loads(typed("collect", both.folder, "--json")[1])["people"]
    assert [(one["name"], one["state"], one["confirmed"], one["open"]) for one in people] == [
        *(("髙橋 一郎", "confirmed", True, 0), ("𠮷田 花子", "waiting", False, 1), ("山﨑 太郎", "waiting", False, 0))
    ]
    told = [(one["document"], one["state"], one["open"]) for one in people[1]["documents"]]
    assert told == [("会議録", "opinion", 1), ("会議結果概要", "waiting", 0)]
    assert len(people) == len([one for one in PEOPLE if not one.absent])
