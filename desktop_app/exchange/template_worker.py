"""Checks and fills one template in a process of its own, limited in memory and time.

Whatever a template does to the libraries, it does here. Lines of JSON go both ways. First comes {"template": path,
"known": {subject: [measures]}}. It tells {"names": […], "figures": [[name, population, span]]}, all that may stand in
the template, and hears {"said": {name: value}}; it asks {"figure": [subject, measure, population, span]} and hears
{"figure": {…}} or {"refused": sentence}. Last it writes what filled.py makes plain of, or {"refused": sentence}.
"""

import json
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.core.errors import UserError
from desktop_app.exchange.filled import figure_of, plain
from desktop_app.exchange.workbook_worker import limit_itself

if TYPE_CHECKING:
    from desktop_app.exchange.template import AskedFigure

TOO_LARGE = "模板“{name}”太大，填写时内存不够，请换一个小一些的文件。"


def main() -> None:
    limit_itself()
    from desktop_app.exchange import template  # noqa: PLC0415  loads lxml and Jinja, under the limits as well
    from desktop_app.exchange.placeholders import Figures  # noqa: PLC0415

    order = _heard()
    path = Path(order["template"])
    try:
        filled = template.fill(path, _gather, Figures(_lookup, order["known"]))
    except UserError as refused:
        _say({"refused": str(refused)})
    except MemoryError:
        _say({"refused": TOO_LARGE.format(name=path.name)})
    else:
        _say(plain(filled))


def _gather(names: Collection[str], figures: "Collection[AskedFigure]") -> Mapping[str, Any]:
    _say({"names": list(names), "figures": list(figures)})
    return _heard()["said"]


def _lookup(subject: str, measure: str, population: str | None, span: str) -> Any:
    _say({"figure": [subject, measure, population, span]})
    answer = _heard()
    if "refused" in answer:
        raise UserError(answer["refused"])
    return figure_of(answer["figure"])


def _heard() -> dict[str, Any]:
    line = sys.stdin.buffer.readline()
    if not line:
        raise SystemExit(1)  # the program is gone
    return json.loads(line)


def _say(line: Mapping[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
