"""Japanese conjugation, as far as a town hall speaks: a verb in its dictionary form becomes any of twenty forms.

In: a verb and its kind (`g` godan, `i` ichidan, `s` する, `k` 来る). Out: text.
Irregular are する, 来る and 行く only.
"""

from functools import cache

_ROWS = {
    "う": "わいうえお",
    "く": "かきくけこ",
    "ぐ": "がぎぐげご",
    "す": "さしすせそ",
    "つ": "たちつてと",
    "ぬ": "なにぬねの",
    "ぶ": "ばびぶべぼ",
    "む": "まみむめも",
    "る": "らりるれろ",
}
_SOUND = {"う": "って", "つ": "って", "る": "って", "く": "いて", "ぐ": "いで", "す": "して"} | dict.fromkeys(
    "ぬぶむ", "んで"
)
_TAILS = {
    "plain": ("dictionary", ""),
    "polite": ("stem", "ます"),
    "polite_past": ("stem", "ました"),
    "polite_not": ("stem", "ません"),
    "polite_was_not": ("stem", "ませんでした"),
    "polite_let": ("stem", "ましょう"),
    "wish": ("stem", "たい"),
    "easy": ("stem", "やすい"),
    "while": ("stem", "ながら"),
    "after_te": ("te", "から"),
    "ing": ("te", "いる"),
    "polite_ing": ("te", "います"),
    "polite_was_ing": ("te", "いました"),
    "polite_done": ("te", "あります"),
    "request": ("te", "ください"),
    "come": ("te", "まいります"),
    "try": ("te", "みます"),
    "not": ("negative", "ない"),
    "was_not": ("negative", "なかった"),
    "must": ("negative", "なければなりません"),
    "without": ("negative", "ずに"),
    "tara": ("ta", "ら"),
    "tari": ("ta", "り"),
    "can": ("potential", "ます"),
    "cannot": ("potential", "ません"),
    "if": ("conditional", ""),
    "passive": ("passive", "ました"),
    "passive_plain": ("passive", "る"),
    "causative": ("causative", "ます"),
    "te": ("te", ""),
    "past": ("ta", ""),
    "stem": ("stem", ""),
}
FORMS = tuple(_TAILS)


def conjugate(verb: str, kind: str, form: str) -> str:
    """`verb` in `form` (one of `FORMS`)."""
    base, tail = _TAILS[form]
    parts = _bases(verb, kind)
    if form == "without" and kind == "s":
        return f"{verb[:-2]}せずに"
    return parts[base] + tail


@cache
def _bases(verb: str, kind: str) -> dict[str, str]:
    if kind == "s":
        root = verb[:-2]
        ends = ("し", "し", "して", "した", "でき", "すれば", "され", "させ")
    elif kind in "ik":
        root = verb[:-1]
        ends = ("", "", "て", "た", "られ", "れば", "られ", "させ")
    else:
        root = verb[:-1]
        a, i, _u, e, _o = _ROWS[verb[-1]]
        te = "って" if verb in ("行く", "持って行く") else _SOUND[verb[-1]]
        ends = (a, i, te, te[:-1] + ("だ" if te[-1] == "で" else "た"), e, f"{e}ば", f"{a}れ", f"{a}せ")
    names = ("negative", "stem", "te", "ta", "potential", "conditional", "passive", "causative")
    return {"dictionary": verb, **{name: root + end for name, end in zip(names, ends, strict=True)}}
