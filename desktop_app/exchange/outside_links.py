"""What in a Word file leads out of it: a document that goes out of the office fetches nothing from anywhere.

The template it was once made from is forgotten, as that changes nothing; pictures, objects and fields that would be
fetched are refused, as the document would be another without them. Hyperlinks lead somewhere only when clicked.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, cast

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.package import Package

from desktop_app.core.errors import UserError

_FETCHING: Final = re.compile(
    r"(?:\s|\{[%#{].*?[%#}]\})*(INCLUDEPICTURE|INCLUDETEXT|IMPORT|DDE|DDEAUTO|LINK|DATABASE|RD)\b", re.IGNORECASE
)
"""Also behind placeholders, which may come to nothing."""
_FIELD, _FIELD_KIND = qn("w:fldChar"), qn("w:fldCharType")
_SIMPLE_FIELD, _INSTRUCTION = qn("w:fldSimple"), qn("w:instrText")
_ATTACHED_TEMPLATE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
_ALT_CHUNK: Final = qn("w:altChunk")
_TEXT: Final = "wordprocessingml"
_SOURCES: Final = ("src", "href")
_REMOTE: Final = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:|\\\\|//)", re.IGNORECASE)
_DRAWN: Final = "{urn:schemas-microsoft-com:"
"""The old drawing language (VML), whose pictures may be named by an address."""


def cut(document: Document, path: Path) -> None:
    """Take the attached template out; UserError where something else would be fetched."""
    package = cast(Package, document.part.package)
    for part in (package, *package.iter_parts()):
        for name, relation in list(part.rels.items()):
            if not relation.is_external or relation.reltype == RELATIONSHIP_TYPE.HYPERLINK:
                continue
            if relation.reltype == _ATTACHED_TEMPLATE:
                _forget_template(part, name)
            else:
                raise UserError(
                    f"模板“{path.name}”里有链接到文件外面的图片或对象，请在 Word 或 WPS 里删去，或者改为插入到文件里。"
                )
        root = _root(part)
        if root is not None and (said := _fetching(root)):
            raise UserError(f"模板“{path.name}”里{said}，请在 Word 或 WPS 里删去。")


def _root(part: Any) -> Any:
    """Return what a part of the text holds; python-docx does not read footnotes and the like."""
    if isinstance(part, XmlPart):
        return part.element
    is_text = isinstance(part, Part) and _TEXT in part.content_type and part.content_type.endswith("+xml")
    return parse_xml(part.blob) if is_text else None


def _forget_template(part: Any, name: str) -> None:
    if isinstance(part, XmlPart):
        for element in list(part.element.iter(qn("w:attachedTemplate"))):
            element.getparent().remove(element)
    del part.rels[name]


def _fetching(root: Any) -> str:
    """Say what in a part would fetch something, "" where nothing does."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == _ALT_CHUNK:
            return "嵌着别的格式的内容"
        if element.tag.startswith(_DRAWN) and any(_REMOTE.match(element.get(each) or "") for each in _SOURCES):
            return "有链接到文件外面的图片"
    found = next(filter(None, map(_FETCHING.match, _instructions(root))), None)
    return f"有从别处取内容的域（{found[1]}）" if found else ""


def _instructions(root: Any) -> Iterator[str]:
    """Yield what each field is told to do, put together from its runs; fields stand within each other."""
    told: list[str] = []
    for element in root.iter(_FIELD, _INSTRUCTION, _SIMPLE_FIELD):
        kind = element.get(_FIELD_KIND)
        if element.tag == _SIMPLE_FIELD or (element.tag == _INSTRUCTION and not told):
            yield element.get(qn("w:instr")) or element.text or ""
        elif element.tag == _INSTRUCTION:
            told[-1] += element.text or ""
        elif kind == "begin":
            told.append("")
        elif kind == "end" and told:
            yield told.pop()
    yield from told
