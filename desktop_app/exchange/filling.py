"""Has a template checked and filled by a limited process (template_worker.py) and answers what that asks.

The process knows no ledger: it is told the values and figures that the template names, and nothing else.
"""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import IO, Any

from desktop_app.core.errors import UserError
from desktop_app.core.figure import Figure
from desktop_app.exchange.filled import Filled, filled_of, plain_figure
from desktop_app.exchange.sheets import KILLED, environment

WORKER = ("-P", "-W", "ignore", "-m", "desktop_app.exchange.template_worker")
TIME_LIMIT = 20.0
OUT_OF_TIME = -24
"""How a process ends that used up its time of computing where the system says so (SIGXCPU)."""
ENDLESS = "模板“{name}”内容太多，填不完，请减少 for 里再套的 for。"
UNREADABLE = "模板“{name}”读不下去，请用 Word 或 WPS 打开后另存一份再用。"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answers:
    """What the worker may ask: values by their names, and figures by subject, measure, population and span.

    `said` is told all the names and figures (name, population, span) that may be asked before any of them is.
    """

    known: Mapping[str, tuple[str, ...]]
    said: Callable[[list[str], list[list[str]]], Mapping[str, Any]]
    figure: Callable[[str, str, str | None, str], Figure]


def fill(template: Path, answers: Answers) -> Filled:
    """Return what the template comes to; UserError where it is no template, or one that no limit holds."""
    is_late = False

    def end_late() -> None:
        nonlocal is_late
        is_late = True
        _kill(process)

    with tempfile.TemporaryFile() as complaints:
        process = _started(complaints)
        timer = Timer(TIME_LIMIT, end_late)
        timer.start()
        try:
            last = _talk(process, template, answers)
        finally:
            timer.cancel()
            _end(process)
        if last is not None:
            return filled_of(last)
        complaints.seek(0)
        log.warning("%s ended with %s: %s", WORKER[-1], process.returncode, complaints.read()[-2000:])
    too_much = is_late or process.returncode in (KILLED, OUT_OF_TIME)
    raise UserError((ENDLESS if too_much else UNREADABLE).format(name=template.name))


def _started(complaints: IO[bytes]) -> "subprocess.Popen[bytes]":
    """Start the worker at the head of a group of its own, so that whatever it starts ends with it."""
    return subprocess.Popen(
        [sys.executable, *WORKER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        env=environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        start_new_session=True,  # Windows takes no notice of it
    )


def _talk(process: "subprocess.Popen[bytes]", template: Path, answers: Answers) -> dict[str, Any] | None:
    """Answer until the worker says its last word; None where it ends without."""
    asked: dict[str, Any] | None = {}
    answer: Mapping[str, Any] = {"template": str(template.resolve()), "known": answers.known}
    while asked is not None:
        if not _tell(process, answer):
            return None
        asked = _hear(process)
        match asked:
            case {"names": names, "figures": figures}:
                answer = {"said": answers.said(names, figures)}
            case {"figure": asked_figure}:
                answer = _answer(answers, asked_figure)
            case {"refused": sentence}:
                raise UserError(sentence)
            case {"problems": _}:
                return asked
            case _:
                return None
    return None


def _answer(answers: Answers, asked: list[Any]) -> dict[str, Any]:
    try:
        return {"figure": plain_figure(answers.figure(*asked))}
    except UserError as error:
        return {"refused": str(error)}


def _tell(process: "subprocess.Popen[bytes]", line: Mapping[str, Any]) -> bool:
    """Write a line to the worker; False where it does not listen any more."""
    if process.stdin is None:
        return False
    try:
        process.stdin.write(json.dumps(line).encode() + b"\n")  # a path may hold what is no UTF-8
        process.stdin.flush()
    except OSError:
        return False
    return True


def _hear(process: "subprocess.Popen[bytes]") -> dict[str, Any] | None:
    line = process.stdout.readline() if process.stdout else b""
    return json.loads(line) if line.endswith(b"\n") else None


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End the worker and all it started; what has ended already is left alone."""
    if process.poll() is not None:
        return
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _end(process: "subprocess.Popen[bytes]") -> None:
    _kill(process)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):  # what could not be told any more
            if pipe:
                pipe.close()
