"""A Word template: checked as a whole, then filled.

Filling gives the document and every figure in it with its place, from which the proof sheet (核对表) is made. A
template comes from anywhere, so this runs in a process of its own (template_worker.py); the program never imports it.
"""

import io
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, cast

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.package import Package
from docxtpl import DocxTemplate
from jinja2 import TemplateError

from desktop_app.core.errors import UserError
from desktop_app.core.period import parse_day
from desktop_app.core.scope import SPANS
from desktop_app.exchange import document_notices, outside_links, paragraphs, placeholder_check, word_file
from desktop_app.exchange.filled import Filled, Use
from desktop_app.exchange.office_file import extended_properties
from desktop_app.exchange.paragraphs import CELL, PARAGRAPH, ROW, TABLE, TEXT_BOX, Element, Line
from desktop_app.exchange.placeholders import HIDDEN, MARK, MARK_OPENS, Figures, Sandbox, half_width
from desktop_app.exchange.report import printable
from desktop_app.exchange.report_context import Context, sorts

UNIT_STYLE: Final = "公文署名"
DATE_STYLE: Final = "公文成文日期"
"""The styles of the two paragraphs that are set from the right edge once it is known how long they are."""

_QUOTED = re.compile("[\"']([^\"']*)[\"']")
_CHARACTER: Final = 320
"""One character of 16 pt in twentieths of a point."""
_MARGINS: Final = (qn("w:hdr"), qn("w:ftr"))
_WRITTEN: Final = tuple(qn(f"w:{name}") for name in ("t", "delText", "instrText"))
_APP: Final = "/docProps/app.xml"


AskedFigure = tuple[str, str, str]
"""A figure as it stands in a template: its name, population and span, empty where none is written."""
Gather = Callable[[Collection[str], Collection[AskedFigure]], Mapping[str, Any]]
"""Is told which names and figures may stand in a template; returns the values of the names (report_context.py)."""
ALWAYS: Final = ("单位名称", "年度", "截止日期")
"""The names without which no document is made."""


def fill(template: Path, gather: Gather, figures: Figures) -> Filled:
    """Fill the template where nothing in it is wrong; else only say what is. UserError where it is no template at all.

    Only what the template names is gathered.
    """
    filling = _opened(template)
    document = filling.document
    parts = [paragraphs.body(document), *paragraphs.margins(document)]
    written = [line for part in parts for line in part]
    text = "".join(line.text for line in written)
    said = gather([name for name in sorts(Context) if name in ALWAYS or name in text], _asked(figures, text))
    problems = placeholder_check.problems(parts, paragraphs.notes(document), figures, sorts(Context))
    if problems:
        return Filled(problems)
    notices = _typed_by_hand(written, said)
    environment = Sandbox()
    try:
        filling.render({**figures.subjects(), **said}, environment)
    except (TemplateError, SyntaxError) as error:
        raise UserError(HIDDEN) from error
    document = filling.document
    uses = _collect(document, environment)
    for root in paragraphs.roots(document):
        _mend(root)
    _set_signature(document)
    _set_properties(document, said["单位名称"])
    stream = io.BytesIO()
    document.save(stream)
    return Filled((), (*document_notices.of_populations(uses), *notices), uses, stream.getvalue())


class _Filling(DocxTemplate):
    """docxtpl, which would lose what it cannot parse, and would run properties and footnotes that nobody checked."""

    @property
    def document(self) -> Document:
        """The template, and the filled document from it; docxtpl's own get_docx() would read the template again."""
        self.init_docx(reload=False)
        return cast(Document, self.docx)

    def fix_tables(self, xml: str) -> Element:
        parse_xml(xml)
        return super().fix_tables(xml)

    def render_properties(self, context: Mapping[str, Any], jinja_env: Any = None) -> None:
        """Leave them: they are the office's, not the template's."""

    def render_footnotes(self, context: Mapping[str, Any], jinja_env: Any = None) -> None:
        """Leave them: the check has refused placeholders there."""


def _opened(template: Path) -> _Filling:
    filling = _Filling(io.BytesIO(word_file.read(template)))
    try:
        _read_through(filling.document)
    except Exception as error:  # a damaged package fails in a dozen ways
        raise word_file.broken(template) from error
    outside_links.cut(filling.document, template)
    return filling


def _read_through(document: Document) -> None:
    """Read all that a filling will touch, so that damage shows now; but not `paragraphs`, which python-docx keeps."""
    for table in document.element.body.iter(TABLE):
        if table.find(qn("w:tblGrid")) is None:
            raise ValueError("a table without its columns")
    _ = document.core_properties.author, [style.name for style in document.styles]


def _asked(figures: Figures, text: str) -> list[AskedFigure]:
    """Return the figures that stand in the text, which are counted together; one hidden in odd spelling comes later."""
    written = half_width("".join(text.split()))
    names = (f"{subject}.{measure}" for subject, measures in figures.known.items() for measure in measures)
    longest_first = sorted((name for name in names if name in written), key=len, reverse=True)
    if not longest_first:
        return []
    found: dict[AskedFigure, None] = {}
    for name, said in re.findall(rf"({'|'.join(map(re.escape, longest_first))})(?:\(([^()]*)\))?", written):
        words = _QUOTED.findall(said)
        span = next((word for word in words if word in SPANS), "")
        found[name, next((word for word in words if word not in SPANS), ""), span] = None
    return list(found)


def _typed_by_hand(lines: Iterable[Line], said: Mapping[str, Any]) -> list[str]:
    day = parse_day(said["截止日期"])
    return document_notices.of_typed_days(lines, int(said["年度"]), (day.month, day.day))


def _collect(document: Document, environment: Sandbox) -> tuple[Use, ...]:
    """Take the marks out of a filled document and return what stood behind them."""
    marked = _lines(document)
    for root in paragraphs.roots(document):
        for element in root.iter(*_WRITTEN):
            element.text = MARK.sub("", element.text or "")
        for element in root.xpath(f"//*[@*[contains(., '{MARK_OPENS}')]]"):
            for name, value in element.attrib.items():
                element.set(name, MARK.sub("", value))
    return tuple(
        Use(printed.figure, printed.population, printed.span, printed.wording, printed.text, line.where)
        for old, line in zip(marked, _lines(document), strict=True)
        for printed in (environment.printed[int(number)] for number in MARK.findall(old.text))
    )


def _lines(document: Document) -> list[Line]:
    return [*paragraphs.body(document), *(line for part in paragraphs.margins(document) for line in part)]


def _mend(root: Element) -> None:
    """Take out rows and tables that lost all they held and end each cell with a paragraph: else Word opens nothing."""
    for kind, inner in ((ROW, CELL), (TABLE, ROW)):
        for element in [each for each in root.iter(kind) if next(each.iter(inner), None) is None]:
            element.getparent().remove(element)
    for around in list(root.iter(CELL, TEXT_BOX, *_MARGINS)):
        if not len(around) or around[-1].tag != PARAGRAPH:
            around.append(OxmlElement("w:p"))


def _set_signature(document: Document) -> None:
    """Set 署名 two characters from the right and the date two characters further in below it (GB/T 9704-2012, 7.3.5).

    Where the date is the longer one, it is the date that stands two from the right.
    """
    names = {style.style_id: style.name for style in document.styles if style.name in (UNIT_STYLE, DATE_STYLE)}
    elements = [(paragraph, paragraph.paragraph_format.element) for paragraph in document.paragraphs]
    styled = {names[element.style]: paragraph for paragraph, element in elements if element.style in names}
    if len(styled) < len((UNIT_STYLE, DATE_STYLE)):
        return
    unit, date = (_width(styled[name].text) for name in (UNIT_STYLE, DATE_STYLE))
    indents = (2.0, unit - date) if unit >= date else (4 + date - unit, 2.0)
    for name, indent in zip((UNIT_STYLE, DATE_STYLE), indents, strict=True):
        element = styled[name].paragraph_format.element.get_or_add_pPr().get_or_add_ind()
        element.set(qn("w:right"), str(round(indent * _CHARACTER)))
        element.set(qn("w:rightChars"), str(round(indent * 100)))


def _width(text: str) -> float:
    """Return the width in Chinese characters, a digit being half of one."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.5 for letter in text)


def _set_properties(document: Document, unit_name: str) -> None:
    """Make author, company and dates the office's: a template remembers whoever wrote it."""
    unit_name = printable(unit_name)
    properties, now = document.core_properties, datetime.now(UTC)
    properties.author = properties.last_modified_by = unit_name[:255]
    properties.created = properties.modified = now
    first = next((paragraph.text for paragraph in document.paragraphs if paragraph.text.strip()), "")
    properties.title = "".join(first.split())[:255]
    properties.comments = properties.keywords = ""
    for part in cast(Package, document.part.package).iter_parts():
        if part.partname == _APP:
            part._blob = extended_properties("Microsoft Office Word", unit_name)  # noqa: SLF001  no other way in
