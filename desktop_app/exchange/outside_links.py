"""What in a Word file leads out of it: a document that goes out of the office fetches nothing from anywhere.

The template it was once made from is forgotten, as that changes nothing; pictures, objects and fields that would be
fetched are refused, as the document would be another without them. Hyperlinks lead somewhere only when clicked.
"""

import re
from pathlib import Path
from typing import Any, Final, cast

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn
from docx.package import Package

from desktop_app.core.errors import UserError

_FETCHING: Final = re.compile(
    r"^\s*(?:INCLUDEPICTURE|INCLUDETEXT|IMPORT|DDE|DDEAUTO|LINK|DATABASE|RD)\b", re.IGNORECASE
)
_ATTACHED_TEMPLATE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
_ALT_CHUNK: Final = qn("w:altChunk")
_SOURCES: Final = ("src", "href")
_REMOTE: Final = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:|\\\\|//)", re.IGNORECASE)
_DRAWN: Final = "{urn:schemas-microsoft-com:"
"""The old drawing language (VML), whose pictures may be named by an address."""


def cut(document: Document, path: Path) -> None:
    """Take the attached template out; UserError where something else would be fetched."""
    for part in cast(Package, document.part.package).iter_parts():
        for name, relation in list(part.rels.items()):
            if not relation.is_external or relation.reltype == RELATIONSHIP_TYPE.HYPERLINK:
                continue
            if relation.reltype == _ATTACHED_TEMPLATE:
                _forget_template(part, name)
            else:
                raise UserError(
                    f"模板“{path.name}”里有链接到文件外面的图片或对象，请在 Word 或 WPS 里删去，或者改为插入到文件里。"
                )
        if isinstance(part, XmlPart) and (said := _fetching(part.element)):
            raise UserError(f"模板“{path.name}”里{said}，请在 Word 或 WPS 里删去。")


def _forget_template(part: Part, name: str) -> None:
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
        instruction = element.text if element.tag == qn("w:instrText") else element.get(qn("w:instr"))
        if instruction and _FETCHING.match(instruction):
            return f"有从别处取内容的域（{instruction.split()[0]}）"
        if element.tag.startswith(_DRAWN) and any(_REMOTE.match(element.get(each) or "") for each in _SOURCES):
            return "有链接到文件外面的图片"
    return ""
