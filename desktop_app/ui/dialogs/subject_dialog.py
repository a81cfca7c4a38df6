"""Asks for a subject (统计项): what it counts under which conditions. What that gives is shown while choosing."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop_app.core.attendance import Role as PartRole
from desktop_app.core.people import LEADERSHIP
from desktop_app.core.period import Period
from desktop_app.core.plan import PARTS
from desktop_app.core.review import NOTE_KINDS
from desktop_app.core.scope import Scope
from desktop_app.core.session import FORMS, LEVELS, REGIONS
from desktop_app.core.subject import Filter, SubjectKind
from desktop_app.metrics import register
from desktop_app.metrics.subjects import SubjectOf
from desktop_app.records import categories, month_grid, notes, session_list
from desktop_app.records.subjects import SubjectDraft
from desktop_app.ui import theme
from desktop_app.ui.chips import Chips
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField
from desktop_app.ui.theme import GAP, Role, Tone
from desktop_app.ui.workbench import Workbench

MAIN = {
    SubjectKind.SESSIONS: "次数",
    SubjectKind.PARTS: "人次",
    SubjectKind.NOTES: "篇数",
    SubjectKind.PLAN: "计划数",
    SubjectKind.ROSTER: "人数",
    SubjectKind.EDUCATION: "人数",
    SubjectKind.LAW_EXAMS: "报考人数",
    SubjectKind.PROBLEMS: "问题数",
    SubjectKind.READINGS: "篇目数",
    SubjectKind.DUTIES: "达标人数",
}
"""The measure that is looked at first."""
WORDS = {
    SubjectKind.SESSIONS: "次",
    SubjectKind.PARTS: "人次",
    SubjectKind.NOTES: "篇",
    SubjectKind.PLAN: "项",
    SubjectKind.ROSTER: "人",
    SubjectKind.EDUCATION: "人",
    SubjectKind.LAW_EXAMS: "人",
    SubjectKind.PROBLEMS: "个",
    SubjectKind.READINGS: "篇",
    SubjectKind.DUTIES: "人",
}
"""The usual measure word."""
PAUSE_MS = 150
OF_SESSIONS = ("categories", "forms", "regions", "levels", "title_has", "role", "leadership", "not_leadership", "duty",
               "first_topic")  # fmt: skip
CONDITIONS: dict[SubjectKind, Sequence[str]] = {
    SubjectKind.SESSIONS: OF_SESSIONS,
    SubjectKind.PARTS: OF_SESSIONS,
    SubjectKind.NOTES: ("note_kinds", "title_has"),
    SubjectKind.PLAN: ("plan_parts",),
    SubjectKind.EDUCATION: ("title_has",),
    SubjectKind.LAW_EXAMS: ("title_has",),
    SubjectKind.PROBLEMS: ("title_has",),
    SubjectKind.READINGS: ("title_has",),
    SubjectKind.ROSTER: (),
    SubjectKind.DUTIES: (),
}
"""Which conditions a kind of subject knows."""


class SubjectDialog(DraftDialog[SubjectDraft]):
    """A subject as typed. The name and kind of a built-in one are fixed: the templates ask for it by name."""

    def __init__(
        self,
        workbench: Workbench,
        given: SubjectDraft,
        save: Callable[[SubjectDraft], set[str]],
        parent: QWidget | None = None,
        *,
        built_in: bool = False,
    ) -> None:
        super().__init__(workbench, "修改统计项" if given.name else "新增统计项", save, parent)
        self._given = given
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._uids = {row.name: row.uid for row in categories.listed()}
        self._add_names(given, built_in=built_in)
        self._add_conditions(given.filter)
        self._add_result()
        self._show_conditions()
        self._connect()
        self.show_result()
        self.name.setFocus()

    def draft(self) -> SubjectDraft:
        return SubjectDraft(
            self.name.text().strip(),
            SubjectKind(self.kind.text()),
            self.measure_word.text(),
            self.conditions(),
            self.retired.isChecked(),
        )

    def conditions(self) -> Filter:
        """Return the conditions that the chosen kind knows."""
        chosen = {
            "categories": tuple(self._uids.get(name, name) for name in self.categories.chosen()),
            "forms": self.forms.chosen(),
            "regions": self.regions.chosen(),
            "levels": self.levels.chosen(),
            "title_has": self.title_has.text().strip(),
            "role": self.role.text(),
            "leadership": self.leadership.chosen(),
            "not_leadership": self.not_leadership.chosen(),
            "duty": self.duty.isChecked(),
            "first_topic": self.first_topic.isChecked(),
            "note_kinds": self.note_kinds.chosen(),
            "plan_parts": self.plan_parts.chosen(),
        }
        return replace(Filter(), **{name: chosen[name] for name in CONDITIONS[SubjectKind(self.kind.text())]})

    def done(self, result: int) -> None:
        self._pause.stop()
        super().done(result)

    @Slot()
    def show_result(self) -> None:
        """Count what is chosen as if it were kept."""
        self._pause.stop()
        draft = self.draft()
        if draft.kind is SubjectKind.PARTS and not draft.filter.role:
            self.result_text.setText("—")
            self.evidence.setText("请选择要统计的角色。")
            return
        period = Period.year(int(self.year.text().removesuffix("年")))
        subject = SubjectOf(0, draft.name, draft.kind, draft.measure_word, draft.filter, draft.retired)
        figure = register.preview(subject, MAIN[draft.kind], Scope(period))
        self.result_text.setText(figure.text)
        self.evidence.setText(f"{figure.measure}，依据{figure.records}条记录")

    def _add_names(self, given: SubjectDraft, *, built_in: bool) -> None:
        kinds = [kind for kind in SubjectKind if CONDITIONS[kind] or kind is given.kind]
        self.name = QLineEdit(given.name)
        self.kind = ChoiceField(kinds, given.kind, fixed=True)
        self.measure_word = ChoiceField(("次", "场", "期", "部", "节", "篇", "人次", "项"), given.measure_word)
        self.retired = QCheckBox("停用（不再出现在表里，旧报告仍能取数）")
        self.retired.setChecked(given.retired)
        self.field("name", "名称", self.name)
        self.pair(("kind", "统计什么", self.kind), ("measure_word", "量词", self.measure_word))
        self.wide(self.retired)
        for field in (self.name, self.kind):
            field.setEnabled(not built_in)
        if built_in:
            self.wide(theme.label("内置统计项的名称和种类不能改，报告模板要用名称取数。", tone=Tone.QUIET))

    def _add_conditions(self, given: Filter) -> None:
        names = {uid: name for name, uid in self._uids.items()}
        self.categories = Chips(list(self._uids), [names.get(uid, uid) for uid in given.categories], columns=5)
        self.forms = Chips(FORMS, given.forms, columns=7)
        self.regions = Chips(REGIONS, given.regions, columns=5)
        self.levels = Chips(LEVELS, given.levels, columns=5)
        self.title_has = QLineEdit(given.title_has)
        self.role = ChoiceField(("", *PartRole), given.role, fixed=True)
        self.leadership = Chips(LEADERSHIP, given.leadership)
        self.not_leadership = Chips(LEADERSHIP, given.not_leadership)
        self.duty = QCheckBox("只算计入年度学时的类型")
        self.duty.setChecked(given.duty)
        self.first_topic = QCheckBox("只算有第一议题的活动")
        self.first_topic.setChecked(given.first_topic)
        self.note_kinds = Chips(list(dict.fromkeys((*NOTE_KINDS, *notes.kinds()))), given.note_kinds, columns=5)
        self.plan_parts = Chips(PARTS, given.plan_parts, columns=4)
        self.section("条件（不选的不限）")
        self.field("categories", "活动类型", self.categories)
        self.field("note_kinds", "类别", self.note_kinds)
        self.field("plan_parts", "计划部分", self.plan_parts)
        self.field("forms", "形式", self.forms)
        self.field("regions", "区域", self.regions)
        self.field("levels", "主办层级", self.levels)
        self.pair(("title_has", "题目含", self.title_has), ("role", "有角色", self.role))
        self.field("leadership", "其领导身份有", self.leadership)
        self.field("not_leadership", "且没有", self.not_leadership)
        self.pair(("duty", "", self.duty), ("first_topic", "", self.first_topic))

    def _add_result(self) -> None:
        years = sorted({*session_list.years(), *notes.years()}, reverse=True)
        kept = self.workbench.look.choice("subject.year")
        self.year = ChoiceField([f"{year}年" for year in years], f"{month_grid.latest().year}年", fixed=True)
        if self.year.findText(kept) >= 0:
            self.year.set_text(kept)
        self.year.setAccessibleName("试算年份")
        self.result_text = theme.label("", Role.FIGURE, Tone.ACCENT)
        self.evidence = theme.label("", tone=Tone.QUIET)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GAP)
        for widget in (self.year, self.result_text, self.evidence):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.section("按上面的条件现在是")
        self.wide(row)

    def _connect(self) -> None:
        self._pause.timeout.connect(self.show_result)
        self.kind.currentIndexChanged.connect(self._on_kind)
        for box in (self.role, self.measure_word):
            box.currentTextChanged.connect(self._on_typed)
        self.year.currentTextChanged.connect(self._on_year)
        self.title_has.textChanged.connect(self._on_typed)
        for box in (self.duty, self.first_topic):
            box.toggled.connect(self._on_typed)
        for chips in (
            self.categories, self.forms, self.regions, self.levels, self.leadership, self.not_leadership,
            self.note_kinds, self.plan_parts,
        ):  # fmt: skip
            chips.changed.connect(self._on_typed)

    def _show_conditions(self) -> None:
        known = CONDITIONS[SubjectKind(self.kind.text())]
        labels = {label.buddy(): label for label in self.findChildren(QLabel) if label.buddy()}
        for name in {name for names in CONDITIONS.values() for name in names}:
            field: QWidget = getattr(self, name)
            field.setVisible(name in known)
            labels[field].setVisible(name in known)

    @Slot()
    def _on_kind(self) -> None:
        self.measure_word.set_text(WORDS[SubjectKind(self.kind.text())])
        self._show_conditions()
        self.show_result()

    @Slot()
    def _on_typed(self) -> None:
        self._pause.start()

    @Slot()
    def _on_year(self) -> None:
        self.workbench.look.keep_choice("subject.year", self.year.text())
        self.show_result()
