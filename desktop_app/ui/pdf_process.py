"""PDFs drawn in a process beside this one: pages need nothing but their reports, so a long set keeps two cores busy.

The process hears pairs of reports and path, pickled by this program itself, and answers each with a line: empty, or the
sentence that says why the file could not be written.
"""

import pickle
import subprocess
import sys
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from desktop_app.core.errors import UserError
from desktop_app.exchange.report import Report
from desktop_app.exchange.sheets import environment
from desktop_app.exchange.yearend_set import Draw

WORKER = ("-P", "-W", "ignore", "-m", "desktop_app.ui.pdf_process")


@contextmanager
def drawing() -> Generator[Draw, None, None]:
    """Yield what begins to draw a PDF, one after the other, while this process goes on; left early, it ends at once."""
    process = subprocess.Popen(
        [sys.executable, *WORKER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    feeder = ThreadPoolExecutor(1)
    try:
        yield lambda reports, path: feeder.submit(_draw, process, reports, path)
    finally:
        process.kill()
        feeder.shutdown(cancel_futures=True)
        process.communicate()


def _draw(process: "subprocess.Popen[bytes]", reports: Sequence[Report], path: Path) -> None:
    assert process.stdin
    assert process.stdout
    pickle.dump((list(reports), path), process.stdin)
    process.stdin.flush()
    answer = process.stdout.readline()
    if not answer:
        raise RuntimeError(f"the process that draws ended with {process.wait()} at {path.name}")
    if sentence := answer.decode().strip():
        raise UserError(sentence)


def main() -> None:
    from desktop_app.ui import paper  # noqa: PLC0415  loads Qt, which only the process beside needs

    while True:
        try:
            reports, path = pickle.load(sys.stdin.buffer)
        except EOFError:
            return  # there is no more to draw
        sentence = ""
        try:
            paper.write_pdf(reports, path)
        except UserError as error:
            sentence = " ".join(str(error).split())
        sys.stdout.buffer.write(f"{sentence}\n".encode())
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
