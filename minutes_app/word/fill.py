"""Template and fields in, bytes of a .docx out. Runs in the document child; writes nothing to disk.

Every part that can hold field marks (body, headers, footers, notes, properties) goes through one sandbox, exactly once:
docxtpl's own `render` fills notes once a section, so that a value holding marks would be run as a template.
"""

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

from minutes_app.errors import TemplateDangerous, TemplateFaulty
from minutes_app.progress import Progress, Report, Stage
from minutes_app.word.appendix import RECORD_BEHIND, append_record
from minutes_app.word.finish import drop_repeated_names, label_as_trial, shade_blanks
from minutes_app.word.inspect import inspect
from minutes_app.word.links import connect, disconnect, without_links
from minutes_app.word.passages import text_in
from minutes_app.word.properties import describe
from minutes_app.word.sandbox import environment
from minutes_app.word.scan import DOCUMENT, STORY, W, parse
from minutes_app.word.settle import settle
from minutes_app.word.template import Filled, FillSummary
from minutes_app.word.text import Cleaner
from minutes_app.wording.fields import PERSONAL
from minutes_app.wording.templates import part_name, quoted

Fields = dict[str, Any] | Callable[[Report], dict[str, Any]]
"""The fields of a template, or what gathers them when it is called."""
_TAG = re.compile(r"<[^>]+>")
_PERSONAL_MARK = re.compile(rf"\{{[{{%][^{{}}]*?(?<!\w){PERSONAL}(?!\w)")
_COLUMN_MARKS = re.compile(r"\{%\s*(tc|hm|colspan)\b")


def fill(template: Path, fields: Fields, *, report: Report) -> Iterator[Filled]:
    """Yield the filled document. `fields` as in `wording.fields`; "" prints a visible blank.

    Raises what gathering them raises, `TemplateUnreadable`, `TemplateDangerous`, `TemplateFaulty`, `DiskError`.
    """
    yield _filled(template, fields, report)[0]


def fill_and_read(template: Path, fields: Fields, *, report: Report) -> Iterator[tuple[Filled, str]]:
    """Yield what `fill` does, and the text of the pages, a line for each paragraph."""
    filled, form = _filled(template, fields, report)
    yield filled, "\n".join(text_in(paragraph) for paragraph in form.body.iter(W + "p"))


def _filled(template: Path, given: Fields, report: Report) -> tuple[Filled, "_Form"]:
    report(Progress(Stage.WRITE, 0, 3))
    content, _parts = inspect(template)
    fields = given(report) if callable(given) else given
    report(Progress(Stage.WRITE, 1, 3))
    cleaner, unknown = Cleaner(), set[str]()
    form = _Form(template, content, environment(unknown))
    if fields.get(RECORD_BEHIND):
        append_record(form.body)
    blanks = form.render(cleaner.prepared(fields))
    if fields.get("お試し"):
        label_as_trial(form.body)
    form.set_properties(Cleaner().text(str(fields.get("会議名", ""))))
    report(Progress(Stage.WRITE, 2, 3))
    return Filled(form.saved(), FillSummary(blanks, tuple(sorted(unknown)), cleaner.dropped, form.personal)), form


class _Form:
    """One template while it is being filled."""

    def __init__(self, path: Path, content: bytes, sandbox: Any) -> None:
        from docxtpl import DocxTemplate

        self.path = path
        self.sandbox = sandbox
        self.personal = False
        self.form = DocxTemplate(io.BytesIO(content))
        with self._faults(DOCUMENT):
            self.form.render_init()
            self.docx = self.form.docx
            settle(self.docx.element)

    @property
    def body(self) -> Any:
        return self.docx._element.body

    def render(self, context: dict[str, Any]) -> int:
        """Fill every part; returns how many blanks are on the pages."""
        blanks = self._render_body(context)
        for part in self.docx.part.package.parts:
            if part is not self.docx.part and STORY.fullmatch(str(part.partname).lstrip("/")):
                blanks += self._render_part(part, context)
        self._render_properties(context)
        return blanks

    def _render_body(self, context: dict[str, Any]) -> int:
        with self._faults(DOCUMENT) as source:
            xml = self.form.get_xml()
            source.append(self.form.patch_xml(xml))
            filled = self._rendered(source[0], context)
            tree = self._whole(filled)
            if _COLUMN_MARKS.search(_TAG.sub("", xml)):
                tree = self.form.fix_tables(filled)
        if _have_doubles(tree):
            self.form.fix_docpr_ids(tree)
        self.form.map_tree(tree)
        drop_repeated_names(tree)
        connect(tree)
        return shade_blanks(tree)

    def _render_part(self, part: Any, context: dict[str, Any]) -> int:
        name = str(part.partname).lstrip("/")
        with self._faults(name) as source:
            text = self.form.xml_to_string(settle(parse(part.blob)))
            source.append(self.form.patch_xml(text))
            tree = self._whole(self._rendered(source[0], context))
        drop_repeated_names(tree)
        disconnect(tree)
        blanks = shade_blanks(tree)
        self._put(part, tree)
        return blanks

    def _rendered(self, source: str, context: dict[str, Any]) -> str:
        """As docxtpl's `render_xml_part`, but without turning "{_{" in what was said into "{{"."""
        self.personal = self.personal or _PERSONAL_MARK.search(source) is not None
        filled = self.sandbox.from_string(_by_paragraph(source)).render(context)
        return str(self.form.resolve_listing(filled.replace("\n<w:p", "<w:p")))

    def _put(self, part: Any, tree: Any) -> None:
        from lxml import etree

        content = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        if hasattr(part, "_element"):
            from docx.opc.oxml import parse_xml

            part._element = parse_xml(content.decode("utf-8").partition("?>")[2])
        else:
            part._blob = content

    def _render_properties(self, context: dict[str, Any]) -> None:
        properties = self.docx.core_properties
        for name in ("author", "category", "comments", "keywords", "subject", "title"):
            with self._faults("docProps/core.xml") as source:
                source.append(getattr(properties, name))
                text = self.sandbox.from_string(source[0]).render(context)
                describe(self.docx, {name: without_links(_plain(text))})

    def set_properties(self, title: str) -> None:
        """The properties a reader, a search and a screen reader go by."""
        properties = self.docx.core_properties
        if title:
            describe(self.docx, {"title": title})
        properties.language = "ja-JP"
        now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        properties.created = properties.modified = now
        properties.last_modified_by = ""
        properties.revision = 1

    def saved(self) -> bytes:
        """The bytes of the document."""
        stream = io.BytesIO()
        with self._faults(""):
            self.docx.save(stream)
        return stream.getvalue()

    def _whole(self, xml: str) -> Any:
        """The rendered XML, parsed strictly: docxtpl's forgiving parser drops what a misplaced mark has cut in two."""
        from lxml import etree

        return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))

    @contextmanager
    def _faults(self, part: str) -> Iterator[list[str]]:
        """Translate what docx, jinja2 and lxml raise; the caller leaves its source in the list, for the place."""
        from jinja2 import TemplateError
        from jinja2.exceptions import SecurityError
        from lxml import etree

        source: list[str] = []
        try:
            yield source
        except SecurityError as error:
            raise TemplateDangerous(self.path, ((quoted(part, str(error.message)), "code"),)) from error
        except etree.XMLSyntaxError as error:
            raise TemplateFaulty(self.path, part_name(part), "cut") from error
        except TemplateError as error:
            ended = str(error.message).startswith("Unexpected end of template")
            line = "" if ended else _line(source, getattr(error, "lineno", None))
            raise TemplateFaulty(self.path, quoted(part, line), str(error.message)) from error
        except (
            ArithmeticError,
            AssertionError,
            LookupError,
            TypeError,
            ValueError,
            AttributeError,
            RuntimeError,
        ) as error:
            raise TemplateFaulty(self.path, part_name(part), f"{type(error).__name__}: {error}") from error


def _line(source: list[str], number: int | None) -> str:
    """The text of a paragraph of the patched source."""
    if not source or number is None:
        return ""
    lines = _by_paragraph(source[0]).splitlines()
    return _TAG.sub("", lines[min(number, len(lines)) - 1]) if lines else ""


def _by_paragraph(source: str) -> str:
    """One paragraph a line, so that the line of a fault is the place of a paragraph."""
    return re.sub(r"<w:p(?=[ >])", "\n<w:p", source)


def _have_doubles(tree: Any) -> bool:
    """Whether a loop has repeated a picture or a text box with its number; the numbers of a form stay otherwise."""
    numbers = [one.get("id") for one in tree.iter("{*}docPr")]
    return len(numbers) > len(set(numbers))


def _plain(markup: str) -> str:
    """What an autoescaped text says."""
    return unescape(markup)
