"""職 and 敬称 as a form wants them, and dates without their weekday."""

from pathlib import Path

import pytest

from minutes_app.word.check import check
from minutes_app.word.persons import called, honoured, post_and_name, western, without_weekday
from minutes_app.word.text import Blank
from minutes_app.wording.fields import BLANK
from tests.unit.word.conftest import Fill, texts
from tests.unit.word.forms import form, p

CHAIR = {"職名": "委員長", "氏名": "山田 太郎", "所属": ""}


@pytest.mark.parametrize(
    ("person", "printed"),
    [
        (CHAIR, "委員長（山田太郎君）"),
        ({"職名": "委員長", "話者": "山田　太郎"}, "委員長（山田太郎君）"),
        ({"職名": "", "話者": "髙﨑𠮷"}, "髙﨑𠮷君"),
        ({"職名": Blank(), "話者": "髙橋課長"}, "髙橋課長"),
        ({"職名": "", "話者": "佐藤さん"}, "佐藤さん"),
        ({"職名": "", "話者": "話者1"}, "話者1"),
        ("山田 太郎", "山田太郎君"),
    ],
)
def test_a_council_calls_a_speaker_by_post_and_name(person: object, printed: str) -> None:
    assert called(person) == printed


def test_the_title_is_the_forms_own_choice() -> None:
    assert called(CHAIR, "委員") == "委員長（山田太郎委員）"
    assert (honoured(CHAIR), honoured("佐藤 花子", "さん")) == ("山田 太郎様", "佐藤 花子さん")
    assert post_and_name(CHAIR) == "委員長　山田 太郎"
    assert post_and_name({"職名": "", "氏名": "山田"}) == "山田"


def test_nobody_stays_a_visible_blank() -> None:
    for person in ({}, {"職名": "", "氏名": ""}, "", Blank(), None, 3):
        assert str(honoured(person)) == str(called(person)) == str(post_and_name(person)) == BLANK
    assert str(without_weekday("")) == str(western(Blank())) == BLANK


@pytest.mark.parametrize(
    ("text", "bare", "year"),
    [
        ("令和8年11月23日（月）", "令和8年11月23日", "2026年11月23日"),
        ("令和元年5月1日（水）", "令和元年5月1日", "2019年5月1日"),
        ("令和8年11月23日（月）午後2時～", "令和8年11月23日午後2時～", "令和8年11月23日（月）午後2時～"),
        ("来月上旬", "来月上旬", "来月上旬"),
    ],
)
def test_dates_lose_their_weekday_or_their_era_and_nothing_else(text: str, bare: str, year: str) -> None:
    assert without_weekday(text) == bare
    assert western(text) == year


def test_a_form_uses_them_and_is_not_told_off(tmp_path: Path, filled: Fill) -> None:
    marks = (
        "○{{ 発言|職と敬称('君') }}　{{ 復命者|職氏名 }}　{{ 復命者.氏名|敬称('殿') }}　"
        "{{ 開催日|曜日なし }}　{{ 開催日|西暦 }}"
    )
    path = form(tmp_path, p("{%p for 発言 in 発言一覧 %}"), p(marks), p("{%p endfor %}"))
    assert [one.kind for one in check(path) if one.severity != "warning"] == []
    said = [{"話者": "山田 太郎", "職名": "委員長<&>", "内容": "", "時刻": "", "要確認": False}]
    answer = filled(path, 発言一覧=said, 復命者=CHAIR, 開催日="令和8年11月23日（月）")
    assert "○委員長<&>（山田太郎君）　委員長　山田 太郎　山田 太郎殿　令和8年11月23日　2026年11月23日" in texts(
        answer.content
    )


@pytest.mark.parametrize(
    ("mark", "personal"),
    [
        ("{{ 復命者.氏名 }}", True),
        ("{% if 復命者.所感 %}有{% endif %}", True),
        ("{{ 復命者一覧|length }}{{ 個別復命者一覧|length }}", False),
        ("復命者　{{ 会議名 }}", False),
    ],
)
def test_a_form_that_asks_for_one_person_says_so(tmp_path: Path, filled: Fill, mark: str, personal: bool) -> None:
    answer = filled(form(tmp_path, p(mark)), 復命者=CHAIR, 復命者一覧=[], 個別復命者一覧=[], 会議名="会")
    assert answer.summary.personal is personal
