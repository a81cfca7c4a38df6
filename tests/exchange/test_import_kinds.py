import pytest

from desktop_app.exchange.import_kinds import WAYS
from desktop_app.records.ledger import RESOURCES


@pytest.fixture(scope="module")
def told():
    """The chapter of the manual on importing."""
    manual = (RESOURCES / "manual" / "使用说明.md").read_text(encoding="utf-8")
    return manual.partition("\n## 导入\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("kind", WAYS)
def test_the_manual_names_every_table_with_the_headings_it_must_have(told, kind):
    (line,) = [line for line in told.splitlines() if line.startswith(f"- {kind}：")]
    for layout in WAYS[kind].layouts:
        assert "、".join(column.name for column in layout.columns if column.required) in line
