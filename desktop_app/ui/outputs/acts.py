"""What can be done in 报表, page by page: known before a page is built, so that opening the tab stays quick."""

from dataclasses import dataclass

TALLY, WORKBOOK, YEAREND, PLACEHOLDERS = "月度统计表", "年终台账", "年终总结与计划", "取数名称"


@dataclass(frozen=True)
class Act:
    """An act of a page: `slot` is the page's method; one that `writes` a file waits while another is written."""

    page: str
    slot: str
    text: str
    shortcut: str
    tip: str = ""
    writes: bool = False


ACTS: tuple[Act, ...] = (
    Act(TALLY, "preview", "打印预览", "Ctrl+P", "看月度统计表打印出来的样子"),
    Act(TALLY, "print_out", "打印…", "Ctrl+Shift+P", "打印月度统计表"),
    Act(TALLY, "save_pdf", "存为 PDF…", "Ctrl+Shift+D", "把月度统计表存为 PDF", writes=True),
    Act(TALLY, "save_excel", "存为 Excel…", "Ctrl+Shift+E", "把月度统计表存为 Excel 工作簿", writes=True),
    Act(TALLY, "save_word", "存为 Word…", "Ctrl+Shift+W", "把月度统计表存为 Word 文档", writes=True),
    Act(TALLY, "step_back", "上个月", "Alt+Left", "看上个月的统计表"),
    Act(TALLY, "step_forth", "下个月", "Alt+Right", "看下个月的统计表"),
    Act(WORKBOOK, "save", "生成年终台账…", "Ctrl+Shift+L", "写成一个 Excel 工作簿", writes=True),
    Act(YEAREND, "save", "写出总结与计划…", "Ctrl+Shift+R", "写成 Word 文档，数字都取自台账", writes=True),
    Act(YEAREND, "check", "检查模板", "Ctrl+K", "模板在 Word 里改过以后再检查一遍"),
    Act(YEAREND, "choose", "选择模板…", "Ctrl+Shift+O", "选择自己写的 Word 模板"),
    Act(YEAREND, "copy", "打开模板副本…", "Ctrl+Shift+T", "复制一份内置模板，打开后照自己的话改写", writes=True),
    Act(PLACEHOLDERS, "copy_chosen", "复制取数名称", "Ctrl+Shift+C", "复制后粘贴到模板里"),
    Act(PLACEHOLDERS, "open_records", "看记录", "Ctrl+R", "列出这个数字的全部记录"),
    Act(PLACEHOLDERS, "look_for", "查找", "Ctrl+F", "查找取数名称"),
)
