"""An empty Word document with nothing of python-docx's stock template left in it.

The stock template names theme fonts and ja-JP, which WPS reports as missing fonts, and says on its properties page who
generated it. Here every style names its Chinese face, and the names of faces that an office may lack come with the ones
that stand in for them.
"""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from desktop_app.exchange.office_file import extended_properties
from desktop_app.exchange.report import A4, FOOT, SIDE, TOP

TITLE_FACE, BODY_FACE, HEADING_FACE = "方正小标宋简体", "宋体", "黑体"
_STAND_INS: Final = {
    TITLE_FACE: "方正小标宋_GBK,华文中宋,STZhongsong",
    BODY_FACE: "SimSun,仿宋,FangSong",
    HEADING_FACE: "SimHei,微软雅黑",
}
_TWENTIETHS: Final = 20 * 72 / 25.4
"""Of a point in a millimetre: what Word counts in."""
_HEAD: Final = 10
_STOCK_PARTS: Final = ("theme", "stylesWithEffects", "customXml", "numbering", "fontTable", "webSettings")
_NAMESPACES = nsdecls("w")
_WITH_RELATIONS = nsdecls("w", "r")

_SETTINGS = f"""<w:settings {_NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>
<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode"
w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"""

_DEFAULTS = f"""<w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="{BODY_FACE}" w:hAnsi="{BODY_FACE}" w:eastAsia="{BODY_FACE}" w:cs="{BODY_FACE}"/>
<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
<w:pPrDefault/></w:docDefaults>"""

_UNNAMED = """<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name
w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style><w:style w:type="table" w:default="1"
w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd
w:w="0" w:type="dxa"/></w:tblPr></w:style>"""
"""The styles of whatever names none: a reader that misses them puts in its own."""


def style(key: str, name: str, face: str, size: float, layout: str = "") -> str:
    """Return a paragraph style as XML; `layout` is what stands in its w:pPr."""
    half_points = round(size * 2)
    start = '<w:style w:type="paragraph" w:default="1"' if key == "Normal" else '<w:style w:type="paragraph"'
    based = "" if key == "Normal" else '<w:basedOn w:val="Normal"/>'
    return (
        f'{start} w:styleId="{key}"><w:name w:val="{name}"/>{based}<w:qFormat/><w:pPr>{layout}</w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}"/>'
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr></w:style>'
    )


def text_room(is_sideways: bool) -> int:
    """Return the width between the margins in twentieths of a point."""
    return round((A4[is_sideways] - 2 * SIDE) * _TWENTIETHS)


def text_height(is_sideways: bool) -> int:
    """Return the height between the margins in twentieths of a point."""
    return round((A4[not is_sideways] - TOP - FOOT) * _TWENTIETHS)


class BlankDocument:
    """An A4 document with these styles, the office's name on its properties, and sections to be filled."""

    def __init__(self, styles: str, is_sideways: bool, title: str, author: str) -> None:
        self._document, self._is_sideways = Document(), is_sideways
        self._footers = dict[str, str]()
        self._drop_stock_parts()
        self._add_own_parts(author)
        _refill(self._document.settings.element, _SETTINGS)
        _refill(self._document.styles.element, f"<w:styles {_NAMESPACES}>{_DEFAULTS}{_UNNAMED}{styles}</w:styles>")
        self._set_properties(title, author)
        for child in list(self._document.element.body):
            self._document.element.body.remove(child)

    def section(self, footer: str, distance: float) -> str:
        """Return the properties of a section with this footer, so many millimetres from the edge of the paper."""
        if footer not in self._footers:
            part, key = self._document.part.add_footer_part()
            _refill(part.element, f"<w:ftr {_NAMESPACES}>{footer}</w:ftr>")
            self._footers[footer] = key
        width, height = (round(side * _TWENTIETHS) for side in (A4[self._is_sideways], A4[not self._is_sideways]))
        turned = ' w:orient="landscape"' if self._is_sideways else ""
        side, top, foot, head, number = (round(room * _TWENTIETHS) for room in (SIDE, TOP, FOOT, _HEAD, distance))
        return (
            f'<w:sectPr><w:footerReference w:type="default" r:id="{self._footers[footer]}"/><w:type w:val="nextPage"/>'
            f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/><w:pgMar w:top="{top}" w:right="{side}" w:bottom="{foot}"'
            f' w:left="{side}" w:header="{head}" w:footer="{number}" w:gutter="0"/></w:sectPr>'
        )

    def fill(self, content: str) -> None:
        """Add paragraphs, tables and the properties of the last section, given as XML."""
        body = self._document.element.body
        for element in list(parse_xml(f"<w:body {_WITH_RELATIONS}>{content}</w:body>")):
            rows = element.findall(qn("w:tr"))
            for row in rows:  # moved one by one: lxml needs forty times as long for a table of 500 rows at once
                element.remove(row)
            body.append(element)
            element.extend(rows)

    def save(self, path: Path) -> None:
        whole = io.BytesIO()  # given a path, the library leaves the file open where the disk is full
        self._document.save(whole)
        path.write_bytes(whole.getvalue())

    def _drop_stock_parts(self) -> None:
        for key, relation in list(self._document.part.rels.items()):
            if relation.reltype.rpartition("/")[2] in _STOCK_PARTS:
                self._document.part.drop_rel(key)
        package = self._document.part.package
        assert package is not None
        for key, relation in list(package.rels.items()):
            if relation.reltype.rpartition("/")[2] in ("thumbnail", "extended-properties"):
                package.rels.pop(key)

    def _add_own_parts(self, company: str) -> None:
        package = self._document.part.package
        assert package is not None
        fonts = "".join(
            f'<w:font w:name="{face}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
            for face, others in _STAND_INS.items()
        )
        table = f"<w:fonts {_NAMESPACES}>{fonts}</w:fonts>".encode()
        part = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, table, package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)
        properties = extended_properties("Microsoft Office Word", company)
        part = Part(PackURI("/docProps/app.xml"), CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, properties, package)
        package.relate_to(part, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)

    def _set_properties(self, title: str, author: str) -> None:
        properties = self._document.core_properties
        properties.title, properties.author, properties.last_modified_by = title, author, author
        properties.comments, properties.language = "", "zh-CN"
        properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)


def _refill(element: BaseOxmlElement, content: str) -> None:
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(content)):
        element.append(child)
