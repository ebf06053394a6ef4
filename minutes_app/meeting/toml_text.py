"""TOML as clerks type it → TOML as the standard wants it.

In: text in which keys are Japanese (会議名 = "…"), values may stand without quotation marks (開始 = 14:00) and 「＝」,
「，」 and full-width spaces occur. Out: the same lines, readable by `tomllib`. What stands in quotation marks is kept.
TOML 1.0 has only A-Z, a-z, 0-9, - and _ in bare keys (https://toml.io/en/v1.0.0#keys).
"""

import re

_STRING = r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\''
_TOKEN = re.compile(
    rf"(?P<string>{_STRING})|(?P<unclosed>[\"'][^\n]*)|(?P<comment>#[^\n]*)|(?P<curly>“[^“”\n]*”)|(?P<sign>[＝，\u3000])"
    r"|(?P<bare>[^\s=,\[\]{}\"'#＝，“”]+)",
    re.DOTALL,
)
_SIGNS = {"＝": "=", "，": ",", "\u3000": " "}
_NEEDS_QUOTES = re.compile(
    r"[^\x00-\x7f]|^\d{1,2}:\d{2}$|^\d:\d{2}:\d{2}$|^\d{4}[/.]\d{1,2}[/.]\d{1,2}$|^[A-Za-z]\d{1,2}[./-]\d"
    r"|\.(?:csv|xlsx)$"
)


def standard_toml(text: str) -> str:
    """`text` with the quotation marks that TOML asks for; line numbers stay the same."""
    return _TOKEN.sub(_mended, text)


def _mended(token: re.Match[str]) -> str:
    whole = token[0]
    if token.lastgroup == "sign":
        return _SIGNS[whole]
    if token.lastgroup == "curly":
        return _quoted(whole[1:-1])
    if token.lastgroup == "bare" and _NEEDS_QUOTES.search(whole):
        return _quoted(whole)
    return whole


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
