"""Looks through a template before anything is written, and names every mistake at once, each with where it stands.

Braces, names, filters and populations are checked placeholder by placeholder; if and for must close where they may.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from jinja2 import TemplateSyntaxError, nodes

from desktop_app.exchange.paragraphs import Line, plain_text
from desktop_app.exchange.placeholder_meaning import Meanings, Names, names_of
from desktop_app.exchange.placeholders import DEEPEST, LOOP, Figures, Sandbox, half_width
from desktop_app.exchange.report_context import Sort

_TAG = re.compile(r"\{\{[^{}｛｝]*\}\}|\{%[^{}｛｝]*%\}|\{#[^{}｛｝]*#\}")
_STRAY = re.compile(r"[{｛]+[^{}｛｝]*[}｝]*|[}｝]+")
_STATEMENT = re.compile(r"^\{%(?:(?P<level>p|tr|tc) )?\s*(?P<text>(?P<word>[^\s%]*).*?)\s*%\}$", re.DOTALL)
_LONG: Final = re.compile("“([^”]{80})[^”]+”")
"""What is quoted and may be a whole paragraph, as where an end is missing."""
_LEVELS: Final = {"": "", "p": "段", "tr": "行", "tc": "单元格"}
_ENDS: Final = {"endif": "if", "endfor": "for"}
_EXAMPLE: Final = "“{{ 周例会.次数 }}”“{{ 学习笔记.人均字数|万 }}”"


def problems(
    filled: Iterable[list[Line]], unfilled: Iterable[Line], figures: Figures, sorts: Mapping[str, Sort]
) -> tuple[str, ...]:
    """Return a sentence for each mistake; `filled` are the lines part by part, `unfilled` those no filling reaches."""
    found: list[str] = []
    for part in filled:
        check = _Check(figures, sorts)
        for line in part:
            check.line(line)
        found += check.finish()
    found += [
        f"{line.where}：脚注和尾注里的占位符不会被填写，请移到正文里。" for line in unfilled if _TAG.search(line.text)
    ]
    return tuple(dict.fromkeys(found))


@dataclass
class _Block:
    """An if or for that waits for its end."""

    word: str
    level: str
    tag: str
    line: Line
    names: Names
    has_else: bool = False


class _Check:
    """Goes through the lines of one part of the document in order."""

    def __init__(self, figures: Figures, sorts: Mapping[str, Sort]) -> None:
        self._environment = Sandbox()
        self._names = names_of(figures, sorts)
        self._meanings = Meanings(self._say)
        self._open: list[_Block] = []
        self._found: list[str] = []
        self._line: Line

    def line(self, line: Line) -> None:
        self._line = line
        for stray in _STRAY.findall(_TAG.sub("", line.text)):
            self._stray(stray)
        for tag in _TAG.findall(line.text):
            if tag.startswith("{{"):
                self._expression(tag)
            elif tag.startswith("{%"):
                self._statement(tag)
        for block in [block for block in self._open if not block.level]:
            self._say(
                f"“{block.tag}”在这一段里没有“{{% end{block.word} %}}”，跨段请写成“{{%p {block.word} … %}}”，独占一段。"
            )
            self._open.remove(block)

    def finish(self) -> list[str]:
        for block in self._open:
            self._line = block.line
            self._say(f"“{block.tag}”没有对应的“{{%{block.level} end{block.word} %}}”。")
        return self._found

    def _stray(self, text: str) -> None:
        shown = text.strip()
        if re.search("[｛｝％]", text):
            self._say(f"“{shown}”用了全角的大括号或百分号，请改成半角，像{_EXAMPLE}这样。")
        elif text.startswith(("{{", "{%")):
            end = "}}" if text.startswith("{{") else "%}"
            self._say(f"“{shown}”缺少右边的“{end}”，请在同一段里补上。")
        elif text.startswith("{"):
            self._say(f"“{shown}”只有一层大括号，请写成两层，像{_EXAMPLE}这样。")
        else:
            self._say(f"“{shown}”缺少左边的大括号，请补上或删去。")

    def _expression(self, tag: str) -> None:
        match self._parsed("{{", half_width(tag)[2:-2], "}}", tag):
            case nodes.Template(body=[nodes.Output(nodes=[expression])]):
                self._meanings.printed(expression, self._current_names)

    def _statement(self, tag: str) -> None:
        found = _STATEMENT.match(half_width(tag))
        word = found["word"] if found else ""
        if found is None or word not in ("if", "elif", "else", "endif", "for", "endfor"):
            self._say(f"“{tag}”不是可用的语句，可用：for、endfor、if、elif、else、endif。")
            return
        level = found["level"] or ""
        self._stands_alone(tag, level)
        if word in ("if", "for"):
            names = self._condition(found["text"], tag) if word == "if" else self._loop(found["text"], tag)
            self._open.append(_Block(word, level, tag, self._line, names))
            if sum(block.word == word for block in self._open) > DEEPEST[nodes.For if word == "for" else nodes.If]:
                self._say(f"“{tag}”套得太深，请减少 {word} 里再套的 {word}。")
        else:
            self._go_on(word, level, tag, found["text"])

    def _go_on(self, word: str, level: str, tag: str, text: str) -> None:
        """Check an elif, else, endif or endfor against the block it belongs to."""
        if not self._open or _ENDS.get(word, self._open[-1].word) != self._open[-1].word:
            what = _ENDS.get(word, "if")
            self._say(f"“{tag}”前面没有对应的“{{% {what} … %}}”，或者中间的 if、for 没有结束。")
            return
        block = self._open[-1]
        if word not in ("elif", text):
            self._say(f"“{tag}”里“{word}”后面不能再写别的。")
        if word in ("else", "elif") and (block.has_else or (word == "elif" and block.word == "for")):
            self._say(f"“{tag}”多余：“{block.tag}”的 else 之后只能是“{{% end{block.word} %}}”。")
        if word == "else":
            block.has_else = True
            block.names = block.names.parents if block.word == "for" else block.names
        if level != block.level:
            self._say(f"“{tag}”与“{block.tag}”写法不一致，请都写成“{{%{block.level} ”开头。")
        elif not _same_place(block.line, self._line, level):
            self._say(f"“{tag}”与“{block.tag}”不在同一处，请放在同一个单元格、文本框或正文里。")
        if word == "elif":
            self._condition(text.removeprefix("el"), tag)
        if word in _ENDS:
            self._open.pop()

    def _stands_alone(self, tag: str, level: str) -> None:
        """Refuse what stands beside {%p, {%tr or {%tc in its paragraph, row or cell: it would be lost."""
        line = self._line
        if not level:
            return
        around = {"p": line.text, "tr": _text_of(line.row), "tc": _text_of(line.cell)}[level]
        if around is None:
            self._say(f"“{tag}”只能写在表格里。")
        elif around.strip() != tag.strip() or (level == "p" and line.holds_text_box):
            self._say(f"“{tag}”要独占一{_LEVELS[level]}，旁边的内容会丢失，请移到别处。")

    def _condition(self, text: str, tag: str) -> Names:
        match self._parsed("{% if ", text.removeprefix("if"), " %}{% endif %}", tag):
            case nodes.Template(body=[nodes.If(test=test)]):
                self._meanings.asked(test, self._current_names)
        return self._current_names

    def _loop(self, text: str, tag: str) -> Names:
        names = self._current_names
        match self._parsed("{% for ", text.removeprefix("for"), " %}{% endfor %}", tag):
            case nodes.Template(body=[nodes.For(target=nodes.Name(name=name), test=None, recursive=False) as loop]):
                element = self._meanings.looped(loop.iter, names)
                return names.new_child({name: element, "loop": LOOP})
            case nodes.Template():
                self._say(f"“{tag}”写法不对，请写成“{{%p for 部分 in 计划.部分 %}}”这样。")
        return names.new_child()

    def _parsed(self, before: str, text: str, after: str, tag: str) -> nodes.Template | None:
        if tree := self._tree(f"{before}{text}{after}"):
            return tree
        if self._tree(f"{before}{''.join(text.split())}{after}"):
            self._say(f"“{tag}”的名称中间有空格，请删去。")
        else:
            self._say(f"“{tag}”写法不对，请对照{_EXAMPLE}检查标点。")
        return None

    def _tree(self, source: str) -> nodes.Template | None:
        try:
            return self._environment.parse(source)
        except (TemplateSyntaxError, RecursionError, ValueError):  # the last: a number of 5,000 digits
            return None

    @property
    def _current_names(self) -> Names:
        return self._open[-1].names if self._open else self._names

    def _say(self, sentence: str) -> None:
        shown = _LONG.sub(r"“\1…”", sentence)
        self._found.append(f"{self._line.where}：{shown}")


def _text_of(element: object) -> str | None:
    return None if element is None else plain_text(element)


def _same_place(first: Line, second: Line, level: str) -> bool:
    """Say whether a block may begin in the first line and end in the second."""
    if not level:
        return second is first
    if level == "tr":
        return first.row is not None and second.row is not None and first.row.getparent() is second.row.getparent()
    if level == "tc":
        return first.row is second.row
    return first.container is second.container
