"""Asks for a cadre: a new one with the first posting, or what is kept of one. Homonyms are told apart at once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.core.collation import plain
from desktop_app.core.people import GENDERS, PARTY_STATUSES, STAFF_KINDS
from desktop_app.core.posting import POSTING_KINDS
from desktop_app.records import cadres
from desktop_app.records.cadres import CadreDraft, CadreRow, Namesake, PostingDraft
from desktop_app.ui import theme
from desktop_app.ui.dialogs.posting_dialog import PostingFields
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, OptionalDateField
from desktop_app.ui.theme import Role, Tone
from desktop_app.ui.workbench import Workbench


@dataclass(frozen=True)
class NewCadre:
    """A cadre with the first posting."""

    cadre: CadreDraft
    posting: PostingDraft
    namesake: Namesake | None = None


@dataclass(frozen=True)
class ChangedCadre:
    """What is kept of a cadre, with the distinction of whoever bears the same name."""

    cadre: CadreDraft
    namesake: Namesake | None = None


class CadreFields(QObject):
    """The fields of a cadre inside a form."""

    def __init__(self, form: DraftDialog[Any], given: CadreDraft, others: list[CadreRow]) -> None:
        super().__init__(form)
        self._others, self._given = others, given
        self.name, self.distinction = QLineEdit(given.name), QLineEdit(given.distinction)
        self.distinction.setPlaceholderText("同名时填写，如所在单位")
        self.homonyms = theme.label("", Role.NOTICE, Tone.WARN)
        self.homonyms.setWordWrap(True)
        self.namesake = QLineEdit()
        self.gender = ChoiceField(("", *GENDERS), given.gender, fixed=True)
        self.birth_month = QLineEdit(given.birth_month)
        self.birth_month.setPlaceholderText("如 1996-07")
        self.political_status = ChoiceField(("", *PARTY_STATUSES), given.political_status)
        self.party_joined_on = OptionalDateField(given.party_joined_on)
        self.staff_kind = ChoiceField(("", *STAFF_KINDS), given.staff_kind, fixed=True)
        self.joined_on = OptionalDateField(given.joined_on)
        self.remark = QLineEdit(given.remark)
        form.pair(("name", "姓名", self.name), ("distinction", "区分", self.distinction))
        form.wide(self.homonyms)
        form.field("namesake", "原来那位的区分", self.namesake)
        form.pair(("gender", "性别", self.gender), ("birth_month", "出生年月", self.birth_month))
        form.pair(
            ("political_status", "政治面貌", self.political_status),
            ("party_joined_on", "入党日期", self.party_joined_on),
        )
        form.pair(("staff_kind", "人员类别", self.staff_kind), ("joined_on", "入职日期", self.joined_on))
        form.field("remark", "备注", self.remark)
        self.name.textChanged.connect(self.show_homonyms)
        self.show_homonyms()

    def draft(self) -> CadreDraft:
        return CadreDraft(
            self.name.text().strip(),
            self.distinction.text().strip(),
            self.gender.text(),
            self.birth_month.text().strip(),
            self.political_status.text(),
            self.party_joined_on.day(),
            self.staff_kind.text(),
            self.joined_on.day(),
            self.remark.text().strip(),
        )

    def told_apart(self) -> Namesake | None:
        """Return the distinction given to the one who bears the name and has none."""
        bearer = self._bearer()
        return Namesake(bearer.id, self.namesake.text().strip()) if bearer else None

    @Slot()
    def show_homonyms(self) -> None:
        """Name those of the same name as soon as it is typed; the one without a distinction gets one as well."""
        same, bearer = self._same_name(), self._bearer()
        names = "、".join(row.full_name for row in same)
        self.homonyms.setText(f"已经有“{names}”，请{'给两人都' if bearer else ''}填写区分（如所在单位），以免弄混。")
        self.homonyms.setVisible(bool(same))
        form = self.parent()  # not kept: the form would hold itself
        if isinstance(form, DraftDialog):
            form.show_field("namesake", shown=bearer is not None)
        if bearer and not self.namesake.text():
            self.namesake.setText(bearer.unit or "")

    def _same_name(self) -> list[CadreRow]:
        name = plain(self.name.text())
        return [row for row in self._others if plain(row.name) == name]

    def _bearer(self) -> CadreRow | None:
        """Return who bears the name without a distinction; what was kept so already stays as it is."""
        name, given = plain(self.name.text()), self._given
        if (name, self.distinction.text().strip()) == (plain(given.name), given.distinction):
            return None
        return next((row for row in self._same_name() if not row.distinction), None)


class NewCadreDialog(DraftDialog[NewCadre]):
    def __init__(
        self,
        workbench: Workbench,
        posting: PostingDraft,
        save: Callable[[NewCadre], set[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workbench, "新增干部", save, parent)
        self.cadre = CadreFields(self, CadreDraft(""), cadres.listed())
        self.section("任职")
        self.posting = PostingFields(self, posting, POSTING_KINDS)
        self.cadre.name.setFocus()

    def draft(self) -> NewCadre:
        return NewCadre(self.cadre.draft(), self.posting.draft(), self.cadre.told_apart())


class CadreDialog(DraftDialog[ChangedCadre]):
    def __init__(
        self,
        workbench: Workbench,
        row: CadreRow,
        save: Callable[[ChangedCadre], set[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workbench, "修改干部", save, parent)
        others = [each for each in cadres.listed() if each.id != row.id]
        self.cadre = CadreFields(self, row.draft(), others)
        self.cadre.name.setFocus()

    def draft(self) -> ChangedCadre:
        return ChangedCadre(self.cadre.draft(), self.cadre.told_apart())
