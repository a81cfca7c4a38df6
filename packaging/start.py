"""Sets the program up on this computer and opens its window, or runs every check.

    python3 packaging/start.py [verb ...]    set up, then what `python -m desktop_app [verb ...]` does
    python3 packaging/start.py test          set up, then format, lint, types, import contracts and tests

Standard library only: there may be nothing here but python3. What was set up is remembered in a stamp inside `.venv`,
written last, so that a second start only reads it and a set-up cut off half-way is made anew.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "set-up.txt"
LOCK = ROOT / "packaging" / "requirements.txt"
DEV_LOCK = ROOT / "packaging" / "requirements-dev.txt"  # all of LOCK and the tools of the checks

# What Qt loads at run time, offscreen and on a screen, and the Debian package that brings each.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libcups.so.2": "libcups2",
}
FONT_PACKAGE = "fonts-wqy-microhei"
# What the tests look at documents and workbooks with; the program itself needs none of it.
OFFICE = {
    "/usr/lib/libreoffice/program/libswlo.so": "libreoffice-writer-nogui",
    "/usr/lib/libreoffice/program/libsclo.so": "libreoffice-calc-nogui",
    "/usr/bin/pdftotext": "poppler-utils",
}
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
CHINESE_FONTS = ("wqy", "cjk", "sourcehan", "droidsansfallback", "simsun", "simhei", "msyh", "ukai", "uming")
INSTALL = ("apt-get", "install", "-y", "--no-install-recommends")
NETWORK_WORDS = ("NewConnectionError", "ConnectTimeoutError", "ReadTimeoutError", "ProxyError", "name resolution")

CHECKS = (
    ("ruff format", ("-m", "ruff", "format", "--check", ".")),
    ("ruff check", ("-m", "ruff", "check", ".")),
    ("pyright", ("-m", "pyright")),
    ("lint-imports", ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")),
    ("pytest", ("-m", "pytest", "-n", "auto", "--maxprocesses", "4", "--dist", "loadfile")),
)


class SetupError(Exception):
    """What stands in the way, in a sentence for the user."""


def main(arguments: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # pyright: ignore[reportAttributeAccessIssue]
    try:
        if arguments == ["test"]:
            set_up(DEV_LOCK)
            set_up_office()
            return run_checks()
        set_up(LOCK)
        return open_program(arguments)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        return 130


def set_up(lock: Path) -> None:
    """Bring in whatever `lock` and Qt need; where the stamp names this lock, that is nothing."""
    if is_set_up(lock):
        return
    if sys.version_info < (3, 11):  # noqa: UP036  nothing has checked it before this script runs
        raise SetupError(f"本程序需要 Python 3.11 或更新的版本，这里是 {sys.version.split()[0]}，请先升级 Python。")
    if sys.platform.startswith("linux"):
        provide_packages(missing_packages())
    try:
        build_environment(lock)
    except OSError as error:
        raise SetupError(f"写不进 {ENVIRONMENT}（{error.strerror}），请把程序放到能写入的文件夹后再运行。") from error


def set_up_office() -> None:
    """Bring in what the tests look at documents with; other systems than Debian have it elsewhere or not at all."""
    if shutil.which("apt-get"):
        provide_packages([package for file, package in OFFICE.items() if not Path(file).exists()])


def stamp_lines(lock: Path) -> set[str]:
    """Say what must stand in the stamp before `lock` counts as installed."""
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    return {python_line(), f"{lock.name} {digest}"}


def python_line() -> str:
    return f"python {sys.version_info[0]}.{sys.version_info[1]}"


def stamped() -> set[str]:
    return set(STAMP.read_text(encoding="utf-8", errors="replace").splitlines()) if STAMP.is_file() else set()


def is_set_up(lock: Path) -> bool:
    return stamp_lines(lock) <= stamped() and environment_python().exists()


def environment_python() -> Path:
    return ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def missing_packages() -> list[str]:
    """Name the Debian packages without which the program could not be set up or drawn here."""
    missing = [package for library, package in LIBRARIES.items() if not can_load(library)]
    if importlib.util.find_spec("ensurepip") is None:
        missing.insert(0, f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")
    if not has_chinese_font():
        missing.append(FONT_PACKAGE)
    return missing


def can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_chinese_font() -> bool:
    if shutil.which("fc-list"):
        found = subprocess.run(["fc-list", ":lang=zh-cn", "file"], capture_output=True, check=False)
        return bool(found.stdout.strip())
    files = (path.name.lower() for folder in FONT_FOLDERS for path in folder.rglob("*.[to]t[cf]"))
    return any(word in name for name in files for word in CHINESE_FONTS)


def provide_packages(packages: list[str]) -> None:
    """As root on Debian install them; anybody else is told how, and the start stops here."""
    if not packages:
        return
    if shutil.which("apt-get") is None:
        raise SetupError(
            f"系统里缺少 {'、'.join(packages)}（Debian 的包名），请先用本系统的软件管理器装上，再运行一次。"
        )
    if os.geteuid() != 0:
        command = f"sudo apt-get update && sudo {' '.join((*INSTALL, *packages))}"
        raise SetupError(f"系统里缺少几个组件，请先运行下面这条命令，再运行一次本程序：\n{command}")
    print(f"正在安装系统组件：{' '.join(packages)}", flush=True)
    install = (*INSTALL, "-o", "DPkg::Lock::Timeout=120", *packages)  # a fresh machine may be updating itself
    if run_quietly(*install) is None:
        return
    run_quietly("dpkg", "--configure", "-a")  # after an installation that was cut off
    run_quietly("apt-get", "update")  # the list of packages may be missing or too old
    problem = run_quietly(*install)
    if problem is not None:
        print(problem, file=sys.stderr)
        raise SetupError("系统组件没有装上，原因见上面 apt-get 的说明，解决后请再运行一次。")


def run_quietly(*command: str | Path) -> str | None:
    """None if the command succeeded, else everything it said."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        check=False,
    )
    return None if done.returncode == 0 else done.stdout.decode(errors="replace")


def build_environment(lock: Path) -> None:
    began = time.monotonic()
    print("正在下载并安装程序需要的组件，第一次要几分钟……", flush=True)
    if python_line() in stamped() and environment_python().exists():
        STAMP.unlink()  # a finished environment, only older than the lock
    else:
        make_environment()
    install = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes")
    problem = run_quietly(environment_python(), *install, "-r", lock)
    if problem is not None:
        raise SetupError(explain(problem))
    locks = (LOCK, DEV_LOCK) if lock == DEV_LOCK else (LOCK,)
    lines = set[str]().union(*(stamp_lines(each) for each in locks))
    STAMP.write_text("\n".join(sorted(lines)), encoding="utf-8")
    print(f"装好了，用了 {time.monotonic() - began:.0f} 秒。", flush=True)


def make_environment() -> None:
    if ENVIRONMENT.exists():
        shutil.rmtree(ENVIRONMENT)
    problem = run_quietly(sys.executable, "-m", "venv", ENVIRONMENT)
    if problem is not None:
        print(problem, file=sys.stderr)
        raise SetupError(f"在 {ENVIRONMENT} 建不了 Python 环境，原因见上面的说明，解决后请再运行一次。")


def explain(problem: str) -> str:
    if any(word in problem for word in NETWORK_WORDS):
        return "连不上 Python 软件包服务器，组件没有装上，请接通网络后再运行一次。"
    print(problem, file=sys.stderr)
    return "程序需要的组件没有装上，原因见上面 pip 的说明，解决后请再运行一次。"


def run_checks() -> int:
    """Run every check, whatever the ones before it said, and sum up in a line each."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    environment.pop("PYTHONPATH", None)
    python = environment_python()
    summary: list[str] = []
    failed = 0
    for name, command in CHECKS:
        print(f"\n== {name}", flush=True)
        began = time.monotonic()
        where = ("--pythonpath", python) if name == "pyright" else ()
        code = subprocess.run([python, *command, *where], cwd=ROOT, env=environment, check=False).returncode
        failed += code != 0
        summary.append(f"{'通过' if code == 0 else '没过'}  {name:<13}{time.monotonic() - began:6.1f} 秒")
    print("", *summary, sep="\n", flush=True)
    return 1 if failed else 0


def open_program(arguments: list[str]) -> int:
    """Open the window, or without a display and a verb do the main job on the sample year offscreen."""
    paths = (str(ROOT), os.environ.get("PYTHONPATH"))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
    if not has_display():
        environment["QT_QPA_PLATFORM"] = "offscreen"
        arguments = arguments or ["demo", "--out", str(ROOT / "demo-output")]
    command = [str(environment_python()), "-m", "desktop_app", *arguments]
    if os.name != "nt":
        sys.stdout.flush()
        os.execve(command[0], command, environment)  # from here on signals and the exit code are the program's own
    return subprocess.run(command, env=environment, check=False).returncode


def has_display() -> bool:
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
