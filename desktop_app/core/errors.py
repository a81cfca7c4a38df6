"""The two kinds of failure: what the user can put right, and our own bugs.

A UserError carries a finished Chinese sentence and is shown as it stands: what is wrong, where, what to do.
Any other exception is a bug: it is logged with its traceback.
"""


class UserError(Exception):
    """Something the user can put right; str(error) is the sentence shown.

    `field` names the field of a draft the sentence belongs to, so that a dialog can show it beside that field;
    empty where the sentence is about no single field.
    """

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field
