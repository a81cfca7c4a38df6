"""The command line when something beside its verb goes wrong: what is said, and what still counts as done."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app import cli
from desktop_app.__main__ import SCREENS
from desktop_app.core.errors import UserError
from desktop_app.records import ledger
from desktop_app.store import anchor, backup, intent, key_slots

ROSTER = ledger.SAMPLE / "花名册.xlsx"


@pytest.fixture
def folder(tmp_path):
    ledger.create(tmp_path / "台账")
    return tmp_path / "台账"


@pytest.fixture
def say(capsys, folder):
    def said(*words):
        code = cli.run(cli.parser().parse_args(["--data", str(folder), *map(str, words)]))
        return code, *capsys.readouterr()

    return said


@pytest.fixture
def full(monkeypatch):
    """A disk with room for everything but the copy made on leaving."""

    def fails(reason, *_):
        if reason == "退出时":
            raise UserError("磁盘已满，请腾出空间。")

    monkeypatch.setattr(backup, "back_up", fails)


def test_work_that_is_done_counts_as_done_although_the_copy_at_the_end_failed(say, full):
    code, out, complaint = say("import", ROSTER)
    assert code == 0
    assert "已导入花名册：13个单位、34人、3次任职变动" in out
    assert complaint == "数据已保存，但退出时没有做成备份：磁盘已满，请腾出空间。\n"


def test_what_the_verb_failed_at_is_told_although_the_copy_at_the_end_failed_too(say, full):
    say("import", ROSTER)
    code, _, complaint = say("records", "夜学.没有", "--year", 2022)
    assert code == 1
    assert "没有“没有”这个指标" in complaint


def test_what_is_found_wrong_is_said_once(say, folder):
    (folder / anchor.FILE_NAME).write_text('{"step": 2, "hash": "", "at": "2022-03-07T08:00:00"}')
    code, _, complaint = say("check")
    assert code == 1
    assert complaint.startswith("上次之后有 2 步操作丢失")
    assert complaint.count("\n") == 1


def test_work_that_was_cut_short_is_said_and_is_no_damage(say, folder):
    note = {"title": "导入花名册", "started_at": "2022-03-07T08:00:00", "pid": 1, "newest_step": 0}
    (folder / intent.FILE_NAME).write_text(json.dumps(note), encoding="utf-8")
    code, out, complaint = say("check")
    assert (code, out) == (0, "数据完好。\n")
    assert complaint == "上次“导入花名册”没有做完，数据保持在它开始之前的样子。\n"


def test_nothing_new_in_a_file_is_said(say):
    say("import", ROSTER)
    assert say("import", ROSTER)[1].splitlines()[-1] == "没有新的内容可以导入。"


def test_a_warning_goes_to_the_log_and_not_to_the_clerk(say, folder):
    (folder / key_slots.COPY_NAME).unlink()
    assert say("check") == (0, "数据完好。\n", "")
    assert "key slots" in (folder / cli.LOG).read_text(encoding="utf-8")


def test_a_denominator_nobody_knows_is_refused_with_those_there_are(capsys):
    with pytest.raises(SystemExit):
        cli.parser().parse_args(["figures", "--year", "2022", "--denominator", "平均"])
    said = capsys.readouterr().err
    assert "期末在岗" in said
    assert "Denominator" not in said


def as_process(folder, *words, **environment):
    command = [sys.executable, "-m", "desktop_app", "--data", str(folder), *words]
    own = {name: value for name, value in os.environ.items() if name not in SCREENS}
    root = Path(cli.__file__).parents[1]
    return subprocess.run(command, cwd=root, env=own | environment, capture_output=True, check=False)


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_a_console_that_lacks_a_character_ends_nothing_and_json_stays_whole(folder, encoding):
    said = as_process(folder, "figures", "--year", "2022", "--population", "㛃所", PYTHONIOENCODING=encoding)
    assert (said.returncode, said.stdout) == (1, b"")
    assert b"\\u36c3" in said.stderr
    found = as_process(folder, "figures", "--year", "2022", "--json", PYTHONIOENCODING=encoding)
    assert json.loads(found.stdout.decode(encoding))[0]["subject"] == "周例会"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_without_a_screen_the_window_says_so_in_a_sentence(folder):
    done = as_process(folder)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == "这里没有屏幕，打不开窗口，请到桌面上启动；不用窗口的用法见 --help。\n"
