"""The fields of a session in rows that its kind puts in order, and what was typed in them."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QToolButton, QWidget

from desktop_app.core.attendance import TALKS, Role
from desktop_app.core.errors import UserError
from desktop_app.core.session import FORMS, HELD, LEVELS, REGIONS, SessionState, talks_of, talks_text
from desktop_app.exchange.reading import cells
from desktop_app.records import cadres, categories, readings
from desktop_app.records.session_draft import SessionDraft
from desktop_app.records.session_parts import PartDraft
from desktop_app.ui.attachments_panel import AttachmentsPanel
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, ClockField, DateField, HundredthsField, OptionalDateField
from desktop_app.ui.form_rows import FormRows
from desktop_app.ui.outsiders_table import OutsidersTable
from desktop_app.ui.person_field import PersonField
from desktop_app.ui.theme import GAP
from desktop_app.ui.titles_field import TitlesField
from desktop_app.ui.topics_field import TopicsField
from desktop_app.ui.workbench import Workbench

UNHELD = (SessionState.DUE, SessionState.PLANNED, SessionState.OFF)
LINES = ("title", "number", "organiser", "notice_number", "recorder", "reason")


class SessionForm(DraftDialog[SessionDraft]):
    """A form with every field of a session; which of them are seen is up to whoever makes it a dialog."""

    def __init__(
        self,
        workbench: Workbench,
        given: SessionDraft,
        save: Callable[[SessionDraft], set[str]],
        parent: QWidget | None = None,
        *,
        session_id: int | None = None,
    ) -> None:
        super().__init__(workbench, "新增活动" if session_id is None else "修改活动", save, parent)
        self._given = given
        self._rows = FormRows(self._form)
        self.files = AttachmentsPanel(workbench, "session", session_id)
        self._make_fields()
        self._make_people()
        self._place_always()
        self._place_groups()
        self._place_last()

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
            reason=self._text("reason") if state is SessionState.OFF else self._reason_of_moving(),
            parts=tuple(part for role in Role for part in self._parts(role)),
            outsiders=self.outsiders.value(),
            pass_mark=self.pass_mark.value(),
            report_due_on=self.report_due_on.day(),
            report_handed_in_on=self.report_handed_in_on.day(),
            first_topics=self.topics.drafts(),
            files=self.files.pending(),
            **{name: self._text(name) for name in ("title", "number", "place", "form", "region", "organiser")},
            **{name: self._text(name) for name in ("level", "notice_number", "recorder")},
        )

    # Building

    def _reason_of_moving(self) -> str:
        """Return why it was put off (推迟), which stays; why it was not held goes once it is held."""
        return "" if self._given.state is SessionState.OFF else self._given.reason

    def _make_fields(self) -> None:
        given = self._given
        self._kinds = [row for row in categories.listed() if not row.retired or row.id == given.category_id]
        chosen = next((row.name for row in self._kinds if row.id == given.category_id), "")
        self.category = ChoiceField([row.name for row in self._kinds], chosen, fixed=True)
        self.held_on = DateField(given.held_on)
        self.planned_on = OptionalDateField(given.planned_on)
        self.report_due_on = OptionalDateField(given.report_due_on)
        self.report_handed_in_on = OptionalDateField(given.report_handed_in_on)
        self.start, self.end = ClockField(given.start), ClockField(given.end)
        self.hours, self.days = HundredthsField("学时", given.hours), HundredthsField("天数", given.days)
        self.pass_mark = HundredthsField("合格线", given.pass_mark, optional=True)
        self.pass_mark.setPlaceholderText("如 60，可不填")
        states = [given.state] if given.state in HELD else list(dict.fromkeys((given.state, *UNHELD)))
        self.state = ChoiceField([str(state) for state in states], given.state, fixed=True)
        places = [row.place for row in self._kinds if row.place]
        self.fields: dict[str, QWidget] = {
            "place": ChoiceField(list(dict.fromkeys(places)), given.place),
            "form": ChoiceField(FORMS, given.form),
            "region": ChoiceField(("", *REGIONS), given.region, fixed=True),
            "level": ChoiceField(("", *LEVELS), given.level, fixed=True),
            "start": self.start, "end": self.end, "hours": self.hours, "days": self.days,
        }  # fmt: skip
        for name in LINES:
            self.fields[name] = QLineEdit(getattr(given, name))
        self.readings = TitlesField(given.readings, 2, "一行一篇，或《甲》、《乙》")
        self.texts: dict[str, QPlainTextEdit] = {
            "readings": self.readings,
            "films": _text_field("\n".join(given.films), 2, "一行一部，或《甲》、《乙》"),
            "agenda": _text_field(given.agenda, 2),
            "content": _text_field(given.content, 2),
        }
        self.topics = TopicsField(given.first_topics)
        self.outsiders = OutsidersTable(given.outsiders)

    def _make_people(self) -> None:
        self.people = {role: PersonField((), several=True) for role in Role}
        self.talks = {role: QLineEdit() for role in TALKS}
        self._offer_for_day()
        for role, field in self.people.items():
            parts = [part for part in self._given.parts if part.role is role]
            field.set_ids([part.cadre_id for part in parts])
            if role in TALKS and parts:
                self.talks[role].setText(talks_text([part.title for part in parts]))
        for field in self.talks.values():
            field.setPlaceholderText("几个人各讲一题的，按顺序用；隔开")

    def _place_always(self) -> None:
        self._group_of: dict[str, str] = {}
        self._pair("kind", ("category_id", "类型", self.category), ("held_on", "日期", self.held_on))
        self._wide("title", ("title", "题目", self.fields["title"]))
        self._pair("times", ("start", "开始", self.start), ("end", "结束", self.end))
        self._pair("length", ("hours", "学时", self.hours), ("days", "天数", self.days))
        self._pair("place", ("place", "地点", self.fields["place"]), self._person(Role.HOST))

    def _place_groups(self) -> None:
        """Add the groups that a kind may ask for first."""
        fields, texts = self.fields, self.texts
        self._wide("topics", ("first_topics", "第一议题", self.topics))
        self._pair("lead", self._person(Role.LEAD_READER), ("recorder", "记录人", fields["recorder"]))
        self._pair("lecture", self._person(Role.LECTURER), self._talk(Role.LECTURER))
        self._pair("talk", self._person(Role.PREACHER), self._talk(Role.PREACHER))
        self._wide("readings", ("readings", "学习篇目", texts["readings"]))
        self._wide("films", ("films", "片名", texts["films"]))
        self._wide("speakers", self._person(Role.SPEAKER))
        self._wide("exchange", self._person(Role.EXCHANGE))
        self._pair("form", ("form", "形式", fields["form"]), ("region", "区域", fields["region"]))
        self._pair("organiser", ("organiser", "主办单位", fields["organiser"]), ("level", "主办层级", fields["level"]))
        notice = ("notice_number", "通知文号", fields["notice_number"])
        self._pair("notice", notice, ("number", "编号", fields["number"]))
        self._pair(
            "report", ("report_due_on", "成果报告期限", self.report_due_on),
            ("report_handed_in_on", "已于何日提交", self.report_handed_in_on),
        )  # fmt: skip
        self._half("exam", ("pass_mark", "合格线", self.pass_mark))
        self._wide("outsiders", ("outsiders", "外单位", self.outsiders))

    def _place_last(self) -> None:
        """Add what no kind asks for first, the files, and the button that shows what is folded away."""
        self._half("planned", ("planned_on", "计划日期", self.planned_on))
        self._pair("minutes", ("agenda", "议程", self.texts["agenda"]), ("content", "内容", self.texts["content"]))
        self._pair("state", ("state", "状态", self.state), ("reason", "不举行事由", self.fields["reason"]))
        self._wide("files", ("files", "附件", self.files))
        self.more = QToolButton()
        self.more.setText("更多")
        self.more.setToolTip("显示或收起不常填的内容")
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setCheckable(True)
        self.more.setAutoRaise(True)
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.wide(self.more)
        self._rows.name("more")

    def _wide(self, group: str, what: tuple[str, str, QWidget]) -> None:
        self.field(*what)
        self._name(group, what)

    def _half(self, group: str, what: tuple[str, str, QWidget]) -> None:
        self._place(self._form.rowCount(), 0, 1, what)
        self._name(group, what)

    def _pair(self, group: str, left: tuple[str, str, QWidget], right: tuple[str, str, QWidget]) -> None:
        self.pair(left, right)
        self._name(group, left, right)

    def _name(self, group: str, *fields: tuple[str, str, QWidget]) -> None:
        self._rows.name(group)
        self._group_of |= {field[0]: group for field in fields}

    def _person(self, role: Role) -> tuple[str, str, QWidget]:
        return f"part_{role.name.lower()}", str(role), self.people[role]

    def _talk(self, role: Role) -> tuple[str, str, QWidget]:
        return f"talk_{role.name.lower()}", "讲题", self.talks[role]

    def _parts(self, role: Role) -> list[PartDraft]:
        """Return who has the role; UserError where the titles of talks do not fit their number."""
        ids = self.people[role].ids()
        titles = talks_of(self.talks[role].text(), len(ids)) if role in TALKS else ("",) * len(ids)
        if titles is None:
            said = f"讲题的个数与{role}的{len(ids)}人不一致，请写一个，或按顺序每人一个，中间用；隔开。"
            raise UserError(said if ids else f"写了讲题，请填写{role}的人。", f"talk_{role.name.lower()}")
        return [PartDraft(role, id_, title) for id_, title in zip(ids, titles, strict=True)]

    def _offer_for_day(self) -> None:
        """Offer those in post on the day, whoever has a part in this session all the same, and the year's readings."""
        day = self.held_on.known()
        had_part = {part.cadre_id for part in self._given.parts}
        people = [row for row in cadres.listed(day) if row.is_in_post or row.id in had_part]
        for field in self.people.values():
            field.set_people(people)
        self.readings.set_known(readings.titles(day.year))

    def _category_id(self) -> int:
        return next(row.id for row in self._kinds if row.name == self.category.text())

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


def _text_field(text: str, lines: int, placeholder: str = "") -> QPlainTextEdit:
    field = QPlainTextEdit(text)
    field.setPlaceholderText(placeholder)
    field.setTabChangesFocus(True)
    field.setFixedHeight(field.fontMetrics().lineSpacing() * lines + 3 * GAP)
    return field
