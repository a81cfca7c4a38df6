"""脱敏 of a filled Word document: all its parts, whatever runs a name is split into, and what it says of its writers.

A paragraph keeps its look: a character is changed into a star where it stands, in its own run.
"""

import io
import zipfile
from collections import defaultdict
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from docx.oxml.ns import qn
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]  lxml brings no types

from desktop_app.core.atomic import writing
from desktop_app.core.errors import UserError
from desktop_app.exchange.masking import Mask, Masking
from desktop_app.exchange.office_file import extended_properties

Element = Any
"""An lxml element; lxml brings no types."""

_RELATIONS: Final = ".rels"
_CORE: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_CUSTOM: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
)
_EMBEDDED: Final = ("/embeddings/", "/activeX/", "/afchunk", "/media/ole")
_SAYS_NOTHING: Final = ("word/fontTable.xml", "word/theme/")
"""Parts that hold no text of the writer's."""
_DRAWN: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FONTS: Final = (qn("w:rFonts"), *(f"{_DRAWN}{name}" for name in ("latin", "ea", "cs", "sym")))
"""A font may be called as a person is (方正小标宋)."""
_PARAGRAPHS: Final = (qn("w:p"), f"{_DRAWN}p")
_LETTERS: Final = (qn("w:t"), qn("w:delText"), f"{_DRAWN}t")
_BETWEEN: Final = (qn("w:tab"), qn("w:br"), qn("w:cr"), f"{_DRAWN}br")
_CODES: Final = (qn("w:instrText"), qn("w:delInstrText"))
_OF_SETTINGS: Final = tuple(qn(f"w:{name}") for name in ("rsids", "docVars", "attachedTemplate", "mailMerge"))
_WRITERS: Final = ("initials", "date", "dateUtc", "fullDate", "userId", "providerId")
_WRITER: Final = "author"
"""Word opens no tracked change without one, so it is emptied."""
_SHOWN: Final = ("descr", "title", "tooltip")
"""Attributes that a reader sees."""
_NOWHERE: Final = "about:blank"


def masked_document(document: bytes, masking: Masking) -> bytes:
    """Return the .docx with what was chosen as stars, and without its properties; UserError where files are in it."""
    mask = Mask(masking)
    return _rewritten(document, lambda name, data: _masked_part(name, data, mask))


@contextmanager
def nameless(path: Path) -> Generator[Path, None, None]:
    """Yield a name beside the path to write an Office file to; it takes its place once its properties are forgotten."""
    with writing(path) as temporary:
        yield temporary
        forget_properties(temporary)


def forget_properties(path: Path) -> None:
    """Make an Office file, just written, no longer say who wrote it, when, and what it is called."""
    file = _rewritten(path.read_bytes(), lambda _, data: data)
    with writing(path) as temporary:
        temporary.write_bytes(file)


def _rewritten(file: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as package, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in package.namelist():
            if any(part in f"/{name}" for part in _EMBEDDED):
                raise UserError("文档里嵌有别的文件，无法脱敏，请先在模板里删去嵌入的文件再试。")
            if not name.startswith("docProps/thumbnail"):
                data = _PROPERTIES.get(name) or change(name, package.read(name))
                part = _without_picture(data) if name == "_rels/.rels" else data
                new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return written.getvalue()


_PROPERTIES: Final = {
    "docProps/core.xml": _CORE,
    "docProps/app.xml": extended_properties("Microsoft Office", ""),
    "docProps/custom.xml": _CUSTOM,
}


def _without_picture(relations: bytes) -> bytes:
    """Take the picture of the first page out of the package's relations."""
    root = _parsed(relations)
    for relation in list(root):
        if relation.get("Type", "").endswith("/thumbnail"):
            root.remove(relation)
    return _bytes(root)


def _masked_part(name: str, data: bytes, mask: Mask) -> bytes:
    if name.endswith(_RELATIONS):
        return _masked_relations(data)
    if not name.endswith(".xml") or name.startswith(("[", "docProps/")):
        return data
    root = _parsed(data)
    if not name.startswith(_SAYS_NOTHING):
        _mask_paragraphs(root, mask)
        _mask_others(root, mask)
    _forget_writers(root)
    return _bytes(root)


def _masked_relations(data: bytes) -> bytes:
    """Lead what points out of the file to nowhere: an address or a folder may name somebody."""
    root = _parsed(data)
    for relation in list(root):
        if relation.get("Type", "").endswith("/attachedTemplate"):
            root.remove(relation)
        elif relation.get("TargetMode") == "External":
            relation.set("Target", _NOWHERE)
    return _bytes(root)


def _mask_paragraphs(root: Element, mask: Mask) -> None:
    """Mask each paragraph as a whole; a text box within one is a paragraph of its own."""
    pieces = defaultdict[Element, list[Element]](list)
    for element in root.iter(*_LETTERS, *_BETWEEN):
        paragraph = next(element.iterancestors(*_PARAGRAPHS), None)
        if paragraph is not None:
            pieces[paragraph].append(element)
    for elements in pieces.values():
        texts = [element.text or "" if element.tag in _LETTERS else "\t" for element in elements]
        whole, at = mask.text("".join(texts)), 0
        for element, text in zip(elements, texts, strict=True):
            if element.tag in _LETTERS:
                element.text = whole[at : at + len(text)]
            at += len(text)


def _mask_others(root: Element, mask: Mask) -> None:
    """Mask what is no paragraph: descriptions, names of fields and bookmarks, codes, values of charts."""
    for element in root.iter(etree.Element):
        if element.tag in _CODES:
            element.text = mask.word(element.text or "")
        elif element.tag not in _LETTERS and element.text and element.text.strip():
            element.text = mask.text(element.text)
        if element.tail and element.tail.strip():
            element.tail = mask.text(element.tail)
        for key, value in element.attrib.items() if element.tag not in _FONTS else ():
            masks = mask.text if etree.QName(key).localname in _SHOWN else mask.word
            if (shown := masks(value)) != value:
                element.set(key, shown)


def _forget_writers(root: Element) -> None:
    """Take out who changed what and when, and the numbers of the sessions it was written in."""
    for element in list(root.iter(*_OF_SETTINGS)):
        element.getparent().remove(element)
    for element in list(root.iter(etree.Element)):
        for key in list(element.attrib):
            name = etree.QName(key).localname
            if name == _WRITER:
                element.set(key, "")
            elif name in _WRITERS or name.startswith("rsid"):
                del element.attrib[key]
        if etree.QName(element).localname == "docId":
            element.getparent().remove(element)


def _parsed(data: bytes) -> Element:
    return etree.fromstring(
        data, etree.XMLParser(resolve_entities=False)
    )  # python-docx's own guards its elements' text


def _bytes(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
