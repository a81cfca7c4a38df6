"""Asks LibreOffice how many words the texts of tests/files/words.json have, and writes its counts there.

    python tests/bench/count_words.py        # needs soffice

Each text is saved as .txt, turned into .odt without a window, and the count is read from its meta.xml. `ours` stays as
it is: it is given where the program deliberately counts otherwise, see core/words.py.
"""

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

WORDS = Path(__file__).parents[1] / "files" / "words.json"
FILTER = "--infilter=Text (encoded):UTF8,LF,,zh-CN"
COUNT = re.compile(r'meta:word-count="(\d+)"')


def counted(texts: list[str]) -> list[int]:
    """Return LibreOffice's counts of these texts."""
    with TemporaryDirectory() as folder:
        written = [Path(folder, f"{number}.txt") for number in range(len(texts))]
        for path, text in zip(written, texts, strict=True):
            path.write_bytes(text.encode())
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(
            ["soffice", "--headless", profile, FILTER, "--convert-to", "odt", "--outdir", folder, *map(str, written)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return [_count(path.with_suffix(".odt")) for path in written]


def _count(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        found = COUNT.search(archive.read("meta.xml").decode())
    assert found
    return int(found[1])


def main() -> None:
    known = json.loads(WORDS.read_text("utf-8"))
    for each, words in zip(known, counted([each["text"] for each in known]), strict=True):
        if each["libreoffice"] != words:
            sys.stdout.write(f"{each['text']!r}: {each['libreoffice']} is now {words}\n")
        each["libreoffice"] = words
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in known)
    WORDS.write_text(f"[\n{lines}\n]\n", "utf-8")


if __name__ == "__main__":
    main()
