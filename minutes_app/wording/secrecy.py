"""What the program says of 決定, 宿題 and 要点 that rest on nothing but what is 非公開."""

from minutes_app.wording.message import one_line

HELD_BACK = "載りません"
RELEASED = "載せます"
RELEASE = "会議録に載せる…"
HOLD_BACK = "会議録に載せない"
ASK = "非公開の発言だけにもとづく項目を、会議録に載せますか？"
YES, NO = "載せる", "載せない"


def ask_hint(text: str) -> str:
    """What a person is shown before a piece is released."""
    return (
        f"「{one_line(text, 200)}」\n\n"
        "もとになった発言はすべて非公開か削除なので、このままでは会議録・共有する文書・ほかの形式のどれにも載りません。"
        "非公開の内容が読み取れない書き方になっていることを確かめてから「載せる」を押してください。"
        "あとで言葉を直すと、また載らなくなります。"
    )


def held_back(text: str) -> str:
    """A piece among what is still open."""
    return f"非公開の発言だけにもとづくため、会議録に載りません: 「{one_line(text, 40)}」"


def hidden_now(held: int, rest: int) -> str:
    """Utterances are not for everybody any more. `held`: pieces that no document has now; `rest`: those that stay."""
    said = "非公開にしました。"
    if held:
        said += (
            f"ほかに根拠のない要点・決定・宿題が{held}件あり、会議録に載らなくなりました。"
            f"載せるときは、右の一覧で選んで「{RELEASE}」を押してください。"
        )
    if rest:
        said += f"ほかの発言にももとづく要点・決定・宿題が{rest}件あり、そちらは会議録に載ります。"
    return said


def released(number: int) -> str:
    """A piece that documents may tell from now on."""
    return f"{number}: 非公開の発言だけにもとづいていますが、文書に載せます。"
