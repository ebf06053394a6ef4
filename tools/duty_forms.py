"""What goes where in 会議結果概要, 会議録兼復命書 and 復命書（個人別の鑑）; `make_templates.py` makes the files.

The first is one page whatever the meeting holds: what does not fit is counted and left to the 会議録.
"""

from tools.make_templates import (
    COUNT,
    agenda,
    course,
    evidence,
    handouts_and_next,
    occasion,
    remarks,
    results,
    signatures,
    title,
)
from tools.template_look import LABEL, Piece, heading, label_table, mark, p, r, stamps, table

MOST = 5
"""Agenda items, 決定事項 and 今後の対応 on the one page."""
COVERED = (
    (32, "所属", "{{ 人.所属 or '' }}"),
    (26, "職名", "{{ 人.職名 or '' }}"),
    (28, "氏名", "{{ 人.氏名 }}"),
    (74, "所感", "{{ 人.所感 }}"),
)
EXCUSED = (
    (60, "所属・職名", "{{ 人.所属 or '' }}　{{ 人.職名 or '' }}"),
    (46, "氏名", "{{ 人.氏名 }}"),
    (54, "理由", "{{ 人.理由 }}"),
)
SHORT_TASKS = (
    (53, "内容", "{{ 対応.内容|replace('\\n', ' ')|truncate(13 if 今後の対応一覧|length > 3 else 30, true, '…', 0) }}"),
    (34, "担当", "{{ 対応.担当|truncate(8, true, '…', 0) }}"),
    (48, "期限", "{{ 対応.期限|truncate(14 if '月' in 対応.期限 else 11, true, '…', 0) }}"),
    (25, "根拠", "{% if 対応.時刻 %}[{{ 対応.時刻 }}]{% endif %}"),
)
TOPICS = (
    "{% for 議題 in 議題一覧[:5] %}{{ 議題.番号 }} {{ 議題.題名|truncate(16, true, '…', 0) }}"
    "{% if not loop.last %}／{% endif %}{% else %}{{ 未記入 }}{% endfor %}"
    "{% if 議題一覧|length > 5 %}　ほか{{ 議題一覧|length - 5 }}件{% endif %}"
)


def _heard_at(entry: str) -> list[Piece]:
    """Where it is heard in the recording: the first moment only, for there is one line."""
    return [r(f"{{% if {entry}.時刻 %}}　"), r(f"[{{{{ {entry}.時刻 }}}}]", "Moment"), r("{% endif %}")]


WHEN_AND_WHERE = [
    ("日時", "{{ 日時 }}"),
    ("場所", "{{ 場所|truncate(32, true, '…', 0) }}"),
    ("出席者数", COUNT),
    ("議題", TOPICS),
]
TASK_LINES = [
    mark(f"for 対応 in 今後の対応一覧[:{MOST}]"),
    p(
        "ListItem",
        r("({{ loop.index }})"),
        r("\t"),
        r("{{ 対応.内容|replace('\\n', ' ')|truncate(30, true, '…', 0) }}"),
        r("（{{ 対応.担当|truncate(12, true, '…', 0) }}、{{ 対応.期限|truncate(16, true, '…', 0) }}）"),
    ),
    mark("endfor"),
]
WAITING = "{{ 所感待ち一覧|map(attribute='氏名')|join('、') }}"
BY_THEMSELVES = "{{ 個別復命者一覧|map(attribute='氏名')|join('、') }}"
PUBLIC = "文書事項一覧|selectattr('項目', 'in', ('公開の別', '傍聴者数'))"


def short_results(tasks: list[Piece]) -> list[Piece]:
    """決定事項 and 今後の対応 (as `tasks` prints them), as many as one page has room for."""
    decision = [
        r("({{ loop.index }})"),
        r("\t"),
        r("{{ 決定.内容|replace('\\n', ' ')|truncate(30 if 決定事項一覧|length > 3 else 68, true, '…', 0) }}"),
        *_heard_at("決定"),
    ]
    return [
        heading("決定事項"),
        mark(f"for 決定 in 決定事項一覧[:{MOST}]"),
        p("ListItem", *decision),
        mark("else"),
        p("BodyText", r("（記載なし）")),
        mark("endfor"),
        *_rest("決定事項一覧"),
        heading("今後の対応"),
        mark("if 今後の対応一覧"),
        *tasks,
        mark("else"),
        p("BodyText", r("（記載なし）")),
        mark("endif"),
        *_rest("今後の対応一覧"),
    ]


def _rest(entries: str) -> list[Piece]:
    return [
        mark(f"if {entries}|length > {MOST}"),
        p("BodyText", r(f"ほか{{{{ {entries}|length - {MOST} }}}}件は、会議録に記載します。")),
        mark("endif"),
    ]


def _trial(name: str, kind: str) -> list[Piece]:
    """The title with a name that cannot take half the page."""
    return [piece.replace("{{ 会議名 }}", name) for piece in title(kind)]


def summary_body() -> list[Piece]:
    """会議結果概要: one page within two days, results first."""
    return [
        *_trial("{{ 会議名|truncate(44, true, '…', 0) }}", LABEL["summary"]),
        label_table([*WHEN_AND_WHERE, ("次回", "{{ 次回|truncate(32, true, '…', 0) }}")], more=PUBLIC),
        *short_results([table(SHORT_TASKS, "対応", f"今後の対応一覧[:{MOST}]")]),
        p("Note", r("※\t会議後の速報です（{{ 作成日 }}作成）。内容は、後日の会議録で変わることがあります。")),
    ]


def duties() -> list[Piece]:
    """復命: what was ordered, for whom this document stands with a cell for 所感, for whom it does not."""
    rows = [(name, f"{{{{ {name} }}}}") for name in ("命令日", "用務", "期間")]
    return [
        heading("復命"),
        p("BodyText", r("この会議録は、次の表に掲げる者の復命書を兼ねます。")),
        label_table(rows),
        mark("if 復命者一覧"),
        table(COVERED, "人", "復命者一覧"),
        mark("else"),
        p("BodyText", r("{{ 未記入 }}")),
        mark("endif"),
        mark("if 所感待ち一覧"),
        p("Note", r(f"※\t所感がまだ届いていない者（{{{{ 所感待ち一覧|length }}}}人）：{WAITING}")),
        mark("endif"),
        mark("if 個別復命者一覧"),
        p("Note", r(f"※\t復命書を個別に提出する者：{BY_THEMSELVES}")),
        mark("endif"),
        mark("if 復命対象外一覧"),
        heading("復命の対象外の者", level=2),
        table(EXCUSED, "人", "復命対象外一覧"),
        mark("endif"),
    ]


def joint_body() -> list[Piece]:
    """会議録兼復命書: stamps, 復命, then the minutes in the order of 要点筆記."""
    seen = [stamps("決裁", "決裁欄一覧"), stamps("供覧", "供覧欄一覧")]
    record = [*agenda(), *results(), *course(), *handouts_and_next(), *evidence(beside_the_record=False)]
    record += [*remarks(), *signatures()]
    return [*title(LABEL["joint"]), *seen, *duties(), *occasion(), *record]


def cover_body() -> list[Piece]:
    """復命書（個人別の鑑）: one person's cover, results first, the 会議録 as 別添."""
    errand = [(name, f"{{{{ {name} }}}}") for name in ("命令日", "用務", "期間")]
    return [
        *_trial("復命書", ""),
        stamps("決裁", "決裁欄一覧"),
        mark("if 供覧欄一覧"),
        stamps("供覧", "供覧欄一覧"),
        mark("endif"),
        p("BodyText", r("次のとおり復命します。　{{ 作成日 }}")),
        label_table(
            [
                ("復命者", "{{ 復命者.所属 or '' }}　{{ 復命者|職氏名 }}"),
                *errand,
                ("会議名", "{{ 会議名 }}"),
                ("日時・場所", "{{ 日時 }}　{{ 場所|truncate(32, true, '…', 0) }}"),
                *WHEN_AND_WHERE[2:],
                ("別添", "{{ 別添 }}"),
            ]
        ),
        *short_results(TASK_LINES),
        heading("所感"),
        p("BodyText", r("{{ 復命者.所感 }}")),
    ]


BODIES = {"summary": summary_body(), "joint": joint_body(), "cover": cover_body()}
