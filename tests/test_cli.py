import contextlib
import json
import shutil
import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import docx
import pytest

from desktop_app import cli
from desktop_app.core.period import Period
from desktop_app.core.scope import Scope
from desktop_app.metrics import register
from desktop_app.records import exports, history, kept_choices, ledger
from desktop_app.store import database
from desktop_app.store.migrations import MIGRATIONS
from desktop_app.store.models import db

ROOT = Path(__file__).parents[1]
FIELDS = ["subject", "measure", "unit", "value", "numerator", "denominator", "text", "records"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The folder of a ledger with the sample year, to be read only."""
    folder = tmp_path_factory.mktemp("数据") / "台账"
    assert cli.run(cli.parser().parse_args(["--data", str(folder), "init", "--sample"])) == 0
    return folder


@pytest.fixture
def copied(sample, tmp_path):
    """The same, to be written to."""
    return shutil.copytree(sample, tmp_path / "台账")


@pytest.fixture
def say(capsys):
    """Say a verb to the program: exit code, what it printed, what it complained of."""
    capsys.readouterr()

    def said(folder, *words):
        code = cli.run(cli.parser().parse_args(["--data", str(folder), *map(str, words)]))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return said


def as_process(folder, *words):
    command = [sys.executable, "-m", "desktop_app", "--data", str(folder), *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def is_one_sentence(text):
    return text.count("\n") == 1 and text.endswith("。\n") and "Traceback" not in text


def test_a_new_ledger_is_made_once(say, tmp_path):
    folder = tmp_path / "新" / "台账"
    assert say(folder, "init") == (0, f"已建立台账：{folder}\n", "")
    code, out, complaint = say(folder, "init")
    assert (code, out) == (1, "")
    assert is_one_sentence(complaint)
    assert "已经有台账数据" in complaint


def test_figures_are_what_the_register_says(say, sample):
    code, out, complaint = say(sample, "figures", "--year", 2022, "--json")
    assert (code, complaint) == (0, "")
    found = json.loads(out)
    assert all(list(each) == FIELDS for each in found)
    by_name = {f"{each['subject']}.{each['measure']}": each for each in found}
    ledger.open_(sample)
    try:
        expected = register.figures(Scope(Period.year(2022)))
        assert list(by_name) == list(expected)
        for name, figure in expected.items():
            each = by_name[name]
            assert (each["unit"], each["text"], each["records"]) == (figure.unit, figure.text, figure.records)
            assert each["value"] == (None if figure.value is None else pytest.approx(float(figure.value)))
    finally:
        database.close_ledger()


def test_whole_numbers_are_integers_and_what_is_divided_shows_both_parts(say, sample):
    found = {
        f"{each['subject']}.{each['measure']}": each
        for each in json.loads(say(sample, "figures", "--year", 2022, "--json")[1])
    }
    assert found["夜学.次数"] == {
        "subject": "夜学", "measure": "次数", "unit": "次", "value": 42, "numerator": None, "denominator": None,
        "text": "42次", "records": 42,
    }  # fmt: skip
    per_head = found["心得体会.人均篇数"]
    assert (per_head["numerator"], per_head["denominator"], per_head["text"]) == (121, 33, "3.7篇")
    assert Fraction(per_head["value"]).limit_denominator(100) == Fraction(121, 33)
    rate = found["夜学.实到率"]
    assert (rate["numerator"], rate["denominator"], rate["text"]) == (1235, 1379, "89.6%")
    assert found["周例会.人学时"]["value"] == 2055
    assert isinstance(found["周例会.人学时"]["value"], int)
    assert isinstance(found["党课.学时"]["value"], float)
    assert found["支委会.实到率"]["value"] is None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (("--month", "2022-01"), 4),
        (("--from", "2022-01-01", "--to", "2022-11-30"), 39),
        (("--from", "2022年1月1日", "--to", "2022/1/10"), 1),
        (("--year", "2021"), 0),
        (("--year", "2022", "--population", "司法所"), 42),
        (("--year", "2022", "--population", "局机关党员", "--denominator", "期内平均在岗"), 42),
    ],
)
def test_figures_are_asked_for_days_and_people(say, sample, words, value):
    code, out, _ = say(sample, "figures", *words, "--json")
    assert code == 0
    assert next(each["value"] for each in json.loads(out) if each["subject"] == "夜学") == value


def test_figures_without_json_are_lines_to_read(say, sample):
    assert "夜学.次数\t42次\n" in say(sample, "figures", "--year", 2022)[1]


def test_records_lists_what_a_figure_was_counted_from(say, sample):
    code, out, _ = say(sample, "records", "夜学.次数", "--month", "2022-01", "--json")
    lines = json.loads(out)
    assert code == 0
    assert [line["day"] for line in lines] == ["2022-01-05", "2022-01-12", "2022-01-19", "2022-01-26"]
    assert set(lines[0]) == {"table", "id", "uid", "day", "kind", "title", "who", "detail"}
    assert "2022-01-05\t夜学\t第1期夜读班" in say(sample, "records", "夜学.次数", "--month", "2022-01")[1]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("records", "午学.次数", "--year", "2022"), "没有“午学”这个统计项"),
        (("records", "夜学.篇数", "--year", "2022"), "“夜学”没有“篇数”这个指标"),
        (("figures", "--year", "2022", "--population", "火星所"), "没有“火星所”这个口径"),
        (("figures", "--month", "2022-13"), "“2022-13”不是月份"),
        (("figures", "--year", "20222"), "“20222”不是年份"),
        (("figures", "--year", "0"), "“0”不是年份"),
        (("figures", "--from", "2022-02-30", "--to", "2022-03-01"), "“2022-02-30”不是日期"),
        (("figures", "--from", "2022-03-02", "--to", "2022-03-01"), "起止日期颠倒了"),
        (("tally", "--month", "2022-03", "--out", "x.txt"), "结尾应是"),
        (("tally", "--month", "0001-01", "--out", "x.xlsx"), "“0001-01”不是月份"),
        (("tally", "--month", "2022-03", "--out", "nowhere/x.xlsx"), "文件夹“nowhere”不存在"),
        (("workbook", "--year", "2022", "--out", "x.docx"), "结尾应是"),
        (("report", "--year", "2022", "--out", "x.xlsx"), "结尾应是"),
        (("report", "--year", "2022", "--as-of", "2023-01-01", "--out", "x.docx"), "不在2022年"),
        (("report", "--year", "2022", "--template", "none.docx", "--out", "x.docx"), "none.docx"),
        (("import", "none.xlsx"), "none.xlsx"),
    ],
)
def test_what_the_clerk_can_put_right_is_one_sentence(say, sample, tmp_path, words, sentence):
    with contextlib.chdir(tmp_path):
        code, out, complaint = say(sample, *words)
    assert (code, out) == (1, "")
    assert sentence in complaint
    assert is_one_sentence(complaint)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ["figures"],
        ["figures", "--year", "2022", "--month", "2022-03"],
        ["figures", "--year", "zwei"],
        ["figures", "--from", "2022-01-01"],
        ["figures", "--year", "2022", "--to", "2022-01-01"],
        ["figures", "--year", "2022", "--denominator", "全部"],
        ["records", "--year", "2022"],
        ["tally", "--month", "2022-03"],
        ["import"],
        ["dance"],
    ],
)
def test_wrong_usage_has_its_own_code(sample, capsys, words):
    with pytest.raises(SystemExit) as stopped:
        cli.run(cli.parser().parse_args(["--data", str(sample), *words]))
    assert stopped.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_a_bug_says_where_the_log_is(say, sample, copied, monkeypatch):
    def broken(scope):
        raise ZeroDivisionError("kaputt")

    monkeypatch.setattr(register, "figures", broken)
    code, out, complaint = say(copied, "figures", "--year", 2022, "--json")
    assert (code, out) == (70, "")
    assert is_one_sentence(complaint)
    assert str(copied / cli.LOG) in complaint
    assert "ZeroDivisionError: kaputt" in (copied / cli.LOG).read_text(encoding="utf-8")


def spoil(folder, content):
    """Put something else in the place of the database."""
    for part in folder.glob("ledger.db*"):
        part.unlink()
    if content is not None:
        (folder / database.FILE_NAME).write_bytes(content)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "没有台账数据文件"),
        (b"", "是空的"),
        (b"\xff\xd8\xff\xe0" + bytes(10_000), "一张图片"),
        (b"SQLite format 3\0" + bytes(10_000), "未加密的数据库"),
        (bytes(range(256)) * 100, "已损坏"),
    ],
)
def test_what_is_no_ledger_is_refused_and_left_as_it_is(say, copied, content, sentence):
    spoil(copied, content)
    code, out, complaint = say(copied, "figures", "--year", 2022, "--json")
    assert (code, out) == (1, "")
    assert sentence in complaint
    assert is_one_sentence(complaint)
    assert [path.read_bytes() for path in copied.glob("ledger.db*")] == ([] if content is None else [content])


def test_a_folder_that_is_not_there_is_not_made(say, tmp_path):
    code, _, complaint = say(tmp_path / "没有", "figures", "--year", 2022)
    assert code == 1
    assert "不存在" in complaint
    assert list(tmp_path.iterdir()) == []


def test_a_newer_ledger_asks_for_a_newer_program(say, copied):
    ledger.open_(copied)
    db.user_version = len(MIGRATIONS) + 1
    database.close_ledger()
    code, _, complaint = say(copied, "figures", "--year", 2022)
    assert (code, complaint) == (1, "这份数据由更新版本的程序保存，请先升级程序。\n")


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_the_tally_is_written_as_what_its_name_says(say, sample, tmp_path, ending):
    path = tmp_path / f"统计表.{ending}"
    assert say(sample, "tally", "--month", "2022-03", "--out", path) == (0, f"已写入：{path}\n", "")
    assert path.read_bytes().startswith(b"PK")
    assert list(tmp_path.iterdir()) == [path]


def test_the_tally_as_pdf_needs_no_screen(sample, tmp_path):
    path = tmp_path / "统计表.pdf"
    done = as_process(sample, "tally", "--month", "2022-03", "--out", str(path))
    assert (done.returncode, done.stdout, done.stderr) == (0, f"已写入：{path}\n", "")
    assert path.read_bytes().startswith(b"%PDF")


def test_the_year_end_set_is_written(say, sample, tmp_path):
    book, report, proof = (tmp_path / name for name in ("台账.xlsx", "总结.docx", "核对表.xlsx"))
    assert say(sample, "workbook", "--year", 2022, "--out", book)[0] == 0
    words = ("report", "--year", 2022, "--as-of", "2022-11-30", "--out", report, "--proof", proof)
    assert say(sample, *words) == (0, f"已写入：{report}\n已写入：{proof}\n", "")
    assert {path.name for path in tmp_path.iterdir()} == {book.name, report.name, proof.name}


def test_a_sheet_of_any_kind_is_written_and_logged(say, copied, tmp_path):
    path = tmp_path / "审签.docx"
    words = ("sheet", "审签登记表", "--from", "2022-01-01", "--to", "2022-06-30", "--population", "局机关")
    assert say(copied, *words, "--out", path) == (0, f"已写入：{path}\n", "")
    assert docx.Document(str(path)).paragraphs[0].text.endswith("心得笔记审签登记表")
    ledger.open_(copied)
    (logged, *_) = exports.listed()
    assert (logged.what, logged.way, logged.place) == ("审签", "Word", str(path))
    assert "打印" not in history.undoable().title
    database.close_ledger()


def test_an_unknown_sheet_is_answered_with_those_there_are(say, sample, tmp_path):
    code, _, said = say(sample, "sheet", "签名表", "--year", 2022, "--out", tmp_path / "a.pdf")
    assert code == 1
    assert said.startswith("没有“签名表”这种表，可用：月度统计表")


def test_the_whole_year_end_goes_into_a_folder_of_its_own(qapp, say, copied, tmp_path):
    code, said, _ = say(copied, "yearend", "--year", 2022, "--out", tmp_path / "年终")
    assert code == 0
    (folder,) = (tmp_path / "年终").iterdir()
    assert folder.name == f"2022年终材料（{date.today()}）"
    names = {path.name for path in folder.iterdir()}
    assert {"材料清单.pdf", "2022年干部学习培训台账.xlsx", "2022年干部教育培训登记表.pdf"} <= names
    assert said.count("已写入：") == len(names) == 13


def test_a_kept_set_is_written_by_its_name(qapp, say, copied, tmp_path):
    ledger.open_(copied)
    kept_choices.keep("年终材料", "简版", {"materials": ["党课登记"], "form": "Word", "template": "内置模板"})
    database.close_ledger()
    assert say(copied, "yearend", "--year", 2022, "--set", "简版", "--out", tmp_path / "年终")[0] == 0
    (folder,) = (tmp_path / "年终").iterdir()
    assert {path.name for path in folder.iterdir()} == {"材料清单.pdf", "2022年党课登记.docx"}
    unknown = say(copied, "yearend", "--year", 2022, "--set", "全套", "--out", tmp_path / "年终")
    assert unknown == (1, "", "没有保存过名为“全套”的年终材料，有：简版。\n")


def test_undo_takes_back_one_step_after_the_other_and_says_which(say, copied):
    ledger.open_(copied)
    titles = [step.title for step in history.steps(100) if not step.title.startswith(("Excel：", "Word：", "PDF："))]
    database.close_ledger()
    for title in titles:
        assert say(copied, "undo") == (0, f"已撤销：{title}\n", "")
    assert say(copied, "undo") == (1, "", "没有可以撤销的操作。\n")
    assert "夜学.次数\t0次" in say(copied, "figures", "--year", 2022)[1]
    assert "支委会.次数\t0次" in say(copied, "figures", "--year", 2022)[1]


def test_history_is_listed_newest_first(say, sample):
    lines = json.loads(say(sample, "history", "--json")[1])
    assert [line["id"] for line in lines] == list(range(len(lines), 0, -1))
    assert lines[-1]["title"] == "导入花名册（34人，花名册.xlsx）"
    assert set(lines[0]) == {"id", "at", "actor", "title", "undoes", "schema_version", "changes", "undone"}
    assert "导入花名册（34人，花名册.xlsx）" in say(sample, "history")[1].splitlines()[-1]


def test_what_is_whole_is_said_to_be_whole(say, sample):
    assert say(sample, "check") == (0, "数据完好。\n", "")
    assert json.loads(say(sample, "check", "--json")[1]) == {"problems": []}


def test_damage_is_found(say, copied):
    data = bytearray((copied / database.FILE_NAME).read_bytes())
    data[-3000] ^= 1
    (copied / database.FILE_NAME).write_bytes(data)
    code, out, complaint = say(copied, "check", "--json")
    assert code == 1
    assert "损坏" in complaint
    assert json.loads(out)["problems"]


def test_a_backup_goes_where_it_is_sent(say, copied, tmp_path):
    place = tmp_path / "U盘"
    place.mkdir()
    code, out, _ = say(copied, "backup", "--to", place)
    (package,) = place.iterdir()
    assert (code, out) == (0, f"已备份：{package}\n")
    code, out, _ = say(copied, "backup")
    assert code == 0
    assert str(copied) in out


def test_an_import_is_looked_at_first_then_done_and_never_twice(say, tmp_path):
    folder = tmp_path / "台账"
    say(folder, "init")
    files = sorted(ledger.SAMPLE.glob("*.xlsx"))
    code, out, _ = say(folder, "import", *files, "--dry-run", "--json")
    tried = json.loads(out)
    assert (code, tried["imported"], tried["problems"]) == (0, False, [])
    assert json.loads(say(folder, "history", "--json")[1]) == []
    assert json.loads(say(folder, "import", *files, "--json")[1])["imported"]
    assert len(json.loads(say(folder, "history", "--json")[1])) == len(tried["batches"]) == 10
    code, out, complaint = say(folder, "import", *files, "--json")
    again = json.loads(out)
    assert (code, again["imported"]) == (1, False)
    assert again["problems"]
    assert "已有" in complaint
    assert len(json.loads(say(folder, "history", "--json")[1])) == 10


def test_no_verb_but_the_pdf_loads_qt(sample, tmp_path):
    spoken = (
        ["figures", "--year", "2022", "--json"], ["records", "夜学.次数", "--year", "2022", "--json"],
        ["workbook", "--year", "2022", "--out", str(tmp_path / "a.xlsx")], ["history", "--json"], ["check", "--json"],
        ["report", "--year", "2022", "--out", str(tmp_path / "a.docx"), "--proof", str(tmp_path / "b.xlsx")],
        ["tally", "--month", "2022-03", "--out", str(tmp_path / "b.docx")],
    )  # fmt: skip
    script = (
        "import sys, json\nfrom desktop_app import cli\n"
        "for words in json.loads(sys.argv[1]):\n"
        "    code = cli.run(cli.parser().parse_args(words))\n"
        "    loaded = [name for name in sys.modules if name.startswith('PySide6')]\n"
        "    print(words[2], code, loaded, file=sys.stderr)\n"
    )
    words = json.dumps([["--data", str(sample), *each] for each in spoken])
    found = subprocess.run(
        [sys.executable, "-c", script, words], cwd=ROOT, capture_output=True, text=True, check=True
    )  # fmt: skip
    assert found.stderr.splitlines() == [f"{each[0]} 0 []" for each in spoken]


def test_the_program_itself_ends_with_the_same_codes(sample, tmp_path):
    good = as_process(sample, "figures", "--month", "2022-03", "--json")
    assert (good.returncode, good.stderr) == (0, "")
    assert len(json.loads(good.stdout)) > 100
    wrong = as_process(tmp_path / "没有", "figures", "--year", str(date.today().year))
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert is_one_sentence(wrong.stderr)
    assert as_process(sample, "figures").returncode == 2
