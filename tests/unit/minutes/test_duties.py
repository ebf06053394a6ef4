"""復命 of attendees of one name: what is said of the one is never the other's."""

from dataclasses import replace

from minutes_app.meeting.change import apply
from minutes_app.meeting.edit import set_occasion
from minutes_app.meeting.information import merge
from minutes_app.meeting.model import Attendee, Meeting, Occasion
from minutes_app.meeting.paperwork import DutyReport, Paperwork, merged
from minutes_app.meeting.sealed import decode, encode
from minutes_app.minutes.duties import duties_of, noted, strangers, unclear
from minutes_app.minutes.paperwork import paperwork_fields

HEAD, CLERK = Attendee("佐藤 健", "総務課", "課長"), Attendee("佐藤 健", "企画課", "主査")
OTHER = Attendee("髙橋 一郎", "総務課", "主査")


def an_occasion(*duties: DutyReport, people: tuple[Attendee, ...] = (HEAD, OTHER, CLERK)) -> Occasion:
    return Occasion(attendees=people, paperwork=Paperwork(duties=duties))


def impressions(occasion: Occasion) -> list[str]:
    return [duty.impression for duty in duties_of(occasion)]


def test_each_of_one_name_has_his_own() -> None:
    occasion = noted(noted(an_occasion(), 2, impression="主査の所感"), 0, impression="課長の所感")
    assert impressions(occasion) == ["課長の所感", "", "主査の所感"]
    assert impressions(noted(occasion, 2, standing="own")) == ["課長の所感", "", "主査の所感"]
    assert [duty.standing for duty in duties_of(noted(occasion, 2, standing="own"))] == ["covered", "covered", "own"]
    again = decode(encode(occasion.paperwork), Paperwork)
    assert again == occasion.paperwork
    assert [duty.label for duty in duties_of(occasion)] == ["総務課 課長 佐藤 健", "髙橋 一郎", "企画課 主査 佐藤 健"]


def test_who_is_waited_for_is_told_apart_on_a_form_that_prints_the_names_alone() -> None:
    fields = paperwork_fields(noted(an_occasion(), 2, impression="主査の所感"))
    assert [one["氏名"] for one in fields["所感待ち一覧"]] == ["総務課 課長 佐藤 健", "髙橋 一郎"]
    assert [one["氏名"] for one in fields["復命者一覧"]] == ["佐藤 健", "髙橋 一郎", "佐藤 健"], (
        "with 所属 and 職名 beside"
    )


def test_who_is_alike_in_all_is_told_apart_by_the_order() -> None:
    occasion = an_occasion(people=(HEAD, HEAD))
    assert impressions(noted(occasion, 1, impression="2人目")) == ["", "2人目"]


def test_what_an_old_file_says_of_a_name_that_two_have_is_neithers_and_is_told() -> None:
    old = decode(b'{"duties":[{"name":"\xe4\xbd\x90\xe8\x97\xa4 \xe5\x81\xa5","impression":"X"}]}', Paperwork)
    occasion = an_occasion(*old.duties)
    assert impressions(occasion) == ["", "", ""]
    assert [duty.impression for duty in unclear(occasion)] == ["X"]
    assert strangers(occasion) == ()
    assert impressions(an_occasion(*old.duties, people=(OTHER, CLERK))) == ["", "X"], "the only one of the name has it"


def test_it_is_over_once_a_person_says_whose_it_is() -> None:
    occasion = an_occasion(DutyReport("佐藤 健", impression="X"))
    claimed = noted(occasion, 2, impression="X")
    assert impressions(claimed) == ["", "", "X"]
    assert unclear(claimed) == ()
    assert len(claimed.paperwork.duties) == 1
    other = noted(occasion, 2, impression="Y")
    assert len(unclear(other)) == 1, "it may still be the other's"
    assert unclear(noted(other, 0, impression="Z")) == ()


def test_nobody_gets_what_one_of_the_name_said_who_has_left_the_list() -> None:
    occasion = noted(an_occasion(), 0, impression="課長の所感")
    left = merge(occasion, Occasion(attendees=(OTHER, CLERK)))
    assert impressions(left) == ["", ""]
    assert strangers(left) == ("総務課 課長 佐藤 健",)
    moved_up = changed(occasion, CLERK, OTHER)
    assert impressions(moved_up) == ["", ""]
    assert strangers(moved_up) == ("総務課 課長 佐藤 健",)


def test_information_on_top_replaces_what_is_said_of_the_same_person_only() -> None:
    base = Paperwork(duties=(DutyReport("佐藤 健", impression="A", department="総務課"),))
    over = Paperwork(duties=(DutyReport("佐藤　健", impression="B", department="企画課"),))
    assert impressions(an_occasion(*merged(base, over).duties)) == ["A", "", "B"]
    assert impressions(an_occasion(*merged(base, base).duties)) == ["A", "", ""]


def test_of_whom_nobody_shares_the_name_nothing_more_than_the_name_is_kept() -> None:
    assert noted(an_occasion(), 1, impression="X").paperwork.duties == (DutyReport("髙橋 一郎", impression="X"),)


def changed(before: Occasion, *people: Attendee) -> Occasion:
    """The list is another one, as the window and the command line put it."""
    meeting = Meeting("m-1", "2026-11-23T10:00:00+09:00", before)
    return apply(meeting, set_occasion(meeting, replace(before, attendees=people))).occasion


def test_a_namesake_who_is_put_on_the_list_takes_nothing_from_who_was_there() -> None:
    before = noted(an_occasion(people=(HEAD, OTHER)), 0, impression="課長の所感")
    both = changed(before, CLERK, HEAD, OTHER)
    assert impressions(both) == ["", "課長の所感", ""]
    assert unclear(both) == ()
    assert impressions(changed(both, HEAD, OTHER)) == ["課長の所感", ""]


def test_who_gets_another_post_keeps_what_is_said_of_him() -> None:
    before = noted(noted(an_occasion(), 0, impression="課長の所感"), 2, impression="主査の所感")
    after = changed(before, replace(HEAD, post="部長"), OTHER, CLERK)
    assert impressions(after) == ["課長の所感", "", "主査の所感"]
    assert strangers(after) == ()


def test_what_a_file_says_of_a_name_that_two_have_stays_unclear_though_one_was_there_before() -> None:
    before = an_occasion(DutyReport("佐藤 健", impression="X"), people=(HEAD,))
    meeting = Meeting("m-1", "2026-11-23T10:00:00+09:00", before)
    said = an_occasion(DutyReport("佐藤 健", impression="Y"), people=(HEAD, CLERK))
    after = apply(meeting, set_occasion(meeting, merge(before, said))).occasion
    assert impressions(after) == ["", ""]
    assert [duty.impression for duty in unclear(after)] == ["Y"]
