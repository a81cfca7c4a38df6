"""Asks what is hidden in a copy for outsiders (脱敏副本), and which kind of file it becomes."""

from dataclasses import asdict, dataclass
from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop_app.core.errors import UserError
from desktop_app.exchange.masking import Masking
from desktop_app.ui import theme
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField
from desktop_app.ui.look import Look
from desktop_app.ui.theme import Role, Tone
from desktop_app.ui.workbench import Workbench

KINDS = {"PDF": ".pdf", "Word": ".docx", "Excel": ".xlsx"}
_KEPT = "mask."


@dataclass(frozen=True)
class MaskedCopy:
    """What becomes stars, and the ending of the file."""

    masking: Masking
    ending: str


class MaskDialog(DraftDialog[MaskedCopy]):
    """What was chosen last is offered again."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        self._chosen: list[MaskedCopy] = []
        super().__init__(workbench, "脱敏副本", partial(_take, workbench.look, self._chosen), parent, "下一步")
        said = theme.label(
            "副本里选中的内容换成星号，文件里的作者、单位等信息也去掉。副本只供对外展示，不能归档，归档请用原件。",
            Role.NOTICE,
            Tone.WARN,
        )
        said.setWordWrap(True)
        self.wide(said)
        look = workbench.look
        self.digits, self.names, self.units = QCheckBox("数字"), QCheckBox("姓名"), QCheckBox("单位")
        for name, box in (("digits", self.digits), ("names", self.names), ("units", self.units)):
            box.setChecked(look.choice(f"{_KEPT}{name}", "1") == "1")
        self.field("digits", "换成星号的", self.digits)
        self.field("names", "", self.names)
        self.field("units", "", self.units)
        self.kind = ChoiceField(list(KINDS), look.choice(f"{_KEPT}kind", next(iter(KINDS))), fixed=True)
        self.field("kind", "存为", self.kind)

    def draft(self) -> MaskedCopy:
        masking = Masking(self.digits.isChecked(), self.names.isChecked(), self.units.isChecked())
        if not masking:
            raise UserError("请至少选一样换成星号的。", "digits")
        return MaskedCopy(masking, KINDS[self.kind.text()])

    def ask(self) -> MaskedCopy | None:
        """Return what was chosen; None where she thought better of it."""
        return self._chosen[-1] if self.run() else None

    def reject(self) -> None:
        """There is nothing here that could be lost."""
        super(DraftDialog, self).reject()


def _take(look: Look, chosen: list[MaskedCopy], copy: MaskedCopy) -> set[str]:
    chosen.append(copy)
    for name, is_hidden in asdict(copy.masking).items():
        look.keep_choice(f"{_KEPT}{name}", "1" if is_hidden else "0")
    look.keep_choice(f"{_KEPT}kind", next(kind for kind, ending in KINDS.items() if ending == copy.ending))
    return set()
