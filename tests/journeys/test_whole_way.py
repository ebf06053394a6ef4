"""The whole way of one 会議録, as the documented script goes it: from a recording to an archive, with eight answers."""

from pathlib import Path

from minutes_app.closing.ledger import disposals_in, entries_in, finals_in
from tests.documents.validator import faults_of
from tests.journeys.whole_way import PEOPLE, main


def test_a_recording_becomes_minutes_that_eight_people_confirm_and_the_office_keeps(tmp_path: Path) -> None:
    way = main(tmp_path)
    assert way.steps[0] == "transcribe"
    assert {"publish", "collect", "confirm", "finalize", "archive", "dispose", "receive"} <= set(way.steps)
    finals = finals_in(entries_in(way.meeting))
    assert [one.edition for one in finals] == [1, 2]
    documents = [Path(file.name) for one in finals for file in one.files if file.name.endswith(".docx")]
    assert [faults_of(path) for path in documents] == [[], []]
    assert len(disposals_in(entries_in(way.meeting))) == 1
    duties = {one.name: one.impression for one in way.now.occasion.paperwork.duties}
    assert duties[PEOPLE[1]] == "窓口の混雑が減ると感じた。"
