"""What becomes of a template: what is wrong with it, or else a document and every figure that stands in it.

As plain data too: it is made in one process and used in another.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from desktop_app.core.figure import Figure, Shape


@dataclass(frozen=True)
class Use:
    """A figure as it stands in a filled document; `population` is None and `span` "" where the document's own hold."""

    figure: Figure
    population: str | None
    span: str
    wording: str
    text: str
    place: str


@dataclass(frozen=True)
class Filled:
    """What a template comes to: sentences of what is wrong, or else the document with its figures in order of reading.

    `notices` are what she should look at, although nothing is wrong.
    """

    problems: tuple[str, ...]
    notices: tuple[str, ...] = ()
    uses: tuple[Use, ...] = ()
    document: bytes = b""


def plain_figure(figure: Figure) -> dict[str, Any]:
    return vars(figure) | {"numerator": str(figure.numerator), "denominator": str(figure.denominator)}


def figure_of(said: dict[str, Any]) -> Figure:
    made: dict[str, Any] = {
        "numerator": Fraction(said["numerator"]),
        "denominator": Fraction(said["denominator"]),
        "shape": Shape(said["shape"]),
        "titles": tuple(said["titles"]),
    }
    return Figure(**said | made)


def plain(filled: Filled) -> dict[str, Any]:
    uses = [vars(use) | {"figure": plain_figure(use.figure)} for use in filled.uses]
    return vars(filled) | {"uses": uses, "document": b64encode(filled.document).decode()}


def filled_of(said: dict[str, Any]) -> Filled:
    uses = tuple(Use(**use | {"figure": figure_of(use["figure"])}) for use in said["uses"])
    return Filled(tuple(said["problems"]), tuple(said["notices"]), uses, b64decode(said["document"]))
