import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"


@pytest.fixture
def start(tmp_path, monkeypatch):
    """The start script as a module, at work in an empty folder, on Linux, where nothing may be run."""
    spec = importlib.util.spec_from_file_location("start", PACKAGING / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "set-up.txt")
    monkeypatch.setattr(module, "LOCK", tmp_path / "requirements.txt")
    monkeypatch.setattr(module, "DEV_LOCK", tmp_path / "requirements-dev.txt")
    module.LOCK.write_text("peewee==1")
    module.DEV_LOCK.write_text("peewee==1\npytest==1")
    monkeypatch.setattr(module.subprocess, "run", lambda *command, **_: pytest.fail(f"ran {command}"))
    monkeypatch.setattr(module.sys, "platform", "linux")
    return module


@pytest.fixture
def commands(start, monkeypatch):
    """What would have been run quietly; each succeeds, and making an environment leaves its python there."""
    ran = []

    def succeed(*command):
        ran.append([str(word) for word in command])
        if "venv" in command:
            start.environment_python().parent.mkdir(parents=True)
            start.environment_python().touch()

    monkeypatch.setattr(start, "run_quietly", succeed)
    return ran


@pytest.fixture
def complete_system(start, monkeypatch):
    monkeypatch.setattr(start, "missing_packages", list)
    monkeypatch.setattr(start, "OFFICE", {})


def bare(start, monkeypatch, user):
    monkeypatch.setattr(start, "can_load", lambda library: library != "libxcb-cursor.so.0")
    monkeypatch.setattr(start, "has_chinese_font", lambda: False)
    monkeypatch.setattr(start.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(start.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(start.os, "geteuid", lambda: user)


def test_what_the_system_lacks_is_named_by_its_package(start, monkeypatch):
    bare(start, monkeypatch, user=1000)
    venv = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    assert start.missing_packages() == [venv, "libxcb-cursor0", "fonts-wqy-microhei"]


def test_who_is_not_root_is_given_the_command_and_nothing_is_run(start, monkeypatch, commands, capsys):
    bare(start, monkeypatch, user=1000)
    monkeypatch.setattr(start, "missing_packages", lambda: ["libegl1", "libcups2"])
    assert start.main([]) == 1
    said = capsys.readouterr()
    assert said.err.splitlines()[-1] == (
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 libcups2"
    )
    assert said.out == ""
    assert commands == []


def test_root_installs_what_is_missing_without_a_question(start, monkeypatch, commands):
    bare(start, monkeypatch, user=0)
    start.provide_packages(["libegl1"])
    assert [command[:2] + command[-1:] for command in commands] == [["apt-get", "install", "libegl1"]]


def test_where_the_first_try_fails_the_list_of_packages_is_brought_up_to_date(start, monkeypatch, capsys):
    ran = []
    bare(start, monkeypatch, user=0)
    monkeypatch.setattr(start, "run_quietly", lambda *command: ran.append(command[:2]) or "Unable to locate package")
    with pytest.raises(start.SetupError, match="apt-get"):
        start.provide_packages(["libegl1"])
    assert ran == [("apt-get", "install"), ("dpkg", "--configure"), ("apt-get", "update"), ("apt-get", "install")]
    assert "Unable to locate package" in capsys.readouterr().err


def test_a_system_without_apt_is_told_what_is_missing(start, monkeypatch):
    monkeypatch.setattr(start.shutil, "which", lambda name: None)
    with pytest.raises(start.SetupError, match="libegl1、libcups2"):
        start.provide_packages(["libegl1", "libcups2"])


def test_a_library_is_missing_when_it_cannot_be_loaded(start):
    assert not start.can_load("libnowhere-at-all.so.9")


@pytest.mark.parametrize(
    ("file", "found"), [("wqy-microhei.ttc", True), ("NotoSansCJK.ttc", True), ("Arial.ttf", False)]
)
def test_without_fontconfigs_tools_a_chinese_font_is_known_by_its_file(start, monkeypatch, tmp_path, file, found):
    monkeypatch.setattr(start.shutil, "which", lambda name: None)
    monkeypatch.setattr(start, "FONT_FOLDERS", (tmp_path, tmp_path / "none"))
    (tmp_path / file).touch()
    assert start.has_chinese_font() is found


@pytest.mark.usefixtures("complete_system")
def test_a_second_set_up_runs_nothing(start, commands):
    start.set_up(start.LOCK)
    commands.clear()
    start.set_up(start.LOCK)
    assert commands == []


@pytest.mark.usefixtures("complete_system")
def test_what_is_set_up_for_the_checks_also_opens_the_window(start, commands):
    start.set_up(start.DEV_LOCK)
    assert start.is_set_up(start.LOCK)


@pytest.mark.usefixtures("complete_system")
def test_what_is_set_up_for_the_window_lacks_the_tools_of_the_checks(start, commands):
    start.set_up(start.LOCK)
    assert not start.is_set_up(start.DEV_LOCK)


@pytest.mark.usefixtures("complete_system")
def test_another_lock_is_installed_into_the_same_environment(start, commands):
    start.set_up(start.LOCK)
    start.LOCK.write_text("peewee==2")
    commands.clear()
    start.set_up(start.LOCK)
    assert [command[1:4] for command in commands] == [["-m", "pip", "install"]]
    assert start.is_set_up(start.LOCK)


@pytest.mark.usefixtures("complete_system")
def test_another_python_makes_the_environment_anew(start, commands, monkeypatch):
    start.set_up(start.LOCK)
    monkeypatch.setattr(start, "python_line", lambda: "python 3.99")
    commands.clear()
    start.set_up(start.LOCK)
    assert [command[2] for command in commands] == ["venv", "pip"]


@pytest.mark.usefixtures("complete_system")
def test_a_set_up_cut_off_half_way_is_made_anew(start, commands):
    start.environment_python().parent.mkdir(parents=True)
    half_installed = start.ENVIRONMENT / "half-installed"
    half_installed.touch()
    start.set_up(start.LOCK)
    assert not half_installed.exists()
    assert start.is_set_up(start.LOCK)


@pytest.mark.usefixtures("complete_system")
def test_without_network_one_sentence_says_so(start, monkeypatch, capsys):
    log = "WARNING: Retrying after connection broken by 'NewConnectionError(...)'\nERROR: No matching distribution"
    monkeypatch.setattr(start, "run_quietly", lambda *command: log if "pip" in command else None)
    assert start.main([]) == 1
    assert capsys.readouterr().err == "连不上 Python 软件包服务器，组件没有装上，请接通网络后再运行一次。\n"
    assert not start.STAMP.exists()


@pytest.mark.usefixtures("complete_system")
def test_a_folder_that_cannot_be_written_is_named(start, monkeypatch, capsys):
    def refuse():
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(start, "make_environment", refuse)
    assert start.main([]) == 1
    assert str(start.ENVIRONMENT) in capsys.readouterr().err


@pytest.mark.usefixtures("complete_system")
def test_only_the_checks_bring_in_what_looks_at_documents(start, monkeypatch, tmp_path, commands):
    bare(start, monkeypatch, user=0)
    monkeypatch.setattr(start, "missing_packages", list)
    monkeypatch.setattr(start, "OFFICE", {str(PACKAGING): "here", str(tmp_path / "none"): "libreoffice-writer-nogui"})
    monkeypatch.setattr(start, "run_checks", lambda: 0)
    monkeypatch.setattr(start, "open_program", lambda arguments: 0)
    installed = []
    for arguments in ([], ["test"], ["test"]):
        commands.clear()
        assert start.main(arguments) == 0
        installed.append([command[-1] for command in commands if command[0] == "apt-get"])
    assert installed == [[], ["libreoffice-writer-nogui"], ["libreoffice-writer-nogui"]]


@pytest.mark.usefixtures("complete_system", "commands")
def test_all_checks_run_even_when_one_fails(start, monkeypatch, capsys):
    ran = []

    def run(command, **_):
        ran.append(command[2])
        return subprocess.CompletedProcess(command, 1 if "pyright" in command else 0)

    monkeypatch.setattr(start.subprocess, "run", run)
    assert start.main(["test"]) == 1
    assert len(ran) == 5
    summary = capsys.readouterr().out.splitlines()[-5:]
    assert [line.split()[0] for line in summary] == ["通过", "通过", "没过", "通过", "通过"]


@pytest.fixture
def opened(start, monkeypatch):
    """Opens the program on a display or without one; gives its arguments and the platform it was drawn on."""

    def open_program(display, arguments):
        taken = []
        monkeypatch.setenv("DISPLAY", display)
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
        monkeypatch.setattr(start.os, "execve", lambda *call: taken.append(call))
        monkeypatch.setattr(start.subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 0))
        start.open_program(arguments)
        _, command, environment = taken[0]
        assert command[1:3] == ["-m", "desktop_app"]
        return command[3:], environment.get("QT_QPA_PLATFORM")

    return open_program


def test_on_a_display_the_window_is_opened(opened):
    assert opened(":0", []) == ([], None)


def test_without_a_display_the_sample_year_is_done_offscreen(opened):
    arguments, platform = opened("", [])
    assert (arguments[0], platform) == ("demo", "offscreen")


def test_verbs_are_passed_on_as_they_stand(opened):
    verbs = ["--data", "a folder", "check"]
    assert opened("", verbs) == (verbs, "offscreen")


def locked(name):
    """Each pin of a lock, as it stands with its marker, and the hashes that may be installed for it."""
    parts = re.split(r"^(?=[a-z])", (PACKAGING / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {part.split(" \\")[0]: set(re.findall(r"sha256:(\w{64})", part)) for part in parts[1:]}


def test_the_lock_of_the_checks_holds_all_of_the_programs():
    assert locked("requirements.txt").items() <= locked("requirements-dev.txt").items()


def test_every_locked_package_has_its_hashes():
    assert all(locked("requirements-dev.txt").values())


def test_the_locked_qt_keeps_its_references_and_starts_on_debian_12():
    assert {pin for pin in locked("requirements.txt") if pin.startswith("pyside6-essentials")} == {
        "pyside6-essentials==6.11.3 ; platform_machine != 'aarch64'",
        "pyside6-essentials==6.8.0.2 ; platform_machine == 'aarch64'",
    }
