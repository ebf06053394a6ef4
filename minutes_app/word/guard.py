"""Who may change a document: Word's own settings for recording changes and for reading only.

Takes and changes the element of word/settings.xml (ECMA-376 Part 1, 17.15.1.78: its children have a fixed order).
Protection of this kind keeps honest people from slips; it is no lock.
"""

from typing import Any

from minutes_app.word.elements import put_in_order
from minutes_app.word.scan import W

_ORDER = """
writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries displayBackgroundShape
printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts saveSubsetFonts
saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop
hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState formsDesign attachedTemplate linkStyles
stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves
doNotTrackFormatting documentProtection
"""


def protect(settings: Any) -> None:
    """Reading only."""
    put_in_order(settings, "documentProtection", {"edit": "readOnly", "enforcement": "1"}, _ORDER)
    _drop(settings, "trackRevisions")


def recommend_reading(settings: Any) -> None:
    """Word asks everybody who opens it whether it should be for reading only."""
    put_in_order(settings, "writeProtection", {"recommended": "1"}, _ORDER)


def record_changes(settings: Any) -> None:
    """Everybody may write, and what is written is seen as a change."""
    _drop(settings, "documentProtection")
    put_in_order(settings, "trackRevisions", {}, _ORDER)


def _drop(settings: Any, name: str) -> None:
    for old in settings.findall(W + name):
        settings.remove(old)
