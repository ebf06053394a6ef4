"""Cue words and gate on the sets, and what holds of every set."""

import time
from dataclasses import replace

import pytest

from minutes_app.meeting.change import apply
from minutes_app.meeting.model import Answer, Item, Mark, Meeting, Point, Speaker, Utterance
from minutes_app.minutes.answers import confirm_proposal, proposed, refuse_proposal
from minutes_app.minutes.cues import read, shipped
from minutes_app.minutes.gate import findings_of
from minutes_app.minutes.propose import found_in, proposals
from minutes_app.wording.editor import KINDS
from tests.items.sets import OCCASION, cases, sentences, sets
from tools import items_page


def meeting_of(*texts: str) -> Meeting:
    said = tuple(Utterance(f"u{at}", at * 5000, at * 5000 + 4000, text, text, "s1") for at, text in enumerate(texts))
    return Meeting("m", "", OCCASION, speakers=(Speaker("s1", "話者1", "佐藤"),), utterances=said)


def test_the_page_of_figures_is_current() -> None:
    assert items_page.PAGE.read_text(encoding="utf-8") == items_page.page(), "run: python -m tools.items_page"


def test_the_sets_are_as_large_as_they_have_to_be() -> None:
    assert len(sentences()) >= 200
    assert sum(bool(case.error) for case in cases()) == 50


@pytest.mark.parametrize(
    ("name", "found", "wrong", "missed"),
    [
        ("sentences.tsv", 138, 0, 0),
        ("sentences_later.tsv", 75, 0, 0),
        ("sentences_a.tsv", 75, 0, 0),
        ("sentences_b.tsv", 75, 0, 0),
        ("sentences_c.tsv", 56, 4, 19),
    ],
)
def test_each_set_is_found_as_the_page_of_figures_says(name: str, found: int, wrong: int, missed: int) -> None:
    tally = items_page.tallied(sentences(name))
    right = sum(count for kind, count in tally.found.items() if kind)
    assert (right, tally.wrong.total(), tally.missed.total()) == (found, wrong, missed), tally.failures


def test_what_the_page_promises_of_an_unknown_meeting_is_what_the_last_set_gives() -> None:
    tally, kinds = items_page.tallied(sentences("sentences_c.tsv")), list(KINDS.values())
    name, _rules, *promised = items_page.FIRST[-1]
    nothing = sum(not row.kind for row in sentences("sentences_c.tsv"))
    quiet = items_page.share(tally.found[""], nothing)
    assert (name, promised) == ("sentences_c.tsv", [tally.precision(kinds), tally.recall(kinds), quiet])


def test_a_number_without_a_unit_belongs_to_the_word_before_it() -> None:
    meeting = meeting_of("採決の結果は賛成6、反対2です。")
    for written, places in (("賛成6、反対2である。", []), ("賛成6、反対6である。", ["6"]), ("6対2である。", [])):
        found = findings_of(replace(meeting, items=(Item("i", "decision", written, utterance_ids=("u0",)),)))
        assert [one.place for one in found] == places, written


def test_the_gate_finds_all_seeded_errors_and_stops_nothing_that_is_right() -> None:
    assert items_page.gate_tally().failures == []


@pytest.mark.parametrize(
    "text",
    [
        "その件は検討します。",
        "決定に向けて検討することとします。",
        "導入を検討することを決定する予定です。",
        "引き続き検討してまいります。",
        "廃止も含めて検討したいと思います。",
        "駐車場の件は今後の検討課題とします。",
        "窓口の時間延長は要検討とします。",
        "では、統合については検討ということでお願いします。",
        "送迎の件は検討事項とすることに決まりました。",
    ],
)
def test_to_think_about_something_is_never_a_decision(text: str) -> None:
    found = found_in(text, shipped())
    assert found is None or KINDS[found.kind] not in ("決定事項", "了承")


@pytest.mark.parametrize("name", [row.text for row in sentences() if row.kind])
def test_no_question_about_it_is_an_item(name: str) -> None:
    found = found_in(name.rstrip("。") + "ということでしょうか。", shipped())
    assert found is None


def test_an_item_in_the_very_words_of_its_utterance_passes_the_gate() -> None:
    for row in sentences():
        meeting = replace(meeting_of(row.text), occasion=replace(OCCASION, guessed=()))
        item = Item("i", "task", row.text, row.owner, row.due, ("u0",))
        assert findings_of(replace(meeting, items=(item,))) == [], row.text


def test_twenty_thousand_utterances_take_seconds() -> None:
    texts = [row.text for row in sentences()]
    meeting = meeting_of(*(texts[at % len(texts)] for at in range(20_000)))
    began = time.process_time()
    assert len(proposals(meeting)) > 5_000
    assert time.process_time() - began < 20


def test_a_proposal_names_its_utterance_its_cue_and_the_speaker_who_promises() -> None:
    [first, second] = proposals(meeting_of("会場は市民センターに決まりました。", "私が明日、業者に確認します。"))
    assert (first.kind, first.cue, first.utterance_ids) == ("decision", "決まりました", ("u0",))
    assert (second.kind, second.owner, second.due) == ("task", "佐藤", "明日")


def test_what_points_back_rests_on_the_utterance_before_as_well() -> None:
    [found] = proposals(meeting_of("会費は千円とする案です。", "では、そのように決定します。"))
    assert found.utterance_ids == ("u0", "u1")


def test_what_is_hidden_or_deleted_is_not_proposed() -> None:
    meeting = meeting_of("会場は市民センターに決まりました。", "人事はA案に決定します。")
    first, second = meeting.utterances
    gone = replace(meeting, utterances=(replace(first, deleted=True), replace(second, hidden=True)))
    assert proposals(gone) == []


def test_what_was_refused_is_not_proposed_again_and_no_number_moves() -> None:
    meeting = meeting_of(
        "会場は市民センターに決まりました。", "会費は千円とすることに決定します。", "次回は4月に決定します。"
    )
    before = proposals(meeting)
    after = proposals(apply(meeting, refuse_proposal(meeting, before[1])))
    assert [one.number for one in after] == [1, 2, 3]
    assert [one.state for one in after] == ["open", "refused", "open"]


def test_a_confirmed_proposal_is_an_item_with_its_cue_and_a_changed_one_says_so() -> None:
    meeting = meeting_of("会場は市民センターに決まりました。", "会費は千円とすることに決定します。")
    first, second = proposals(meeting)
    meeting = apply(meeting, confirm_proposal(meeting, first, proposed(first)))
    meeting = apply(meeting, confirm_proposal(meeting, second, replace(proposed(second), text="会費は千円とする。")))
    assert [item.cue for item in meeting.items] == ["決まりました", "決定します"]
    assert [one.answer for one in meeting.answers] == ["confirmed", "changed"]
    assert [one.state for one in proposals(meeting)] == ["confirmed", "changed"]


def test_what_a_person_has_marked_by_hand_is_not_proposed_as_well() -> None:
    meeting = meeting_of("会場は市民センターに決まりました。")
    by_hand = replace(meeting, items=(Item("i1", "decision", "会場は市民センター", utterance_ids=("u0",)),))
    assert [one.state for one in proposals(by_hand)] == ["has_item"]
    other = replace(meeting, answers=(Answer("x", "task", "refused", ("u0",)),))
    assert [one.state for one in proposals(other)] == ["open"]


def test_a_point_has_to_be_proved_as_an_item_has() -> None:
    meeting = meeting_of("参加したのは48人でした。")
    found = findings_of(replace(meeting, points=(Point("p1", "84人が参加した。", "", ("u0",)), Point("p2", "所感"))))
    assert [(one.kind, one.place) for one in found] == [("number", "84人"), ("no_evidence", "")]


def test_a_handout_that_there_is_not_proves_no_number() -> None:
    occasion = replace(OCCASION, guessed=(), handouts=("別紙7 図面", "参考資料9"))
    meeting = replace(meeting_of("資料のとおり進めます。"), occasion=occasion)
    items = [Item("i", "approval", f"{name}のとおり進める。", utterance_ids=("u0",)) for name in ("別紙7", "資料2")]
    found = [findings_of(replace(meeting, items=(item,))) for item in items]
    assert [[one.kind for one in each] for each in found] == [[], ["number"]]


def test_a_file_of_cues_says_what_it_means() -> None:
    cues = read(
        """
["言い換え"]
"いたします" = "します"
["どの案にもしない"]
"問い" = ["か。"]
["それでも案にする"]
"言葉" = []
[["規則"]]
"種類" = "決定事項"
"手がかり" = ["次…決定。", "決定します。"]
"""
    )
    assert found_in("次回の日程を決定", cues) is not None
    assert found_in("次回の日程を決定いたします。", cues) is not None
    assert found_in("決定の日", cues) is None
    assert found_in("次回の日程を決定しますか。", cues) is None


def with_a_digit_changed(text: str) -> list[str]:
    places = [at for at, sign in enumerate(text) if sign in "0123456789"]
    return [f"{text[:at]}{'61'[text[at] == '6']}{text[at + 1 :]}" for at in places]


def test_no_changed_digit_of_any_sentence_passes_the_gate() -> None:
    wrong = [(row.text, text) for name in sets() for row in sentences(name) for text in with_a_digit_changed(row.text)]
    assert len(wrong) > 100
    for said, written in wrong:
        meeting = meeting_of(said)
        item = Item("i", "decision", written, utterance_ids=("u0",))
        assert findings_of(replace(meeting, items=(item,))), written


@pytest.mark.parametrize(
    ("said", "written", "passes"),
    [
        ("来週の金曜までにお願いします。", "令和8年12月4日（金）までに行う。", True),
        ("来週の金曜までにお願いします。", "令和8年12月5日（土）までに行う。", False),
        ("来年の1月から始めます。", "令和9年1月から始める。", True),
        ("来年の1月から始めます。", "令和8年1月から始める。", False),
        ("4月から始めます。", "4月1日から始める。", False),
        ("10日に集まります。", "12月10日に集まる。", True),
        ("10日に集まります。", "3月10日に集まる。", False),
        ("平成31年4月30日までです。", "2019年4月30日までとする。", True),
        ("令和元年5月1日からです。", "2019年5月1日からとする。", True),
        ("昭和64年1月7日です。", "平成元年1月8日とする。", False),
        ("正午に始めます。", "午後0時に始める。", True),
        ("4時半に終わります。", "午後4時30分に終わる。", True),
        ("4時半に終わります。", "午後4時に終わる。", False),
        ("利用者は1,234人です。", "利用者は千二百三十四人である。", True),
        ("予算は2億円です。", "予算は20億円である。", False),
        ("資料3のとおりです。", "資料4のとおりとする。", False),
        ("そのとおりです。", "12月65日に行う。", False),
    ],
)
def test_the_same_thing_may_be_written_otherwise_and_another_thing_may_not(
    said: str, written: str, passes: bool
) -> None:
    item = Item("i", "decision", written, utterance_ids=("u0",))
    assert (findings_of(replace(meeting_of(said), items=(item,))) == []) is passes


def test_without_the_day_of_the_meeting_the_same_words_are_still_the_same() -> None:
    item = Item("i", "decision", "来週の金曜、12月4日に集まる。", utterance_ids=("u0",))
    meeting = replace(meeting_of("来週の金曜、12月4日に集まります。"), occasion=replace(OCCASION, date=""))
    assert findings_of(replace(meeting, items=(item,))) == []


def test_a_mark_pressed_while_recording_proposes_what_was_said_before_it() -> None:
    meeting = meeting_of("費用の話です。", "じゃあ、そんな感じで。", "次です。", "会場は本庁に決まりました。")
    marks = (Mark(9_500, "decision"), Mark(19_500, "decision"), Mark(12_000, "important"), Mark(90_000, "task"))
    found = proposals(replace(meeting, marks=marks))
    assert [(one.number, one.kind, one.text, one.cue) for one in found] == [
        (1, "decision", "じゃあ、そんな感じで。", "録音中の印（決定事項）"),
        (2, "decision", "会場は本庁に決まりました。", "決まりました"),
    ]
