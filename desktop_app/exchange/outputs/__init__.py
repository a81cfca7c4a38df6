"""The outputs, in the order in which they are offered; each module keeps one or a few of a kind."""

from desktop_app.core.errors import UserError
from desktop_app.exchange.output import Output
from desktop_app.exchange.outputs import (
    attendance_register,
    chase_lists,
    learning_registers,
    monthly_tally,
    personal_record,
    problem_register,
    review_register,
    sign_in,
    training_file,
    training_register,
)

OUTPUTS: tuple[Output, ...] = (
    monthly_tally.OUTPUT,
    *monthly_tally.VIEWS,
    attendance_register.OUTPUT,
    *chase_lists.OUTPUTS,
    sign_in.OUTPUT,
    training_file.OUTPUT,
    review_register.OUTPUT,
    *learning_registers.OUTPUTS,
    training_register.OUTPUT,
    problem_register.OUTPUT,
    personal_record.OUTPUT,
)


def named(name: str) -> Output:
    """Return an output by its name; UserError for a name nobody knows."""
    found = next((each for each in OUTPUTS if each.name == name), None)
    if found is None:
        raise UserError(f"没有“{name}”这种表，可用：{'、'.join(each.name for each in OUTPUTS)}。")
    return found
