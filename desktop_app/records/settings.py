"""What is said once of the office: it stands on outputs and decides how figures are divided. Kept in the database."""

from dataclasses import dataclass, fields

from desktop_app.core.errors import UserError
from desktop_app.core.scope import Denominator
from desktop_app.store import journal
from desktop_app.store.models import Setting

TITLES = {
    "office": "单位名称",
    "recipient": "主送机关",
    "clerk": "填表人",
    "reviewer": "审核人",
    "denominator": "人均的分母",
    "duty_hours": "年度应达学时",
    "duty_days": "或年度应达天数",
    "sample": "示例数据",
}


@dataclass(frozen=True)
class Settings:
    """What the office is called and how it counts.

    `recipient`: whom the report is addressed to (主送机关); `clerk` and `reviewer` sign the tally; `duty_hours` or
    `duty_days` a year is the duty of a cadre (科级及以下), whichever is met; whole numbers as typed.
    """

    office: str = ""
    recipient: str = ""
    clerk: str = ""
    reviewer: str = ""
    denominator: str = Denominator.END
    duty_hours: str = "90"
    duty_days: str = "12"
    sample: str = ""
    """Not empty while the ledger holds the sample year, which every page then says."""


def current() -> Settings:
    known = {field.name for field in fields(Settings)}
    return Settings(
        **{name: value for name, value in Setting.select(Setting.name, Setting.value).tuples() if name in known}
    )


def change(settings: Settings) -> set[str]:
    for name in ("duty_hours", "duty_days"):
        if not getattr(settings, name).isdecimal():
            raise UserError(f"{TITLES[name]}“{getattr(settings, name)}”不是整数。", name)
    if settings.denominator not in list(Denominator):
        known = "、".join(Denominator)
        raise UserError(f"人均的分母“{settings.denominator}”不认识，请用：{known}。", "denominator")
    before = current()
    names = [name for name in vars(settings) if getattr(settings, name) != getattr(before, name)]
    with journal.step(f"修改设置：{'、'.join(TITLES[name] for name in names)}") as changed:
        for name in names:
            value = getattr(settings, name)
            if not Setting.update(value=value).where(Setting.name == name).execute():
                Setting.create(name=name, value=value)
    return changed
