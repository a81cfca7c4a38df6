"""Make the Word templates that the program ships, in the official layout of GB/T 9704-2012.

Run it after changing the layout here or the wording in packaging/templates/: python packaging/make_templates.py
The words are plain text, a paragraph a line, its style in front; the same words always give the same file.
"""

import io
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, cast

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.package import Package
from docx.shared import Mm
from docx.text.paragraph import Paragraph

ROOT: Final = Path(__file__).resolve().parents[1]
WORDS: Final = ROOT / "packaging" / "templates"
TEMPLATES: Final = ROOT / "resources" / "templates"

# 22 lines of 28 characters on a type area of 156 × 225 mm: exact 28.95 pt (29 pt give 21 lines), 16 pt drawn together
# by 0.3 pt (with 0.25 pt LibreOffice does not draw a comma that hangs after 28 characters). In twentieths of a point.
LINE: Final = 579
TIGHTER: Final = -6
CHARACTER: Final = 320

LATIN: Final = "Times New Roman"
FONTS: Final = {
    "方正小标宋简体": "华文中宋",
    "仿宋_GB2312": "仿宋",
    "楷体_GB2312": "楷体",
    "仿宋": "FangSong",
    "黑体": "SimHei",
    "宋体": "SimSun",
}
"""The faces named, each with the one that stands in where it is missing."""

BODY: Final = "公文正文"
RARE_NAME: Final = "公文姓名"
MAY_HOLD_RARE: Final = re.compile(r"(\{\{ (?:项\.责任|项\.对象) \}\})")
"""Names of people: 仿宋_GB2312 lacks 堃 喆 玥 and others that 仿宋 has."""

INDENT: Final = f'<w:ind w:firstLine="{2 * CHARACTER}" w:firstLineChars="200"/>'
"""LibreOffice reads only firstLine, Word prefers the characters."""
NO_INDENT: Final = '<w:ind w:firstLine="0" w:firstLineChars="0"/>'
KEEP: Final = "<w:keepNext/>"

_NAMESPACES: Final = nsdecls("w")
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)
_DATE: Final = datetime(2022, 1, 1, tzinfo=UTC)
_UNWANTED: Final = ("theme", "stylesWithEffects", "numbering", "webSettings", "customXml", "thumbnail")


def faces(chinese: str, latin: str = LATIN) -> str:
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}" w:cs="{latin}" w:hint="eastAsia"/>'


def style(name: str, paragraph: str, run: str = "", follow: str = BODY) -> str:
    """Return a paragraph style; `paragraph` and `run` are what it says beyond Normal."""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="{follow}"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def size(points: int) -> str:
    return f'<w:sz w:val="{2 * points}"/><w:szCs w:val="{2 * points}"/>'


def spacing(line: int, rule: str) -> str:
    return f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="{rule}"/>'


STYLES: Final = f"""<w:styles {_NAMESPACES}>
<w:docDefaults><w:rPrDefault><w:rPr>{faces("仿宋_GB2312")}{size(16)}
<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>
<w:pPr><w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>{spacing(LINE, "exact")}
<w:jc w:val="both"/></w:pPr><w:rPr>{faces("仿宋_GB2312")}<w:spacing w:val="{TIGHTER}"/>{size(16)}</w:rPr></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>
<w:uiPriority w:val="1"/><w:semiHidden/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>
<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>
<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>
</w:tblPr></w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="{RARE_NAME}"><w:name w:val="{RARE_NAME}"/><w:qFormat/>
<w:rPr>{faces("仿宋")}</w:rPr></w:style>
{
    style(
        "公文标题",
        f'{KEEP}<w:snapToGrid w:val="0"/><w:jc w:val="center"/>',
        f'{faces("方正小标宋简体")}<w:spacing w:val="0"/>{size(22)}',
    )
}
{style("公文主送", NO_INDENT)}
{style(BODY, INDENT)}
{style("公文一级标题", f'{KEEP}{INDENT}<w:outlineLvl w:val="0"/>', faces("黑体"))}
{style("公文二级标题", f'{KEEP}{INDENT}<w:outlineLvl w:val="1"/>', faces("楷体_GB2312"))}
{style("公文三级标题", f'{KEEP}{INDENT}<w:outlineLvl w:val="2"/>')}
{style("公文署名", f'{KEEP}<w:ind w:right="{2 * CHARACTER}" w:rightChars="200"/><w:jc w:val="right"/>')}
{style("公文成文日期", f'<w:ind w:right="{2 * CHARACTER}" w:rightChars="200"/><w:jc w:val="right"/>')}
{style("公文页码", spacing(240, "auto"), f'{faces("宋体", "宋体")}<w:spacing w:val="0"/>{size(14)}', "公文页码")}
</w:styles>"""

SETTINGS: Final = f"""<w:settings {_NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>
<w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>
<w:compat><w:doNotExpandShiftReturn/><w:useFELayout/><w:compatSetting w:name="compatibilityMode"
w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>
</w:settings>"""

APP: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Company></Company></Properties>'
)


def font_table() -> str:
    fonts = [
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in FONTS.items()
    ]
    return f'<w:fonts {_NAMESPACES}>{"".join(fonts)}<w:font w:name="{LATIN}"><w:charset w:val="00"/></w:font></w:fonts>'


def blank() -> Document:
    """Return an empty document in the official layout, with nothing left of python-docx's own template."""
    document = docx.Document()
    for owner in _owners(document):
        for key, relation in list(owner.rels.items()):
            if any(word in relation.reltype for word in _UNWANTED):
                del owner.rels[key]
    _replace(document.styles.element, STYLES)
    _replace(document.settings.element, SETTINGS)
    _set_blob(document, RELATIONSHIP_TYPE.FONT_TABLE, font_table())
    _set_blob(document, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, APP)
    _set_page(document)
    for footer, side in ((document.sections[0].footer, "right"), (document.sections[0].even_page_footer, "left")):
        footer.is_linked_to_previous = False
        _set_page_number(footer.paragraphs[0], side)
    return document


def _owners(document: Document) -> tuple[Part, Package]:
    return document.part, cast(Package, document.part.package)


def _replace(element: Any, xml: str) -> None:
    """Put other content in place of a part's, keeping the element that the part holds."""
    new = parse_xml(re.sub(r">\n<", "><", xml))
    element[:] = list(new)
    element.attrib.clear()


def _set_blob(document: Document, kind: str, xml: str) -> None:
    for owner in _owners(document):
        for relation in owner.rels.values():
            if relation.reltype == kind:
                part: Part = relation.target_part
                part._blob = xml.encode()  # noqa: SLF001  python-docx has no other way in


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(25)
    properties = document.element.body.sectPr
    for grid in properties.findall(qn("w:docGrid")):
        properties.remove(grid)
    properties.append(_element("w:docGrid", type="lines", linePitch=LINE))  # linesAndChars breaks LibreOffice's layout


def _set_page_number(paragraph: Paragraph, side: str) -> None:
    """— 1 — one character from the outer corner: right on odd pages, left on even ones."""
    paragraph.style = "公文页码"
    properties = paragraph.paragraph_format.element.get_or_add_pPr()
    properties.append(_element("w:ind", **{side: 280, f"{side}Chars": 100}))
    properties.append(_element("w:jc", val=side))
    for text, field, instruction in (
        ("— ", "", ""),
        ("", "begin", ""),
        ("", "", " PAGE "),
        ("", "separate", ""),
        ("1", "", ""),
        ("", "end", ""),
        (" —", "", ""),
    ):
        run = paragraph.add_run(text)
        if field:
            run.font.element.append(_element("w:fldChar", fldCharType=field))
        if instruction:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = instruction
            run.font.element.append(element)


def _element(tag: str, **attributes: object) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def write_words(document: Document, words: str) -> None:
    """Add a paragraph for each line: 【样式】文字, or a {%p … %} that stands alone."""
    for line in words.splitlines():
        style_name, _, text = line.removeprefix("【").partition("】") if line.startswith("【") else ("正文", "", line)
        paragraph = document.add_paragraph(style=f"公文{style_name}")
        for piece in MAY_HOLD_RARE.split(text):
            if piece:
                _add_run(paragraph, piece)
    blank_before_signature = document.paragraphs[-3]
    for paragraph in (document.paragraphs[-4], blank_before_signature):
        paragraph.paragraph_format.keep_with_next = True  # a signature never stands alone on a page


def _add_run(paragraph: Paragraph, text: str) -> None:
    """Add text with the hint that makes quotation marks and dashes Chinese ones; ↵ breaks the line."""
    run = paragraph.add_run(text.replace("↵", "\n"))
    if MAY_HOLD_RARE.fullmatch(text):
        run.style = RARE_NAME
    run.font.element.get_or_add_rPr().append(_element("w:rFonts", hint="eastAsia"))


def packed(document: Document) -> bytes:
    """Return the file, the same bytes for the same content: parts in order, no dates."""
    stream, result = io.BytesIO(), io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as package, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as out:
        for name in sorted(package.namelist(), key=lambda name: (not name.startswith("[Content"), name)):
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            out.writestr(info, package.read(name))
    return result.getvalue()


def make(words: Path) -> bytes:
    document = blank()
    write_words(document, words.read_text(encoding="utf-8"))
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.title, properties.language = words.stem, "zh-CN"
    properties.created = properties.modified = _DATE
    properties.revision = 1
    return packed(document)


def main() -> None:
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    for words in sorted(WORDS.glob("*.txt")):
        target = TEMPLATES / f"{words.stem}.docx"
        target.write_bytes(make(words))
        print(f"wrote {target.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
