"""What can be said about a meeting: the names in files and the flags, in one table.

In: nothing. Out: `KEYS` and two look-ups. Reads nothing.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that can be said about a meeting: its name in `Occasion`, its names in files, its flag."""

    field: str
    names: tuple[str, ...]
    flag: str
    repeatable: bool = False


KEYS = (
    Key("title", ("会議名", "title", "名称", "会議の名称"), "--title"),
    Key("date", ("開催日", "date", "日付"), "--date"),
    Key("start", ("開始", "start", "開始時刻", "開会"), "--start"),
    Key("end", ("終了", "end", "終了時刻", "閉会"), "--end"),
    Key("place", ("場所", "place", "開催場所", "会場"), "--place"),
    Key("organiser", ("主催", "organiser", "organizer", "主催者"), "--organiser"),
    Key("chair", ("議長", "chair", "進行", "座長"), "--chair"),
    Key("note_taker", ("記録者", "note_taker", "記録", "書記"), "--note-taker"),
    Key("attendees", ("出席者", "attendees"), "--attendee", repeatable=True),
    Key("absentees", ("欠席者", "absentees"), "--absentee", repeatable=True),
    Key("agenda", ("議題", "agenda", "議事"), "--agenda", repeatable=True),
    Key("handouts", ("配布資料", "handouts", "資料"), "--handout", repeatable=True),
    Key("next_meeting", ("次回", "next", "next_meeting"), "--next"),
    Key("words", ("出てきそうな言葉", "words", "用語"), "--word", repeatable=True),
    Key("kind", ("会議の種別", "種別", "kind"), "--kind"),
)
"""What is said of most meetings; the command line makes its flags from this."""

PAPER_KEYS = tuple(
    Key(field, (*names.split(), field), "")
    for field, names in (
        ("document_number", "文書番号 文書記号番号"),
        ("drafted_on", "起案日 起案年月日"),
        ("decided_on", "決裁日 決裁年月日"),
        ("kept_for", "保存期間 保存年限"),
        ("openness", "公開の別 公開 会議の公開"),
        ("openness_reason", "非公開の理由 公開の別の理由"),
        ("observers", "傍聴者数 傍聴人数 傍聴者 傍聴人"),
        ("secretariat", "事務局 事務局出席者"),
        ("witnesses", "参考人"),
        ("explainers", "説明者 説明のため出席した者 説明員"),
        ("officers", "職務出席者 職務のため出席した者"),
        ("signers", "署名人 署名委員 会議録署名人 会議録署名議員"),
        ("approvers", "決裁欄 決裁"),
        ("circulation", "供覧欄 供覧"),
        ("ordered_on", "命令日 命令年月日"),
        ("errand", "用務"),
        ("period", "期間"),
        ("notices", "諸報告 諸般の報告"),
        ("seats", "議席 議席の指定及び変更"),
        ("matters", "付議事件 会議に付した事件"),
        ("bills", "議案の異動 議案の提出・撤回・訂正"),
        ("elections", "選挙 選挙の経過"),
        ("votes", "記名投票 記名投票の賛否"),
        ("others", "その他"),
        ("duties", "復命"),
    )
)
"""文書事項: what `Occasion.paperwork` holds; said in files only, for a command line of forty flags helps nobody."""

BY_NAME = {name: key for key in (*KEYS, *PAPER_KEYS) for name in key.names}
BY_FIELD = {key.field: key for key in KEYS}
