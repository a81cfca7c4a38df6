"""What LibreOffice makes of the program's files: every file of these tests goes through it in one go.

A test module here says in `write_files(folder)` which files it wants; all of them are written, then converted by one
start of soffice for each kind: Word documents to PDF, workbooks to workbooks recalculated. The fixture `office` gives
the results by name. Several workers share what the first of them makes.
"""

import os
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

PROGRAMS = ("soffice", "pdftotext", "pdffonts")
MISSING = (
    "这台电脑缺少 {names}，请运行 python3 packaging/start.py test，"
    "它会装上 libreoffice-writer-nogui、libreoffice-calc-nogui 和 poppler-utils。"
)
HERE = Path(__file__).parent
XHTML = "{http://www.w3.org/1999/xhtml}"
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""


@dataclass(frozen=True)
class Word:
    """A word on a page, in points from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def lines(self) -> list[list[Word]]:
        """The words line by line, from the top and the left."""
        found: list[list[Word]] = []
        for word in sorted(self.words, key=lambda word: (round(word.middle[1]), word.left)):
            if found and abs(found[-1][0].middle[1] - word.middle[1]) < 2:
                found[-1].append(word)
            else:
                found.append([word])
        return [sorted(line, key=lambda word: word.left) for line in found]

    @property
    def text(self) -> str:
        return "\n".join("".join(word.text for word in line) for line in self.lines)


class Office:
    """The converted files: `written` holds what the tests wrote, each result stands under the same stem."""

    def __init__(self, folder: Path) -> None:
        self.written, self._pdf, self._recalculated = folder / "written", folder / "pdf", folder / "recalculated"
        self.pages, self.fonts = cache(self._pages), cache(self._fonts)

    def _pages(self, name: str) -> list[Page]:
        """The pages of a document, its text NFKC-normalised."""
        told = _told("pdftotext", "-bbox", self._pdf / f"{name}.pdf", "-")
        return [
            Page(
                float(page.attrib["width"]),
                float(page.attrib["height"]),
                tuple(_word(word) for word in page.iter(f"{XHTML}word")),
            )
            for page in ElementTree.fromstring(told).iter(f"{XHTML}page")
        ]

    def _fonts(self, name: str) -> list[list[str]]:
        """The faces drawn with, a row of pdffonts each."""
        return [line.split() for line in _told("pdffonts", self._pdf / f"{name}.pdf").splitlines()[2:]]

    def recalculated(self, name: str) -> Path:
        """The workbook after LibreOffice has worked out every formula anew."""
        return self._recalculated / f"{name}.xlsx"


def _word(element: ElementTree.Element) -> Word:
    box = [float(element.attrib[side]) for side in ("xMin", "yMin", "xMax", "yMax")]
    return Word(*box, unicodedata.normalize("NFKC", element.text or ""))


def _told(*command: object) -> str:
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="session")
def office(request, tmp_path_factory):
    if missing := [name for name in PROGRAMS if shutil.which(name) is None]:
        pytest.fail(MISSING.format(names="、".join(missing)), pytrace=False)
    import fcntl  # noqa: PLC0415  not on Windows, where the sentence above is to be read

    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "office"
    folder.mkdir(exist_ok=True)
    modules = {item.module for item in request.session.items if HERE in item.path.parents}
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            make(folder, [module.write_files for module in modules if hasattr(module, "write_files")])
            (folder / "done").touch()
    return Office(folder)


def make(folder, writers):
    office = Office(folder)
    office.written.mkdir()
    for write_files in writers:
        write_files(office.written)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    for ending, kind, target in ((".docx", "pdf", "pdf"), (".xlsx", "xlsx", "recalculated")):
        if files := sorted(office.written.glob(f"*{ending}")):
            command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
            done = subprocess.run([*command, "--outdir", folder / target, *files], capture_output=True, check=False)
            missing = [file.name for file in files if not (folder / target / f"{file.stem}.{kind}").exists()]
            if done.returncode or missing:
                pytest.fail(f"soffice 没有转换 {'、'.join(missing)}：{done.stderr.decode()}", pytrace=False)


@pytest.fixture
def pages(office):
    return office.pages
