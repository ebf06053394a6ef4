"""Who may change a document: Word's own settings for recording changes and for reading only.

Takes and changes the element of word/settings.xml (ECMA-376 Part 1, 17.15.1.78: its children have a fixed order).
Protection of this kind keeps honest people from slips; it is no lock.
"""

from typing import Any

from minutes_app.word.scan import W

_BEFORE = """
writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries displayBackgroundShape
printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts saveSubsetFonts
saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop
hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState formsDesign attachedTemplate linkStyles
stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves
doNotTrackFormatting
"""
_TAGS_BEFORE = [W + name for name in _BEFORE.split()]


def protect(settings: Any) -> None:
    """Reading only."""
    _put(settings, "documentProtection", {"edit": "readOnly", "enforcement": "1"})
    _drop(settings, "trackRevisions")


def recommend_reading(settings: Any) -> None:
    """Word asks everybody who opens it whether it should be for reading only."""
    _put(settings, "writeProtection", {"recommended": "1"})


def record_changes(settings: Any) -> None:
    """Everybody may write, and what is written is seen as a change."""
    _drop(settings, "documentProtection")
    _put(settings, "trackRevisions", {})


def _put(settings: Any, name: str, values: dict[str, str]) -> None:
    from lxml import etree

    _drop(settings, name)
    made = etree.Element(W + name)
    for key, value in values.items():
        made.set(W + key, value)
    allowed = _TAGS_BEFORE[: _TAGS_BEFORE.index(made.tag)] if made.tag in _TAGS_BEFORE else _TAGS_BEFORE
    at = max((settings.index(child) + 1 for child in settings if child.tag in allowed), default=0)
    settings.insert(at, made)


def _drop(settings: Any, name: str) -> None:
    for old in settings.findall(W + name):
        settings.remove(old)
