"""The outputs, in the order in which they are offered; each module keeps one or a few of a kind."""

from desktop_app.core.errors import UserError
from desktop_app.exchange.output import Output
from desktop_app.exchange.outputs import attendance_register, monthly_tally

OUTPUTS: tuple[Output, ...] = (
    monthly_tally.OUTPUT,
    attendance_register.OUTPUT,
)


def named(name: str) -> Output:
    """Return an output by its name; UserError for a name nobody knows."""
    found = next((each for each in OUTPUTS if each.name == name), None)
    if found is None:
        raise UserError(f"没有“{name}”这种表，可用：{'、'.join(each.name for each in OUTPUTS)}。")
    return found
