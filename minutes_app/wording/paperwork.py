"""文書事項 and 復命 as documents and the terminal call them."""

from minutes_app.wording.message import one_line

KINDS = {"": "", "council": "附属機関", "internal": "庁内会議", "talk": "打合せ", "assembly": "議会委員会"}
OPENNESS = {"": "", "open": "公開", "closed": "非公開", "partly": "一部非公開"}
STANDINGS = {"covered": "会議録で兼ねる", "own": "個別に提出", "excused": "対象外"}

LABELS = {
    "document_number": "文書番号",
    "drafted_on": "起案日",
    "decided_on": "決裁日",
    "kept_for": "保存期間",
    "openness": "公開の別",
    "observers": "傍聴者数",
    "secretariat": "事務局",
    "witnesses": "参考人",
    "explainers": "説明者",
    "officers": "職務出席者",
    "signers": "署名人",
    "notices": "諸報告",
    "seats": "議席",
    "matters": "付議事件",
    "bills": "議案の異動",
    "elections": "選挙",
    "votes": "記名投票",
    "others": "その他",
}
"""Field of `Paperwork` → what a form calls it, in the order of forms."""


def people_count(number: str) -> str:
    """3人; what is no number stays as it was said."""
    return f"{number}人" if number.isdecimal() else number


def with_reason(openness: str, reason: str) -> str:
    """一部非公開（個人情報を含むため）."""
    return f"{openness}（{reason}）" if openness and reason else openness or reason


ABOUT_JSON = "結果を1つのJSONで標準出力に書きます"
ABOUT_NOTE = {
    "--standing": "その人の復命の扱い（兼ねる・個別・対象外）。何度でも指定できます",
    "--reason": "対象外の理由。何度でも指定できます",
    "--impression": "その人の所感。何度でも指定できます",
}
ABOUT_DATES = {
    "accept": "その番号の宿題の期限を、提案された日にします。何度でも指定できます",
    "set": "その番号の宿題の期限を、書いた日にします（2026-12-10 または 令和8年12月10日）。何度でも指定できます",
}


def group_line(title: str, count: int) -> str:
    """【会議録で兼ねる】3人."""
    return f"【{title}】{count}人"


def duty_line(name: str, standing: str, *, reason: str, impression: str) -> str:
    """One attendee of the list."""
    if standing == "excused":
        return f"  {name}" + (f"　（{reason}）" if reason else "")
    return f"  {name}　…　" + ("所感あり" if impression else "所感がまだありません")


def waiting(names: list[str], attendees: int) -> str:
    """Who still owes a 所感."""
    if not attendees:
        return "出席者がまだ書かれていません。"
    if not names:
        return "所感は、すべてそろっています。"
    return f"所感がまだ届いていない人: {len(names)}人（{'、'.join(names)}）"


def strangers(names: tuple[str, ...]) -> str:
    """People with a 復命 who are on no list."""
    return f"出席者の中にない氏名の復命があります: {'、'.join(names)}。出席者の氏名と合わせてください。"


def unclear(name: str, standing: str, reason: str, impression: str) -> str:
    """A 復命 of an old file or of a file of information, under a name that more than one has."""
    said = "、".join(filter(None, (standing, reason, f"所感「{one_line(impression, 200)}」" if impression else "")))
    return (
        f"「{name}」の復命（{said}）は、同じ氏名の出席者が2人以上いて、だれのものか分からないため、だれのものにもしていません。"
        "本人の行に、同じ内容を書いてください。"
    )


def numbered(number: int, label: str) -> str:
    """One of those who may be meant, with his number in the list."""
    return f"{number}番「{label}」"


def no_dates() -> str:
    """Every 期限 is a date, or there is none."""
    return "日付に直すところのある期限は、ありません。"


def no_meeting_day() -> str:
    """Spoken dates mean nothing without a day to count from."""
    return "開催日がまだ決まっていないため、期限の日付を提案できません。「minutes write」の --date で開催日を入れてください。"


def date_line(number: int, text: str, due: str, proposed: str, *, sure: bool) -> str:
    """One task whose 期限 is in words."""
    if not proposed:
        return f"{number}. {text}\n    期限「{due}」　→　日付を読み取れません"
    doubt = "" if sure else "（ほかの読み方もあります。確かめてください）"
    return f"{number}. {text}\n    期限「{due}」　→　{proposed}{doubt}"


def date_kept(text: str, due: str) -> str:
    """After a date was confirmed."""
    return f"期限を{due}にしました: {text}"
