"""The styles, settings and faces of an official document after GB/T 9704-2012, as the template maker writes them.

Every style names its faces itself and for Chinese too: nothing is left to a theme, which WPS reports as missing fonts.
Lengths are in twentieths of a point unless they say otherwise.
"""

from typing import Final

from docx.oxml.ns import nsdecls

# 22 lines of 28 characters on a type area of 156 × 225 mm: exact 28.95 pt (29 pt give 21 lines), 16 pt drawn together
# by 0.3 pt (with 0.25 pt LibreOffice does not draw a comma that hangs after 28 characters).
LINE: Final = 579
TIGHTER: Final = -6
CHARACTER: Final = 320
NUMBER_CHARACTER: Final = 280
"""One character of the page number, which is of 14 pt."""

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
TITLE: Final = "公文标题"
UNIT: Final = "公文署名"
PAGE_NUMBER: Final = "公文页码"
RARE_NAME: Final = "公文姓名"
TABLE_HEADING: Final = "公文表头"
TABLE_TEXT: Final = "公文表文"
AFTER_TABLE: Final = "公文表后"

_INDENT: Final = f'<w:ind w:firstLine="{2 * CHARACTER}" w:firstLineChars="200"/>'
"""LibreOffice reads only firstLine, Word prefers the characters."""
_NO_INDENT: Final = '<w:ind w:firstLine="0" w:firstLineChars="0"/>'
_KEEP: Final = "<w:keepNext/>"
_NAMESPACES: Final = nsdecls("w")


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


def justified(side: str) -> str:
    return f'<w:jc w:val="{side}"/>'


_PLAIN: Final = '<w:spacing w:val="0"/>'
_FROM_RIGHT: Final = f'<w:ind w:right="{2 * CHARACTER}" w:rightChars="200"/>{justified("right")}'
_ROW: Final = f'<w:snapToGrid w:val="0"/>{spacing(320, "exact")}'
"""Rows of 16 pt lines: 12 pt with room above and below, so that a table of 20 rows stays on a page."""

STYLES: Final = f"""<w:styles {_NAMESPACES}>
<w:docDefaults><w:rPrDefault><w:rPr>{faces("仿宋_GB2312")}{size(16)}
<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>
<w:pPr><w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>{spacing(LINE, "exact")}
{justified("both")}</w:pPr><w:rPr>{faces("仿宋_GB2312")}<w:spacing w:val="{TIGHTER}"/>{size(16)}</w:rPr></w:style>
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
        TITLE,
        f'{_KEEP}<w:snapToGrid w:val="0"/>{justified("center")}',
        f"{faces('方正小标宋简体')}{_PLAIN}{size(22)}",
    )
}
{style("公文主送", _NO_INDENT)}
{style(BODY, _INDENT)}
{style("公文一级标题", f'{_KEEP}{_INDENT}<w:outlineLvl w:val="0"/>', faces("黑体"))}
{style("公文二级标题", f'{_KEEP}{_INDENT}<w:outlineLvl w:val="1"/>', faces("楷体_GB2312"))}
{style("公文三级标题", f'{_KEEP}{_INDENT}<w:outlineLvl w:val="2"/>')}
{style("公文四级标题", f'{_KEEP}{_INDENT}<w:outlineLvl w:val="3"/>')}
{style("公文附件说明", _KEEP)}
{style(UNIT, f"{_KEEP}{_FROM_RIGHT}")}
{style("公文成文日期", _FROM_RIGHT)}
{style("公文附件", f"{_KEEP}{_NO_INDENT}", faces("黑体"), TITLE)}
{style(TABLE_HEADING, f"{_KEEP}{_ROW}{justified('center')}", f"{faces('黑体')}{_PLAIN}{size(12)}", TABLE_TEXT)}
{style(TABLE_TEXT, f"{_ROW}{justified('center')}", f"{faces('仿宋')}{_PLAIN}{size(12)}", TABLE_TEXT)}
{style("公文表注", f'<w:snapToGrid w:val="0"/>{spacing(400, "exact")}', f"{faces('仿宋')}{_PLAIN}{size(12)}")}
{style(AFTER_TABLE, f'<w:snapToGrid w:val="0"/>{spacing(14, "exact")}', size(1))}
{
    style(
        PAGE_NUMBER,
        f'<w:snapToGrid w:val="0"/>{spacing(240, "auto")}',
        f"{faces('宋体', '宋体')}{_PLAIN}{size(14)}",
        PAGE_NUMBER,
    )
}
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
