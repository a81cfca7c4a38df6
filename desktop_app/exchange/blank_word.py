"""An empty Word document with nothing of python-docx's stock template left in it.

The stock template names theme fonts and ja-JP, which WPS reports as missing fonts, and says on its properties page who
generated it. Here every style names its Chinese face, and the names of faces that an office may lack come with the ones
that stand in for them.
"""

from datetime import UTC, datetime
from typing import Final

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from desktop_app.exchange.office_file import extended_properties

TITLE_FACE, BODY_FACE, HEADING_FACE = "方正小标宋简体", "宋体", "黑体"
_STAND_INS: Final = {TITLE_FACE: "华文中宋", BODY_FACE: "SimSun", HEADING_FACE: "SimHei"}
_A4: Final = (210, 297)
_SIDE_MARGIN: Final = 20
_EMU_PER_TWENTIETH: Final = 635
_STOCK_PARTS: Final = ("theme", "stylesWithEffects", "customXml", "numbering", "fontTable", "webSettings")
_NAMESPACES = nsdecls("w")

_SETTINGS = f"""<w:settings {_NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>
<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode"
w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>"""

_DEFAULTS = f"""<w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="{BODY_FACE}" w:hAnsi="{BODY_FACE}" w:eastAsia="{BODY_FACE}" w:cs="{BODY_FACE}"/>
<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
<w:pPrDefault/></w:docDefaults>"""


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


def blank(styles: str, sideways: bool, title: str, author: str) -> DocumentType:
    """Return an A4 document with these styles, one section and the office's name on its properties."""
    document = Document()
    _drop_stock_parts(document)
    _add_own_parts(document, author)
    _refill(document.settings.element, _SETTINGS)
    _refill(document.styles.element, f"<w:styles {_NAMESPACES}>{_DEFAULTS}{styles}</w:styles>")
    _set_page(document, sideways)
    _set_properties(document, title, author)
    return document


def text_room(sideways: bool) -> int:
    """Return the width between the margins in twentieths of a point."""
    return Mm(_A4[sideways] - 2 * _SIDE_MARGIN) // _EMU_PER_TWENTIETH


def fill_body(document: DocumentType, content: str) -> None:
    """Put paragraphs and tables, given as XML, before the section's end mark."""
    end = document.sections[0]._sectPr  # noqa: SLF001  python-docx has no other door to it
    for element in list(parse_xml(f"<w:body {_NAMESPACES}>{content}</w:body>")):
        rows = element.findall(qn("w:tr"))
        for row in rows:  # moved one by one: lxml needs forty times as long for a table of 500 rows at once
            element.remove(row)
        end.addprevious(element)
        element.extend(rows)


def fill_footer(document: DocumentType, content: str) -> None:
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    _refill(footer.part.element, f"<w:ftr {_NAMESPACES}>{content}</w:ftr>")


def _refill(element: BaseOxmlElement, content: str) -> None:
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(content)):
        element.append(child)


def _drop_stock_parts(document: DocumentType) -> None:
    for key, relation in list(document.part.rels.items()):
        if relation.reltype.rpartition("/")[2] in _STOCK_PARTS:
            document.part.drop_rel(key)
    package = document.part.package
    assert package is not None
    for key, relation in list(package.rels.items()):
        if relation.reltype.rpartition("/")[2] in ("thumbnail", "extended-properties"):
            package.rels.pop(key)


def _add_own_parts(document: DocumentType, company: str) -> None:
    package = document.part.package
    assert package is not None
    fonts = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for face, other in _STAND_INS.items()
    )
    table = f"<w:fonts {_NAMESPACES}>{fonts}</w:fonts>".encode()
    part = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, table, package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)
    properties = extended_properties("Microsoft Office Word", company)
    part = Part(PackURI("/docProps/app.xml"), CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, properties, package)
    package.relate_to(part, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)


def _set_page(document: DocumentType, sideways: bool) -> None:
    section = document.sections[0]
    width, height = (_A4[1], _A4[0]) if sideways else _A4
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.orientation = WD_ORIENT.LANDSCAPE if sideways else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Mm(_SIDE_MARGIN)
    section.top_margin, section.bottom_margin = Mm(22), Mm(22)
    section.header_distance, section.footer_distance = Mm(12), Mm(10)


def _set_properties(document: DocumentType, title: str, author: str) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.comments, properties.language = "", "zh-CN"
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
