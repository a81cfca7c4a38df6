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
    "words_to_a_page": "手写每页字数",
    "sample": "示例数据",
}


@dataclass(frozen=True)
class Settings:
    """What the office is called and how it counts.

    `recipient`: whom the report is addressed to (主送机关); `clerk` and `reviewer` sign the tally.
    """

    office: str = ""
    recipient: str = ""
    clerk: str = ""
    reviewer: str = ""
    denominator: str = Denominator.END
    words_to_a_page: str = "400"
    """What a page written by hand is taken for (手写估算); a whole number as typed."""
    sample: str = ""
    """Not empty while the ledger holds the sample year, which every page then says."""


def current() -> Settings:
    known = {field.name for field in fields(Settings)}
    return Settings(
        **{name: value for name, value in Setting.select(Setting.name, Setting.value).tuples() if name in known}
    )


def change(settings: Settings) -> set[str]:
    if settings.denominator not in list(Denominator):
        known = "、".join(Denominator)
        raise UserError(f"人均的分母“{settings.denominator}”不认识，请用：{known}。", "denominator")
    if not settings.words_to_a_page.isdecimal() or int(settings.words_to_a_page) == 0:
        raise UserError(f"手写每页字数“{settings.words_to_a_page}”不是大于零的整数。", "words_to_a_page")
    before = current()
    names = [name for name in vars(settings) if getattr(settings, name) != getattr(before, name)]
    with journal.step(f"修改设置：{'、'.join(TITLES[name] for name in names)}") as changed:
        for name in names:
            value = getattr(settings, name)
            if not Setting.update(value=value).where(Setting.name == name).execute():
                Setting.create(name=name, value=value)
    return changed
