"""One session as typed: what is usual comes first, the rest is folded under 更多."""

import re
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QToolButton, QWidget

from desktop_app.core.attendance import Role
from desktop_app.core.errors import UserError
from desktop_app.core.number import shown
from desktop_app.core.session import FORMS, HELD, LEVELS, REGIONS, SessionState, hours_between
from desktop_app.exchange.reading import cells
from desktop_app.records import cadres, categories, sessions
from desktop_app.records.sessions import SessionDraft
from desktop_app.ui import theme
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, ClockField, DateField, HundredthsField, OptionalDateField
from desktop_app.ui.person_field import PersonField
from desktop_app.ui.theme import GAP, Tone
from desktop_app.ui.workbench import Workbench

WIDTH = 48
"""Of the title, in characters; two fields stand side by side under it."""
OPEN, FOLDED = "open", "folded"
UNHELD = (SessionState.DUE, SessionState.PLANNED, SessionState.OFF)
REFILLED = ("title", "place", "start", "end", "hours", "days", "form", "region", "organiser", "level")
"""What another kind or day fills anew, as long as it was not changed by hand."""
_OUTSIDERS = re.compile(r"^(.*?)[\s:：]*(\d+)\s*人?$")


class SessionDialog(DraftDialog[SessionDraft]):
    """`given` is what the fields begin with; of a new session they follow its kind until they are typed in."""

    def __init__(
        self,
        workbench: Workbench,
        given: SessionDraft,
        save: Callable[[SessionDraft], set[str]],
        parent: QWidget | None = None,
        *,
        is_new: bool = False,
    ) -> None:
        super().__init__(workbench, "新增活动" if is_new else "修改活动", save, parent)
        self._given, self._is_new = given, is_new
        self._usual = sessions.fresh(given.category_id, given.held_on) if is_new else given
        self._make_fields()
        self._make_people()
        self._place_usual()
        self._place_rest()
        self._filled_hours = self.hours.text() if is_new or self._hours_follow() else None
        self.category.currentIndexChanged.connect(self._on_kind)
        self.held_on.day_changed.connect(self._on_day)
        self.start.editingFinished.connect(self._suggest_hours)
        self.end.editingFinished.connect(self._suggest_hours)
        self.state.currentIndexChanged.connect(self._on_state)
        self._on_state()
        if given.state is SessionState.LOCKED:
            self._show_locked()
        self.fields["title"].setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * WIDTH)
        self.fields["title"].setFocus()

    def draft(self) -> SessionDraft:
        state = SessionState(self.state.text())
        return replace(
            self._given,
            category_id=self._category_id(),
            held_on=self.held_on.day(),
            planned_on=self.planned_on.day(),
            start=self.start.clock(),
            end=self.end.clock(),
            hours=self.hours.value() or 0,
            days=self.days.value() or 0,
            readings=cells.titles(self.texts["readings"].toPlainText()),
            films=cells.titles(self.texts["films"].toPlainText()),
            agenda=self.texts["agenda"].toPlainText().strip(),
            content=self.texts["content"].toPlainText().strip(),
            state=state,
            reason=self._text("reason") if state is SessionState.OFF else "",
            parts=tuple((role, id_) for role, field in self.people.items() for id_ in field.ids()),
            outsiders=_outsiders(self.texts["outsiders"].toPlainText()),
            **{name: self._text(name) for name in ("title", "number", "place", "form", "region", "organiser")},
            **{name: self._text(name) for name in ("level", "notice_number", "recorder")},
        )

    def show_problem(self, error: UserError) -> None:
        if error.field in self._rest:
            self.more.setChecked(True)
        super().show_problem(error)

    # Building

    def _make_fields(self) -> None:
        given = self._given
        kinds = [row for row in categories.listed() if not row.retired or row.id == given.category_id]
        self._ids = {row.name: row.id for row in kinds}
        chosen = next((row.name for row in kinds if row.id == given.category_id), "")
        self.category = ChoiceField(list(self._ids), chosen, fixed=True)
        self.held_on = DateField(given.held_on)
        self.planned_on = OptionalDateField(given.planned_on)
        self.start, self.end = ClockField(given.start), ClockField(given.end)
        self.hours, self.days = HundredthsField("学时", given.hours), HundredthsField("天数", given.days)
        states = [given.state] if given.state in HELD else list(UNHELD)
        self.state = ChoiceField([str(state) for state in states], given.state, fixed=True)
        places = [row.place for row in kinds if row.place]
        self.fields: dict[str, QWidget] = {
            "place": ChoiceField(list(dict.fromkeys(places)), given.place),
            "form": ChoiceField(FORMS, given.form),
            "region": ChoiceField(("", *REGIONS), given.region, fixed=True),
            "level": ChoiceField(("", *LEVELS), given.level, fixed=True),
            "start": self.start, "end": self.end, "hours": self.hours, "days": self.days,
        }  # fmt: skip
        for name in ("title", "number", "organiser", "notice_number", "recorder", "reason"):
            self.fields[name] = QLineEdit(getattr(given, name))
        self.texts = {
            "readings": _text_field("\n".join(given.readings), 2, "一行一篇，或《甲》、《乙》"),
            "films": _text_field("\n".join(given.films), 2, "一行一部，或《甲》、《乙》"),
            "agenda": _text_field(given.agenda, 2),
            "content": _text_field(given.content, 2),
            "outsiders": _text_field("\n".join(f"{unit}：{number}" for unit, number in given.outsiders), 2,
                                     "一行一个：单位：人数"),
        }  # fmt: skip

    def _make_people(self) -> None:
        self.people = {role: PersonField((), several=True) for role in Role}
        self._offer_people()
        for role, field in self.people.items():
            field.set_ids([id_ for part, id_ in self._given.parts if part is role])

    def _place_usual(self) -> None:
        self.pair(("category_id", "类型", self.category), ("held_on", "日期", self.held_on))
        self.field("title", "题目", self.fields["title"])
        self.pair(("start", "开始", self.start), ("end", "结束", self.end))
        self.pair(("hours", "学时", self.hours), ("days", "天数", self.days))
        self.pair(("place", "地点", self.fields["place"]), self._person(Role.HOST))
        self.pair(self._person(Role.LEAD_READER), self._person(Role.LECTURER))
        self.field(*self._person(Role.SPEAKER))
        self.pair(("readings", "学习篇目", self.texts["readings"]), ("films", "片名", self.texts["films"]))

    def _place_rest(self) -> None:
        """Add the fields that are seldom typed, under a button that shows or hides them."""
        self.more = QToolButton()
        self.more.setText("更多：编号、主办、外单位、议程、状态……")
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setCheckable(True)
        self.more.setAutoRaise(True)
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.wide(self.more)
        row, usual = self._form.rowCount(), set(self._widgets)
        fields, texts = self.fields, self.texts
        self.pair(("number", "编号", fields["number"]), ("planned_on", "计划日期", self.planned_on))
        self.pair(("form", "形式", fields["form"]), ("region", "区域", fields["region"]))
        self.pair(("organiser", "主办单位", fields["organiser"]), ("level", "主办层级", fields["level"]))
        self.pair(("notice_number", "通知文号", fields["notice_number"]), ("recorder", "记录人", fields["recorder"]))
        self.pair(self._person(Role.PREACHER), self._person(Role.EXCHANGE))
        self.field("outsiders", "外单位", texts["outsiders"])
        self.pair(("agenda", "议程", texts["agenda"]), ("content", "内容", texts["content"]))
        self.pair(("state", "状态", self.state), ("reason", "不举行事由", fields["reason"]))
        self._rest = set(self._widgets) - usual
        self._folded = [widget for widget in self._widgets_from(row) if widget not in self._problems.values()]
        self.more.toggled.connect(self._on_more)
        self.more.setChecked(self.workbench.look.choice("session.more") == OPEN)
        self._on_more(self.more.isChecked())

    def _widgets_from(self, first_row: int) -> list[QWidget]:
        """Return the labels and fields of the form from a row on."""
        found: list[QWidget] = []
        for number in range(self._form.count()):
            position: tuple[int, int, int, int] = self._form.getItemPosition(number)  # type: ignore[assignment]
            item = self._form.itemAt(number)
            if position[0] >= first_row and item:
                first = box.itemAt(0) if (box := item.layout()) else item
                widget = first.widget() if first else None
                found += [widget] if widget else []
        return found

    def _person(self, role: Role) -> tuple[str, str, QWidget]:
        return f"part_{role.name.lower()}", str(role), self.people[role]

    def _show_locked(self) -> None:
        self.setWindowTitle("查看活动（已锁定）")
        self.problem.setText("本场已锁定，只能查看；要修改请先解锁。")
        theme.set_tone(self.problem, Tone.QUIET)
        self.problem.show()
        self.save_button.setEnabled(False)

    # Following what is chosen

    @Slot()
    def _on_kind(self) -> None:
        self._refill()

    @Slot()
    def _on_day(self) -> None:
        self._offer_people()
        self._refill()

    def _refill(self) -> None:
        """Fill what is usual for the kind and day into the fields that nobody changed."""
        if not self._is_new:
            return
        usual = sessions.fresh(self._category_id(), self.held_on.known())
        for name in REFILLED:
            if self._text(name) == _displayed(self._usual, name):
                self._put(name, _displayed(usual, name))
        self._usual = usual
        if self.hours.text() == _displayed(usual, "hours"):
            self._filled_hours = self.hours.text()

    @Slot()
    def _suggest_hours(self) -> None:
        """Take the hours from the times, unless they were typed."""
        hours = hours_between(self.start.clock(), self.end.clock())
        if hours is not None and self.hours.text() == self._filled_hours:
            self._filled_hours = shown(hours)
            self.hours.setText(self._filled_hours)

    def _hours_follow(self) -> bool:
        """Whether the hours of a session entered before are those of its times."""
        return hours_between(self._given.start, self._given.end) == self._given.hours

    @Slot()
    def _on_state(self) -> None:
        self.fields["reason"].setEnabled(self.state.text() == SessionState.OFF)

    @Slot(bool)
    def _on_more(self, opened: bool) -> None:
        self.more.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        for widget in self._folded:
            widget.setVisible(opened)
        for name in self._rest:
            self._problems[name].setVisible(opened and bool(self._problems[name].text()))
        self.workbench.look.keep_choice("session.more", OPEN if opened else FOLDED)
        if self.isVisible():
            self._grow()

    def _offer_people(self) -> None:
        """Offer those in post on the day, and whoever has a part in this session all the same."""
        had_part = {id_ for _, id_ in self._given.parts}
        people = [row for row in cadres.listed(self.held_on.known()) if row.is_in_post or row.id in had_part]
        for field in self.people.values():
            field.set_people(people)

    def _category_id(self) -> int:
        return self._ids[self.category.text()]

    def _text(self, name: str) -> str:
        field = self.fields[name]
        return field.currentText().strip() if isinstance(field, QComboBox) else _line(field).text().strip()

    def _put(self, name: str, text: str) -> None:
        field = self.fields[name]
        if isinstance(field, ChoiceField):
            field.set_text(text)
        else:
            _line(field).setText(text)


def _line(field: QWidget) -> QLineEdit:
    assert isinstance(field, QLineEdit)
    return field


def _displayed(draft: SessionDraft, name: str) -> str:
    value = getattr(draft, name)
    return shown(value) if isinstance(value, int) else str(value)


def _text_field(text: str, lines: int, placeholder: str = "") -> QPlainTextEdit:
    field = QPlainTextEdit(text)
    field.setPlaceholderText(placeholder)
    field.setTabChangesFocus(True)
    field.setFixedHeight(field.fontMetrics().lineSpacing() * lines + 3 * GAP)
    return field


def _outsiders(text: str) -> tuple[tuple[str, int], ...]:
    """Read lines of 单位：人数; UserError for a line without a number or a unit named twice."""
    found: dict[str, int] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        parts = _OUTSIDERS.match(line)
        if parts is None:
            raise UserError(f"外单位“{line}”没有人数，请写成 单位：人数，一行一个。", "outsiders")
        if parts[1] in found:
            raise UserError(f"外单位“{parts[1]}”写了两次，请合并成一行。", "outsiders")
        found[parts[1]] = int(parts[2])
    return tuple(found.items())
