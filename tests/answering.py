"""What an attendee does in Word with his copy: ticks, writes, corrects with and without 変更履歴, comments.

Direct edits of the XML, as Word makes them (ECMA-376 Part 1, 17.13.5; [MS-DOCX] 2.5.1.x for the box).
"""

from copy import deepcopy
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.text.run import Run

from minutes_app.word.elements import XML_SPACE
from minutes_app.word.reply_form import Answer, tag
from minutes_app.word.scan import W14, W

WHEN = "2026-11-26T10:00:00Z"


class Paper:
    """One file in an attendee's hands; `save` when he is done."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.docx = Document(str(path))
        self.body = self.docx.element.body
        self._number = 900

    def tick(self, person: str) -> "Paper":
        """確認."""
        control = self._control("confirmed", person)
        control.find(f".//{W14}checked").set(f"{W14}val", "1")
        next(control.iter(W + "t")).text = "☑"
        return self

    def write(self, answer: Answer, person: str, text: str) -> "Paper":
        """修正意見 or 所感."""
        control = self._control(answer, person)
        for prompt in control.iter(W + "showingPlcHdr"):
            prompt.getparent().remove(prompt)
        texts = list(control.iter(W + "t"))
        texts[0].text = text
        for one in texts[1:]:
            one.getparent().remove(one)
        return self

    def track(self, name: str, old: str, new: str, author: str) -> "Paper":
        """Correct words of a passage with 変更履歴."""
        run, before, after = self._cut(name, old)
        pieces = [self._run(run, before), self._changed("del", run, old, author)]
        pieces += [self._changed("ins", run, new, author)] if new else []
        for piece in [*pieces, self._run(run, after)]:
            if piece is not None:
                run.addprevious(piece)
        run.getparent().remove(run)
        return self

    def overwrite(self, name: str, old: str, new: str) -> "Paper":
        """Correct words of a passage, and nothing keeps a record."""
        run, before, after = self._cut(name, old)
        run.addprevious(self._run(run, before + new + after))
        run.getparent().remove(run)
        return self

    def remove(self, name: str) -> "Paper":
        """Take the whole paragraph out."""
        paragraph = self.paragraph(name)
        paragraph.getparent().remove(paragraph)
        return self

    def add_behind(self, name: str, text: str, author: str = "") -> "Paper":
        """A paragraph more; with an author as a tracked insertion."""
        made = OxmlElement("w:p")
        run = self._run(OxmlElement("w:r"), text)
        if author:
            mark = self._mark("ins", author)
            look = OxmlElement("w:pPr")
            letters = OxmlElement("w:rPr")
            letters.append(mark)
            look.append(letters)
            made.append(look)
            inserted = self._mark("ins", author)
            inserted.append(run)
            run = inserted
        made.append(run)
        self.paragraph(name).addnext(made)
        return self

    def move_behind(self, name: str, other: str, author: str) -> "Paper":
        """Drag a paragraph behind another one, with 変更履歴."""
        source, target = self.paragraph(name), OxmlElement("w:p")
        for run in [one for one in source.iter(W + "r") if one.getparent() is source]:
            moved = self._mark("moveTo", author)
            moved.append(deepcopy(run))
            target.append(moved)
            mark = self._mark("moveFrom", author)
            run.addprevious(mark)
            mark.append(run)
        self.paragraph(other).addnext(target)
        return self

    def add_row(self, words: str, text: str, author: str) -> "Paper":
        """A row more behind the one that holds these words, with 変更履歴."""
        cell = next(one for one in self.body.iter(W + "t") if words in (one.text or ""))
        row = next(cell.iterancestors(W + "tr"))
        made = deepcopy(row)
        for mark in list(made.iter(W + "bookmarkStart", W + "bookmarkEnd")):
            mark.getparent().remove(mark)
        for number, one in enumerate(made.iter(W + "t")):
            one.text = "" if number else text
        look = made.find(W + "trPr")
        if look is None:
            look = OxmlElement("w:trPr")
            made.insert(0, look)
        look.append(self._mark("ins", author))
        row.addnext(made)
        return self

    def cut_in_two(self, name: str, at: str) -> "Paper":
        """Enter in the middle of a passage, without a record."""
        run, before, after = self._cut(name, at)
        paragraph = self.paragraph(name)
        second = OxmlElement("w:p")
        for one in list(run.itersiblings()):
            second.append(one)
        second.insert(0, self._run(run, at + after))
        run.addprevious(self._run(run, before))
        run.getparent().remove(run)
        paragraph.addnext(second)
        return self

    def comment(self, name: str, text: str, author: str) -> "Paper":
        """A comment of Word at a passage."""
        run = next(one for one in self.runs(name))
        self.docx.add_comment(Run(run, self.docx), text=text, author=author, initials=author[:1])
        return self

    def lose_bookmarks(self) -> "Paper":
        """What some programs do."""
        for mark in list(self.body.iter(W + "bookmarkStart", W + "bookmarkEnd")):
            mark.getparent().remove(mark)
        return self

    def lose_controls(self) -> "Paper":
        """What some programs do: the text stays, the control goes."""
        for control in list(self.body.iter(W + "sdt")):
            for child in control.find(W + "sdtContent"):
                control.addprevious(child)
            control.getparent().remove(control)
        return self

    def save(self, path: Path | None = None) -> Path:
        """Back into the folder, under the same name or another."""
        self.docx.save(str(path or self.path))
        return path or self.path

    def paragraph(self, name: str) -> Any:
        """The paragraph of a passage."""
        return next(self._start(name).iterancestors(W + "p"))

    def runs(self, name: str) -> list[Any]:
        """The runs of a passage."""
        start, found = self._start(name), []
        for one in start.itersiblings():
            if one.tag == W + "bookmarkEnd" and one.get(W + "id") == start.get(W + "id"):
                break
            found += [one] if one.tag == W + "r" else list(one.iter(W + "r"))
        return [one for one in found if one.find(W + "t") is not None]

    def _start(self, name: str) -> Any:
        return next(one for one in self.body.iter(W + "bookmarkStart") if one.get(W + "name") == name)

    def _cut(self, name: str, old: str) -> tuple[Any, str, str]:
        for run in self.runs(name):
            text = "".join(one.text or "" for one in run.iter(W + "t"))
            if old in text:
                before, _old, after = text.partition(old)
                return run, before, after
        raise AssertionError(f"{old} is not in {name}")

    def _control(self, answer: Answer, person: str) -> Any:
        return next(
            one
            for one in self.body.iter(W + "sdt")
            if one.find(f"{W}sdtPr/{W}tag") is not None
            and one.find(f"{W}sdtPr/{W}tag").get(W + "val") == tag(answer, person)
        )

    def _run(self, like: Any, text: str, name: str = "t") -> Any:
        run = OxmlElement("w:r")
        look = like.find(W + "rPr")
        if look is not None:
            run.append(deepcopy(look))
        made = OxmlElement(f"w:{name}")
        made.set(XML_SPACE, "preserve")
        made.text = text
        run.append(made)
        return run

    def _changed(self, kind: str, like: Any, text: str, author: str) -> Any:
        mark = self._mark(kind, author)
        mark.append(self._run(like, text, "delText" if kind == "del" else "t"))
        return mark

    def _mark(self, kind: str, author: str) -> Any:
        self._number += 1
        mark = OxmlElement(f"w:{kind}")
        for key, value in (("id", str(self._number)), ("author", author), ("date", WHEN)):
            mark.set(W + key, value)
        return mark
