"""The form beside the pages: what is typed becomes an edit, what cannot be understood is told, a guess is confirmed."""

from dataclasses import replace

from minutes_app.gui.view_models.document_form import FormModel
from minutes_app.gui.view_models.open_points import open_points
from minutes_app.meeting.model import Attendee, Item, Mark, Meeting, Occasion, Point
from tests.gui.scene import Until
from tests.unit.meeting.making import a_meeting

SAID = Occasion(title="定例会議", date="2026-01-15", start="10:00", guessed=("date", "start"), handouts=("資料1 予算",))


def a_form() -> tuple[FormModel, list[Occasion]]:
    form, said = FormModel(), list[Occasion]()
    form.said.connect(said.append)
    form.show(SAID)
    return form, said


def test_what_is_typed_is_kept_once_the_person_pauses(until: Until) -> None:
    form, said = a_form()
    form.put("place", "第2会議室")
    form.put("next_meeting", "令和8年2月")
    form.put("handouts", "資料1 予算\n\n資料2 決算")
    form.put("attendees", "企画課　課長　佐藤一郎")
    assert said == []
    until(lambda: said)
    [kept] = said
    assert kept.place == "第2会議室"
    assert kept.next_meeting == "令和8年2月"
    assert kept.handouts == ("資料1 予算", "資料2 決算")
    assert kept.attendees == (Attendee("佐藤一郎", "企画課", "課長"),)
    assert kept.guessed == ("date", "start")
    form.deleteLater()


def test_nothing_is_said_when_nothing_changed() -> None:
    form, said = a_form()
    form.put("title", "別の名前")
    form.put("title", "定例会議")
    form.settle()
    assert said == []
    form.deleteLater()


def test_what_cannot_be_understood_is_told_and_not_kept() -> None:
    form, said = a_form()
    form.put("date", "15日ごろ")
    form.settle()
    assert said == []
    assert set(form.wrong) == {"date"}
    form.put("date", "令和8年1月16日")
    form.settle()
    assert form.wrong == {}
    assert said[-1].date == "2026-01-16"
    assert said[-1].guessed == ("start",)
    form.deleteLater()


def test_a_guess_that_is_right_is_confirmed() -> None:
    form, said = a_form()
    form.confirm("start")
    assert said[-1] == replace(SAID, guessed=("date",))
    form.show(said[-1])
    assert form.guessed == ("date",)
    form.deleteLater()


def test_what_the_form_has_said_itself_does_not_disturb_who_is_typing() -> None:
    form, said = a_form()
    shown: list[int] = []
    form.shown.connect(lambda: shown.append(1))
    form.put("place", "第2")
    form.settle()
    form.put("place", "第2会議室")
    form.show(said[-1])
    assert shown == []
    assert form.texts["place"] == "第2会議室"
    form.show(replace(SAID, place="ほかの人が直した"))
    assert shown == [1]
    assert form.texts["place"] == "ほかの人が直した"
    form.deleteLater()


def test_what_could_not_be_kept_is_said_again() -> None:
    form, said = a_form()
    form.put("place", "第2会議室")
    form.settle()
    form.take_back(SAID)
    form.settle()
    assert [one.place for one in said] == ["第2会議室", "第2会議室"]
    form.deleteLater()


def lines(meeting: Meeting) -> list[str]:
    return [point.line for point in open_points(meeting)]


def test_each_open_point_leads_to_its_field_or_its_utterance() -> None:
    meeting = a_meeting(6)
    occasion = replace(meeting.occasion, guessed=("date",))
    doubtful = tuple(
        replace(each, flags=("low_confidence",), hidden=each.id == "u4") if each.id in ("u3", "u4") else each
        for each in meeting.utterances
    )
    marks = (Mark(2500, "device_gone", 2600),)
    points = open_points(replace(meeting, occasion=occasion, utterances=doubtful, items=(), marks=marks))
    assert [point.field for point in points if point.line.startswith("空欄")] == [
        *("start", "end", "place", "organiser", "chair", "note_taker", "attendees"),
    ]
    assert [point.field for point in points if point.line.startswith("録音から推定")] == ["date"]
    assert [point.utterance_ids for point in points if point.line.startswith("要確認")] == [("u3",)]
    assert [point.utterance_ids for point in points if point.line.startswith("録音の途切れ")] == [("u2",)]
    assert [point for point in points if point.line.startswith("決定事項が")] != []
    assert not [point for point in points if "発言その4" in point.line]


def test_a_decision_that_rests_on_nothing_but_hidden_words_is_told() -> None:
    meeting = a_meeting()
    hidden = tuple(replace(each, hidden=each.id == "u1") for each in meeting.utterances)
    item = Item("i1", "decision", "秘密の決定", utterance_ids=("u1",))
    point = Point("p1", "両方に基づく", utterance_ids=("u1", "u2"))
    told = lines(replace(meeting, utterances=hidden, items=(item,), points=(point,)))
    assert [line for line in told if "秘密の決定" in line]
    assert not [line for line in told if "両方に基づく" in line]


def test_a_meeting_without_words_says_so() -> None:
    told = lines(replace(a_meeting(), utterances=(), items=(), points=()))
    assert [line for line in told if line.startswith("発言がまだ")]
    assert not [line for line in told if line.startswith("決定事項が")]
