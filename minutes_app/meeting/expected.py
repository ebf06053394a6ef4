"""Words that are likely to be said in a meeting, from its 名簿 and its 議題, for the recogniser.

In: attendees and agenda. Out: surnames (with their posts), offices and the terms of the agenda, each once. Only what
stands there: nothing is looked up and nothing is made up.
"""

import re

from minutes_app.meeting.model import Occasion

MOST = 40
"""Whisper reads some 220 tokens of words to know, and a name has three to five; what comes after is not heard of."""
LONGEST = 20
SHORTEST = 2
_TERM = re.compile(r"[一-龠々〆ヶ]{3,}|[ァ-ヴー]{3,}|[A-Za-zＡ-Ｚａ-ｚ]{2,}")
"""Runs of kanji, katakana or letters: 特定健診, デジタル, AI. Hiragana joins words and is none."""
_PLAIN = {
    "について",
    "その他",
    "報告事項",
    "協議事項",
    "審議事項",
    "議事録",
    "会議録",
    "質疑応答",
    "意見交換",
    "事務連絡",
}


def expected_words(occasion: Occasion) -> tuple[str, ...]:
    """At most `MOST` words: the people first, for their names are what goes wrong most."""
    words: list[str] = []
    for person in occasion.attendees:
        surname = re.split(r"[\s　・]", person.name.strip())[0]
        words.append(surname if len(surname) <= LONGEST else "")
    for item in occasion.agenda:
        words += _TERM.findall(item.title)
    words += [person.department for person in occasion.attendees]
    kept = (word for word in words if SHORTEST <= len(word) <= LONGEST and word not in _PLAIN)
    return tuple(dict.fromkeys(kept))[:MOST]


def words_of(text: str) -> tuple[str, ...]:
    """Words as a person types them: one a line, or with 「、」, commas or spaces between; each once."""
    return tuple(dict.fromkeys(word for word in re.split(r"[\s　、，,]+", text) if word))
