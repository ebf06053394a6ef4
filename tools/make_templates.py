"""Makes the templates in resources/templates/. Run it after a change here; clerks change copies of them in Word.

    python -m tools.make_templates [FOLDER]        (in the folder above tools/)

What goes where is in `points_body`, `verbatim_body` and `duty_forms.py`; how it looks is in `template_look.py`.
"""

import sys
from pathlib import Path

from minutes_app.wording.fields import TRIAL
from tools.template_look import LABEL, Piece, build, field, heading, label_table, listing, mark, p, r, table

NOTHING_RECORDED = "（記載なし）"
PEOPLE = ((70, "所属", "{{ 人.所属 or '' }}"), (44, "職名", "{{ 人.職名 or '' }}"), (46, "氏名", "{{ 人.氏名 }}"))
TASKS = (
    (64, "内容", "{{ 対応.内容 }}"),
    (34, "担当", "{{ 対応.担当 }}"),
    (40, "期限", "{{ 対応.期限 }}"),
    (22, "根拠", "{{ 対応.根拠 or '' }}"),
)
NO_POINTS = "要点は、まだ書かれていません。"
SIGNERS = ((70, "署名人", "{{ 署名人 }}"), (90, "署名", ""))
COUNT = (
    "{% if 出席者一覧 %}{{ 出席者数 }}人{% if 欠席者一覧 %}（ほかに欠席 {{ 欠席者一覧|length }}人）{% endif %}"
    "{% else %}{{ 未記入 }}{% endif %}"
)
SPEAKER = "{{ 発言|職と敬称('君') if 会議の種別 == '議会委員会' and 発言.話者 else 発言.話者 or '（　　　）' }}"
"""「○委員長（山田太郎君）」 in councils; elsewhere the name as it is."""
EVERY_POINT_HAS_ITS_TOPIC = "議題一覧|map(attribute='要点一覧')|map('length')|sum == 要点一覧|length"


def title(kind: str) -> list[Piece]:
    """The trial's label, the name of the meeting, the kind of minutes."""
    return [
        mark("if お試し"),
        p("TrialLabel", r(TRIAL)),
        mark("endif"),
        p("Title", r("{{ 会議名 }}")),
        *([p("Subtitle", r(kind))] if kind else []),
    ]


def occasion() -> list[Piece]:
    """開催概要 and who was there."""
    rows = [(name, f"{{{{ {name} }}}}") for name in ("日時", "場所", "主催", "議長", "記録者")]
    return [
        heading("開催概要"),
        label_table([*rows, ("出席者数", COUNT)], more="文書事項一覧"),
        heading("出席者"),
        mark("if 出席者一覧"),
        table(PEOPLE, "人", "出席者一覧"),
        mark("else"),
        p("BodyText", r("{{ 未記入 }}")),
        mark("endif"),
        heading("欠席者", level=2),
        mark("if 欠席者一覧"),
        table(PEOPLE, "人", "欠席者一覧"),
        mark("else"),
        p("BodyText", r("{% if 出席者一覧 %}なし{% else %}{{ 未記入 }}{% endif %}")),
        mark("endif"),
    ]


def agenda() -> list[Piece]:
    """議題."""
    return [
        heading("議題"),
        *listing("議題", "議題一覧", [r("{{ 議題.番号 }}"), r("\t"), r("{{ 議題.題名 }}")], "{{ 未記入 }}"),
    ]


def results() -> list[Piece]:
    """決定事項 and 今後の対応."""
    decision = [r("({{ loop.index }})"), r("\t"), r("{{ 決定.内容 }}"), *_when("決定")]
    return [
        heading("決定事項"),
        *listing("決定", "決定事項一覧", decision, NOTHING_RECORDED),
        heading("今後の対応"),
        mark("if 今後の対応一覧"),
        table(TASKS, "対応", "今後の対応一覧"),
        mark("else"),
        p("BodyText", r(NOTHING_RECORDED)),
        mark("endif"),
        mark("if その他の結果一覧"),
        heading("了承・要望など"),
        mark("for 結果 in その他の結果一覧"),
        p("ListItem", r("・"), r("\t"), r("（{{ 結果.種類 }}）{{ 結果.内容 }}"), *_when("結果")),
        mark("endfor"),
        mark("endif"),
    ]


def course() -> list[Piece]:
    """議事の経過 as points under their topics; where nobody has written points, it says so."""
    point = p("ListItem", r("・"), r("\t"), r("{{ 要点.内容 }}"), *_when("要点"))
    return [
        heading("議事の経過"),
        mark(f"if 要点一覧 and {EVERY_POINT_HAS_ITS_TOPIC}"),
        mark("for 議題 in 議題一覧"),
        heading("議題{{ 議題.番号 }}　{{ 議題.題名 }}", level=2),
        mark("for 要点 in 議題.要点一覧"),
        point,
        mark("else"),
        p("BodyText", r(NOTHING_RECORDED)),
        mark("endfor"),
        mark("endfor"),
        mark("elif 要点一覧"),
        mark("for 要点 in 要点一覧"),
        point,
        mark("endfor"),
        mark("elif 発言一覧"),
        p("BodyText", r(NO_POINTS)),
        mark("else"),
        p("BodyText", r("{{ 未記入 }}")),
        mark("endif"),
    ]


def utterances() -> list[Piece]:
    """「00:14:32　○話者　発言」, the printed form of councils."""
    said = [
        r("{{ 発言.しおり }}"),
        r("{{ 発言.時刻 or '' }}", "Moment"),
        r("\t"),
        r(f"○{SPEAKER}", "Speaker"),
        r("　{{ 発言.内容 }}"),
        r("{% if 発言.要確認 %}〔要確認〕{% endif %}", "ToCheck"),
    ]
    return [mark("for 発言 in 発言一覧"), p("Utterance", *said), mark("endfor")]


def speech() -> list[Piece]:
    """発言 of the verbatim minutes."""
    return [
        heading("発言"),
        mark("if 発言一覧"),
        *utterances(),
        mark("else"),
        p("BodyText", r(NOTHING_RECORDED)),
        mark("endif"),
    ]


def evidence(*, beside_the_record: bool) -> list[Piece]:
    """根拠一覧: what was said for each item; the place that links lead to where the record itself is not printed."""
    time = "{{ 根拠.リンク }}" if beside_the_record else "{{ 根拠.しおり }}[{{ 根拠.時刻 }}]"
    quoted = "○{{ 根拠.話者 or '（　　　）' }}　{{ 根拠.発言 }}"
    columns = ((28, "項目", "{{ 根拠.項目 }}"), (24, "時刻", time), (108, "発言", quoted))
    return [
        mark("if 根拠一覧"),
        heading("根拠一覧"),
        table(columns, "根拠", "根拠一覧"),
        mark("endif"),
    ]


def handouts_and_next() -> list[Piece]:
    """配布資料 and 次回."""
    return [
        heading("配布資料"),
        *listing("資料", "配布資料一覧", [r("{{ 資料.番号 }}"), r("\t"), r("{{ 資料.名称 }}")], NOTHING_RECORDED),
        heading("次回"),
        p("BodyText", r("{{ 次回 }}")),
    ]


def remarks() -> list[Piece]:
    """How the record was made: what a later reader asks first."""
    rows = [("作成日", "{{ 作成日 }}"), ("録音", "{{ 録音 }}"), ("認識モデル", "{{ 認識モデル }}")]
    return [
        heading("この記録について"),
        label_table(rows),
        mark("for 注意 in 注意書き一覧"),
        p("Note", r("※\t{{ 注意 }}")),
        mark("endfor"),
    ]


def signatures() -> list[Piece]:
    """署名: a line for each who signs the minutes, all on one page (labels stay with what follows them)."""
    return [
        mark("if 署名人一覧"),
        heading("署名"),
        table(SIGNERS, "署名人", "署名人一覧").replace('"TableText"', '"TableLabel"'),
        mark("endif"),
    ]


def points_body() -> list[Piece]:
    """会議録（要点筆記）: results before the course of the meeting."""
    return [
        *title(LABEL["points"]),
        *occasion(),
        *agenda(),
        *results(),
        *course(),
        *handouts_and_next(),
        *evidence(beside_the_record=False),
        *remarks(),
        *signatures(),
    ]


def verbatim_body() -> list[Piece]:
    """会議録（全文）: everything short first, then every word."""
    return [
        *title(LABEL["verbatim"]),
        *occasion(),
        *agenda(),
        *results(),
        *handouts_and_next(),
        *speech(),
        *evidence(beside_the_record=True),
        *remarks(),
        *signatures(),
    ]


def _when(entry: str) -> list[Piece]:
    return [r(f"{{% if {entry}.根拠 %}}　"), r(f"{{{{ {entry}.根拠 }}}}", "Evidence"), r("{% endif %}")]


def main(folder: Path) -> None:
    """Write every template."""
    from tools.duty_forms import BODIES

    folder.mkdir(parents=True, exist_ok=True)
    for kind, body in {"points": points_body(), "verbatim": verbatim_body(), **BODIES}.items():
        header = f"{{% if 会議名 %}}{{{{ 会議名|truncate(40, true, '…') }}}}　{{% endif %}}{LABEL[kind]}"
        build(folder / f"{LABEL[kind]}.docx", body, header=header, footer=[field("PAGE"), r(" / "), field("NUMPAGES")])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "resources" / "templates")
