"""Headcounts of people from other units (外单位人数), as people write them: 城关镇 12人、县医院：3."""

import re

from desktop_app.core.errors import UserError

_BETWEEN = re.compile(r"[\n、，,；;]+")
_HEADCOUNT = re.compile(r"^(.*?)[\s:：]*(\d+)\s*[人名]?$")


def headcounts(text: str) -> tuple[tuple[str, int], ...]:
    """Return units with their headcounts; UserError for a piece without a number and a unit that is named twice."""
    found: dict[str, int] = {}
    for piece in filter(None, map(str.strip, _BETWEEN.split(text))):
        parts = _HEADCOUNT.match(piece)
        if parts is None:
            raise UserError(f"外单位“{piece}”没有人数，请写成 单位：人数。", "outsiders")
        if parts[1] in found:
            raise UserError(f"外单位“{parts[1]}”写了两次，请合并成一行。", "outsiders")
        found[parts[1]] = int(parts[2])
    return tuple(found.items())
