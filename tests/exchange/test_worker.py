"""The limited process that parses: what it reads, and that whatever a file does to it ends as one sentence."""

import random
import re
import subprocess
import sys
import zipfile
from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from desktop_app.core.progress import Cancelled
from desktop_app.exchange import sheets
from desktop_app.exchange.problem import UnreadableFileError
from desktop_app.exchange.sheets import Broken, read_sheets
from desktop_app.records.ledger import SAMPLE

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet1.xml"
MAIN, OFFICE, PACKAGE = (
    f"http://schemas.openxmlformats.org/{name}"
    for name in ("spreadsheetml/2006/main", "officeDocument/2006/relationships", "package/2006")
)
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHARED_TEXT = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    f'<Override PartName="/xl/workbook.xml" ContentType="{CONTENT}.sheet.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
    '<sheets><sheet name="出勤" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>{"字" * 32_000}</t></si></sst>',
    SHEET: f'<worksheet xmlns="{MAIN}"><sheetData>'
    + "<row><c t='s'><v>0</v></c></row>" * 4000
    + "</sheetData></worksheet>",
}
"""The parts of a workbook that says one long text very often."""


def refusal(path):
    with pytest.raises(UnreadableFileError) as caught:
        read_sheets(path)
    return str(caught.value)


def patched(source, target, change):
    """Copy a workbook with what `change` makes of its first sheet's XML."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == SHEET else old.read(name))
    return target


@pytest.fixture
def everything(tmp_path):
    """A workbook with every kind of cell, a merged, a hidden and an empty styled one."""
    book = Workbook()
    sheet = book.active
    sheet.title = "甲"
    sheet.append(["标题"])
    sheet.append([])
    sheet.append([None, date(2022, 3, 7), datetime(2022, 3, 7, 19, 30), time(8, 30), timedelta(hours=30), True, 7, 1.5])
    sheet.append([" 字\n", "007", "#REF!", "=1/0", "=A1", "=B1", 0])
    sheet["C4"].data_type = "e"
    sheet["A6"], sheet["B8"] = "合", "末"
    sheet.merge_cells("A6:A8")
    sheet.row_dimensions[8].hidden = True
    sheet["XFD9"].number_format = "0.00"
    book.create_sheet("空").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")

    def calculate(xml):
        """As if a spreadsheet had calculated D4 to an error and E4 to no text; F4 stays without a value."""
        xml = re.sub(rb'r="D4"([^>]*)><f>1/0</f><v ?/?>(</v>)?', rb'r="D4"\1 t="e"><f>1/0</f><v>#DIV/0!</v>', xml)
        return re.sub(rb'r="E4"([^>]*)><f>A1</f><v ?/?>(</v>)?', rb'r="E4"\1 t="str"><f>A1</f><v></v>', xml)

    return patched(tmp_path / "a.xlsx", tmp_path / "全.xlsx", calculate)


@pytest.mark.parametrize("reader", sheets.READERS)
def test_both_readers_give_the_same_values(reader, everything, monkeypatch):
    monkeypatch.setattr(sheets, "READERS", (reader,))
    first, empty = read_sheets(everything)
    assert first.rows == [
        ["标题"],
        [],
        [None, date(2022, 3, 7), datetime(2022, 3, 7, 19, 30), time(8, 30), timedelta(hours=30), True, 7, 1.5],
        [" 字\n", "007", Broken("#REF!"), Broken("#DIV/0!"), None, Broken(""), 0],
        [],
        ["合"],
        ["合"],
        ["合", "末"],
    ]
    assert [type(value) for value in first.rows[2][1:]] == [date, datetime, time, timedelta, bool, int, float]
    assert (first.name, first.merged, first.hidden, first.is_hidden) == ("甲", 1, {8}, False)
    assert (empty.name, empty.rows, empty.is_hidden) == ("空", [], True)


@pytest.mark.parametrize("reader", sheets.READERS)
def test_workbooks_of_old_macs_count_from_1904(reader, tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "READERS", (reader,))
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active["A1"] = date(2022, 3, 7)
    book.save(tmp_path / "mac.xlsx")
    (sheet,) = read_sheets(tmp_path / "mac.xlsx")
    assert (sheet.rows, sheet.from_1904) == ([[date(2022, 3, 7)]], True)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "这是一个空文件，请换成 .xlsx 工作簿。"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "这是一张图片，不是工作簿，请换成 .xlsx 工作簿。"),
        (b"%PDF-1.7\n\0", "这是一个 PDF 文件，不是工作簿，请换成 .xlsx 工作簿。"),
        ("姓名,出勤\n李雷,到".encode("gb18030"), "这是一个文本文件，不是工作簿，请用 WPS 打开后另存为 .xlsx 再导入。"),
        (b"<html><table><tr><td>1", "这是网页形式的表格，请用 WPS 打开后另存为 .xlsx 再导入。"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "文件设有打开密码，请在 WPS 里取消密码后再导入。"),
        (OLE + "Workbook".encode("utf-16-le"), "这是旧格式的表格（.xls），请用 WPS 打开后另存为 .xlsx 再导入。"),
        (OLE + "WordDocument".encode("utf-16-le"), "这是旧格式的 Office 文件，不是工作簿，请换成 .xlsx 工作簿。"),
        (b"PK\x03\x04" + b"\0" * 100, "文件不完整，压缩结构已损坏，请用 WPS 打开后另存为 .xlsx 再导入。"),
        (b"\x7fELF\0\0", "这不是工作簿，请换成 .xlsx 工作簿。"),
    ],
)
def test_a_file_is_told_by_its_first_bytes_not_by_its_name(content, sentence, tmp_path):
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(content)
    assert refusal(path) == f"花名册.xlsx：{sentence}"


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    assert refusal(tmp_path / "无.xlsx") == "无.xlsx：找不到这个文件，请检查它是否已移走或改名。"
    assert refusal(tmp_path).endswith("：这是一个文件夹，请选择里面的文件。")


def zip_of(path, names, content=b""):
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["word/document.xml"], "这是一个 Word 文档"),
        (["mimetype", "content.xml"], "这是开放文档格式的表格（.ods）"),
        (["xl/workbook.bin"], "这是二进制格式的工作簿（.xlsb）"),
        (["照片.jpg"], "这是一个压缩包"),
        (["xl/workbook.xml", "../../x"], "文件里有指向外面的部件名"),
        (["xl/workbook.xml", "/etc/x"], "文件里有指向外面的部件名"),
        (["xl/workbook.xml", "xl\\..\\..\\x"], "文件里有指向外面的部件名"),
        (["xl/workbook.xml", "a/b", "a\\b"], "文件里有同名的部件"),
        (["xl/workbook.xml", *map(str, range(2000))], "文件里有 2001 个部件"),
        (["xl/workbook.xml"], "文件已损坏，无法读取"),
    ],
)
def test_an_archive_that_is_no_workbook_or_not_a_safe_one_is_refused(names, sentence, tmp_path):
    assert refusal(zip_of(tmp_path / "a.xlsx", names)).startswith(f"a.xlsx：{sentence}")


def test_a_bomb_is_refused_while_it_is_inflated(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", b"")
        archive.writestr(SHEET, b" " * (201 * 2**20))
    assert refusal(tmp_path / "a.xlsx") == "a.xlsx：解压后超过 200 MB，请检查文件来源。"


def test_a_value_in_the_last_cell_of_a_sheet_costs_nothing_but_a_sentence(workbook):
    path = workbook("a.xlsx", {"出勤": [["活动编号"]]})
    patched(path, path.with_name("b.xlsx"), lambda xml: xml.replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'))  # fmt: skip
    assert refusal(path.with_name("b.xlsx")) == (
        "b.xlsx “出勤”第 1048576 行：超过 120000 行，请删去多余的行或分成几个文件再导入。"
    )


def test_a_stray_value_far_to_the_right_does_not_stop_the_reading(workbook):
    path = workbook("a.xlsx", {"出勤": [["活动编号"]] + [[number] for number in range(5000)]})
    patched(path, path.with_name("b.xlsx"), lambda xml: xml.replace(
        b'<c r="A1"', b'<c r="XFD1"><v>1</v></c><c r="A1"'))  # fmt: skip
    (sheet,) = read_sheets(path.with_name("b.xlsx"))
    assert len(sheet.rows) == 5001


def test_entities_that_grow_are_not_read(workbook):
    path = workbook("a.xlsx", {"出勤": [["活动编号"]]})
    bomb = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    patched(path, path.with_name("b.xlsx"), lambda xml: bomb + xml.replace(
        b"</sheetData>", b'<row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData>'))  # fmt: skip
    assert refusal(path.with_name("b.xlsx")) == f"b.xlsx：{sheets.UNREADABLE}"


def test_one_long_text_in_very_many_cells_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in SHARED_TEXT.items():
            archive.writestr(name, content)
    assert refusal(tmp_path / "a.xlsx") == "a.xlsx “出勤”第 2001 行：到这里内容已经太多，请分成几个文件再导入。"


def test_damaged_workbooks_end_as_values_or_as_one_sentence(tmp_path):
    whole = (SAMPLE / "年度计划.xlsx").read_bytes()
    dice = random.Random(7)
    for _ in range(6):
        damaged = bytearray(whole)
        for _ in range(20):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        (tmp_path / "a.xlsx").write_bytes(damaged)
        with suppress(UnreadableFileError):
            read_sheets(tmp_path / "a.xlsx")


def test_xml_that_is_cut_off_is_one_sentence(workbook):
    path = workbook("a.xlsx", {"出勤": [["活动编号"], ["2022-001"]]})
    patched(path, path.with_name("b.xlsx"), lambda xml: xml[: len(xml) // 2])
    assert refusal(path.with_name("b.xlsx")) == f"b.xlsx：{sheets.UNREADABLE}"


def test_a_file_that_takes_too_long_is_given_up(workbook, monkeypatch):
    monkeypatch.setattr(sheets, "TIME_LIMIT", 0)
    monkeypatch.setattr(sheets, "POLL_SECONDS", 0.001)
    assert "还没有读完，请检查这个文件。" in refusal(workbook("a.xlsx", {"出勤": [["活动编号"]]}))


@pytest.mark.parametrize("dimension", ["A1", "A1:XFD1048576"])
@pytest.mark.parametrize("reader", sheets.READERS)
def test_the_size_that_a_sheet_claims_is_not_believed(reader, dimension, workbook, monkeypatch):
    monkeypatch.setattr(sheets, "READERS", (reader,))
    path = workbook("a.xlsx", {"出勤": [["活动编号", "姓名"], ["2022-001", "李雷"]]})
    claim = f'<dimension ref="{dimension}"/>'.encode()
    patched(path, path.with_name("b.xlsx"), lambda xml: re.sub(rb'<dimension ref="[^"]*" ?/>', claim, xml))
    (sheet,) = read_sheets(path.with_name("b.xlsx"))
    assert sheet.rows == [["活动编号", "姓名"], ["2022-001", "李雷"]]


def test_merged_cells_without_end_are_refused(workbook):
    path = workbook("a.xlsx", {"出勤": [["活动编号"]] + [[number] for number in range(1000)]})
    merges = b'<mergeCell ref="A1:A1001"/>' * 2100
    patched(path, path.with_name("b.xlsx"), lambda xml: xml.replace(
        b"</sheetData>", b"</sheetData><mergeCells>" + merges + b"</mergeCells>"))  # fmt: skip
    assert refusal(path.with_name("b.xlsx")) == "b.xlsx “出勤”第 1 行：合并的单元格太多，请取消合并再导入。"


def test_a_worker_that_the_system_ends_is_not_started_a_second_time(workbook, monkeypatch, caplog):
    monkeypatch.setattr(sheets, "WORKER", ("-c", "import os; os.kill(os.getpid(), 9)"))
    assert refusal(workbook("a.xlsx", {"出勤": [["活动编号"]]})) == f"a.xlsx：{sheets.TOO_MUCH}"
    assert caplog.text == ""


def test_reading_can_be_stopped(workbook, monkeypatch):
    def stop(done, total):
        raise Cancelled

    monkeypatch.setattr(sheets, "POLL_SECONDS", 0.001)
    with pytest.raises(Cancelled):
        read_sheets(workbook("a.xlsx", {"出勤": [["活动编号"]]}), stop)


def test_the_worker_starts_from_anywhere_and_takes_nothing_from_there(tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    assert read_sheets(SAMPLE / "年度计划.xlsx")[0].name == "年度计划"


def test_the_worker_knows_neither_the_window_nor_the_database():
    code = "import sys, desktop_app.exchange.workbook_worker; print([name.split('.')[0] for name in sys.modules])"
    loaded = subprocess.run(
        [sys.executable, "-c", code], env=sheets.environment(), capture_output=True, text=True, check=True
    ).stdout
    assert not {"PySide6", "peewee", "sqlcipher3", "openpyxl", "docx"} & set(re.findall(r"\w+", loaded))
