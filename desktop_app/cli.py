"""The program's verbs without a window.

Exit codes: 0 done; 1 something the user can put right, said on stderr in Chinese; 2 wrong usage; 70 a bug, with the
place of the log. Nothing here imports Qt, except to draw a PDF.
"""

import argparse
import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from desktop_app.core.errors import UserError
from desktop_app.core.figure import Figure, Shape
from desktop_app.core.period import Period, known_year, parse_day
from desktop_app.core.scope import Denominator, Population, Scope

log = logging.getLogger(__name__)

BUG = 70
LISTED = 50
LOG = "logs/cadre-ledger.log"


def parser() -> argparse.ArgumentParser:
    """Return the whole command line; `verb` is None where the window is wanted."""
    top = argparse.ArgumentParser(prog="cadre-ledger", description="干部学训台账。不带动词时打开窗口。")
    top.add_argument("--data", type=Path, metavar="DIR", help="数据文件夹，不写时是默认的，窗口是上次打开的")
    verbs = top.add_subparsers(dest="verb", metavar="动词")

    init = verbs.add_parser("init", help="建立空台账")
    init.add_argument("--sample", action="store_true", help="并放入示例数据")
    load = verbs.add_parser("import", help="导入花名册、活动台账、出勤、心得笔记、年度计划等十六种表")
    load.add_argument("files", nargs="+", type=Path, metavar="FILE")
    load.add_argument("--dry-run", action="store_true", help="只检查，不写入")
    load.add_argument("--json", action="store_true")
    figures = verbs.add_parser("figures", help="所有统计数字")
    _add_scope(figures)
    records = verbs.add_parser("records", help="一个数字由哪些记录得来")
    records.add_argument("name", metavar="统计项.指标")
    _add_scope(records)
    _add_file_verbs(verbs)
    verbs.add_parser("undo", help="撤销最后一步")
    for name, words in (("history", "操作历史"), ("check", "检查数据文件")):
        verbs.add_parser(name, help=words).add_argument("--json", action="store_true")
    backup = verbs.add_parser("backup", help="立即备份")
    backup.add_argument("--to", type=Path, metavar="DIR")
    demo = verbs.add_parser("demo", help="不用屏幕，用示例数据走一遍主要工作")
    demo.add_argument("--out", type=Path, required=True, metavar="DIR")
    return top


def run(arguments: argparse.Namespace) -> int:
    """Do the verb; return the exit code."""
    kept = _Log(_folder(arguments) / LOG)
    logging.getLogger().addHandler(kept)
    try:
        VERBS[arguments.verb](arguments)
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0  # whoever read the output had enough
    except Exception as error:
        if sentence := _fault(error):
            print(sentence, file=sys.stderr)
            return 1
        log.exception("a bug in %s", " ".join(sys.argv[1:]))
        place = f"，详情在“{kept.path}”" if kept.is_written else ""
        print(f"程序出错，操作没有完成，数据未被改动{place}。", file=sys.stderr)
        return BUG
    finally:
        logging.getLogger().removeHandler(kept)
    return 0


def _fault(error: Exception) -> str | None:
    from desktop_app.records import ledger

    return ledger.fault(error)


def _init(arguments: argparse.Namespace) -> None:
    from desktop_app.records import ledger

    folder = _folder(arguments)
    ledger.create(folder)
    if arguments.sample:
        with _opened(arguments):
            from desktop_app.exchange import sample

            sample.add()
    print(f"已建立台账：{folder}")


def _import(arguments: argparse.Namespace) -> None:
    with _opened(arguments):
        from desktop_app.exchange import importing
        from desktop_app.records import known

        reading = importing.read_files(arguments.files, known.now())
        if not reading.problems and not arguments.dry_run:
            importing.write_all(reading)
    if arguments.json:
        _print_json(
            {
                "imported": not reading.problems and not arguments.dry_run,
                "batches": [
                    {"kind": each.kind, "source": each.source, "count": each.count_text} for each in reading.batches
                ],
                "problems": [asdict(problem) | {"sentence": str(problem)} for problem in reading.problems],
                "notices": list(reading.notices),
            }
        )
    else:
        for notice in reading.notices:
            print(notice)
        if not reading.batches and not reading.problems:
            print("没有新的内容可以导入。")
        for batch in reading.batches if not reading.problems else ():
            print(f"{'可以导入' if arguments.dry_run else '已导入'}{batch.kind}：{batch.count_text}（{batch.source}）")
    if reading.problems:
        more = len(reading.problems) - LISTED
        lines = [str(problem) for problem in reading.problems[:LISTED]]
        raise UserError("\n".join([*lines, *([f"另有{more}处问题没有列出。"] if more > 0 else [])]))


def _figures(arguments: argparse.Namespace) -> None:
    scope = _scope(arguments)
    with _opened(arguments):
        from desktop_app.metrics import register

        found = register.figures(_divided(scope, arguments))
    if arguments.json:
        _print_json([_figure_json(figure) for figure in found.values()])
    else:
        for figure in found.values():
            print(f"{figure.name}\t{figure.text}")


def _records(arguments: argparse.Namespace) -> None:
    scope = _scope(arguments)
    with _opened(arguments):
        from desktop_app.metrics import evidence

        found = evidence.records(arguments.name, _divided(scope, arguments))
    if arguments.json:
        _print_json([asdict(line) for line in found])
    else:
        for line in found:
            print("\t".join(str(value or "") for value in (line.day, line.kind, line.title, line.who, line.detail)))


def _to_files(arguments: argparse.Namespace) -> None:
    """Do a verb that writes files and say which."""
    from desktop_app import cli_files

    write = cli_files.VERBS[arguments.verb]
    scope = _scope(arguments) if arguments.verb == "sheet" else None
    cli_files.check_endings(arguments)
    with _opened(arguments):
        written = write(arguments, scope)
    for path in written:
        print(f"已写入：{path}")


def _undo(arguments: argparse.Namespace) -> None:
    with _opened(arguments):
        from desktop_app.records import history

        step = history.undoable()
        history.undo_last()
    print(f"已撤销：{step.title if step else ''}")


def _history(arguments: argparse.Namespace) -> None:
    with _opened(arguments):
        from desktop_app.records import history

        steps = history.steps(limit=1_000_000)
    if arguments.json:
        _print_json([asdict(step) for step in steps])
    else:
        for step in steps:
            print(f"{step.id}\t{step.at:%Y-%m-%d %H:%M:%S}\t{step.actor}\t{step.title}")


def _check(arguments: argparse.Namespace) -> None:
    with _opened(arguments, tell=False) as notices:
        from desktop_app.records import ledger

        found = ledger.check_up()
    for notice in notices:
        if notice not in found:  # such as an import that was cut short: worth saying, and no damage
            print(notice, file=sys.stderr)
    if arguments.json:
        _print_json({"problems": found})
    if found:
        raise UserError("\n".join(found))
    if not arguments.json:
        print("数据完好。")


def _backup(arguments: argparse.Namespace) -> None:
    with _opened(arguments):
        from desktop_app.records import ledger

        path = ledger.back_up("手动备份", arguments.to)
    print(f"已备份：{path}")


def _demo(arguments: argparse.Namespace) -> None:
    from desktop_app.ui import demo

    demo.run(arguments.out)


VERBS: dict[str, Callable[[argparse.Namespace], None]] = {
    "init": _init, "import": _import, "figures": _figures, "records": _records, "undo": _undo, "history": _history,
    "check": _check, "backup": _backup, "demo": _demo,
    **dict.fromkeys(("tally", "sheet", "workbook", "report", "yearend"), _to_files),
}  # fmt: skip


def _add_file_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    tally = verbs.add_parser("tally", help="月度统计表")
    tally.add_argument("--month", required=True, metavar="YYYY-MM")
    workbook = verbs.add_parser("workbook", help="年终台账")
    workbook.add_argument("--year", required=True, type=int)
    report = verbs.add_parser("report", help="年终总结与计划")
    report.add_argument("--year", required=True, type=int)
    report.add_argument("--as-of", metavar="D", help="数据截至哪一天")
    report.add_argument("--template", type=Path, metavar="FILE", help="自己的 Word 模板")
    report.add_argument("--proof", type=Path, metavar="FILE.xlsx", help="同时写核对表")
    sheet = verbs.add_parser("sheet", help="一种表册：签到表、审签登记表、教育培训登记表等")
    sheet.add_argument("name", metavar="NAME", help="表册名称，不认识的会列出可用的")
    _add_period(sheet)
    yearend = verbs.add_parser("yearend", help="年终材料一套，写到一个新文件夹")
    yearend.add_argument("--year", required=True, type=int)
    yearend.add_argument("--as-of", metavar="D", help="数字和状态算到哪一天")
    yearend.add_argument("--template", type=Path, metavar="FILE", help="总结用自己的 Word 模板")
    yearend.add_argument("--set", metavar="NAME", help="保存过的一套的名称，不写时是全部材料")
    yearend.add_argument("--form", choices=["PDF", "Word"], metavar="PDF|Word", help="登记表存成什么，不写时是 PDF")
    yearend.add_argument("--out", required=True, type=Path, metavar="DIR")
    for each in (tally, workbook, report, sheet):
        each.add_argument("--out", required=True, type=Path, metavar="FILE")


def _add_scope(verb: argparse.ArgumentParser) -> None:
    _add_period(verb)
    verb.add_argument(
        "--denominator", choices=[str(each) for each in Denominator], metavar="D", help="人均的分母，不写时按设置"
    )
    verb.add_argument("--json", action="store_true")


def _add_period(verb: argparse.ArgumentParser) -> None:
    period = verb.add_mutually_exclusive_group(required=True)
    period.add_argument("--year", type=int, metavar="Y")
    period.add_argument("--month", metavar="YYYY-MM")
    period.add_argument("--from", dest="first", metavar="D", help="第一天，与 --to 一起写")
    verb.add_argument("--to", dest="last", metavar="D", help="最后一天")
    verb.set_defaults(misused=verb.error)
    verb.add_argument(
        "--population", default="全系统", metavar="P", help="口径：全系统、局机关、司法所、单位或名单，可加“党员”"
    )


def _scope(arguments: argparse.Namespace) -> Scope:
    if (arguments.first is None) != (arguments.last is None):
        arguments.misused("--from 与 --to 要一起写。")
    if arguments.year is not None:
        period = Period.year(known_year(arguments.year))
    elif arguments.month is not None:
        period = Period.parse_month(arguments.month)
    else:
        period = Period(parse_day(arguments.first), parse_day(arguments.last))
    return Scope(period, Population.parse(arguments.population))


def _divided(scope: Scope, arguments: argparse.Namespace) -> Scope:
    """Return the scope with whom 人均 is divided by: as it was asked, else as the open ledger's settings say."""
    from desktop_app.records import settings

    return replace(scope, denominator=Denominator(arguments.denominator or settings.current().denominator))


def _figure_json(figure: Figure) -> dict[str, Any]:
    divided = figure.shape in (Shape.PER_HEAD, Shape.RATE)
    return {
        "subject": figure.subject,
        "measure": figure.measure,
        "unit": figure.unit,
        "value": _number(figure.value),
        "numerator": _number(figure.numerator) if divided else None,
        "denominator": _number(figure.denominator) if divided else None,
        "text": figure.text,
        "records": figure.records,
    }


def _number(value: Fraction | None) -> int | float | None:
    """Whole numbers as integers; others as the nearest float, since JSON has no fractions."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)


@contextmanager
def _opened(arguments: argparse.Namespace, *, tell: bool = True) -> Iterator[tuple[str, ...]]:
    """Open the ledger for one verb; yields what the user should know of it and, as a rule, says it on stderr."""
    from desktop_app.records import ledger

    notices = ledger.open_(_folder(arguments))
    for notice in notices if tell else ():
        print(notice, file=sys.stderr)
    try:
        yield notices
    finally:
        _close()


def _close() -> None:
    """Close the ledger; the verb's work is kept whether or not the copy at the end can be made."""
    from desktop_app.records import ledger

    try:
        ledger.close()
    except UserError as error:
        print(f"数据已保存，但退出时没有做成备份：{error}", file=sys.stderr)


def _folder(arguments: argparse.Namespace) -> Path:
    from desktop_app.records import ledger

    return arguments.data or ledger.default_folder()


def _print_json(content: object) -> None:
    is_unicode = sys.stdout.encoding.lower().startswith("utf")
    print(json.dumps(content, ensure_ascii=not is_unicode, indent=1, default=str))


class _Log(logging.Handler):
    """What went wrong, kept beside the data: stderr is for sentences that the user can act on."""

    def __init__(self, path: Path) -> None:
        super().__init__(logging.WARNING)
        self.path, self.is_written = path, False
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self.path.parent.mkdir(exist_ok=True)
            with self.path.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(f"{self.format(record)}\n")
        except OSError:
            return  # no folder yet, or no room: there is no better place
        self.is_written = True
