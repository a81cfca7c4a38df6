import pytest

from desktop_app.core.errors import UserError
from desktop_app.records import ledger as ledgers


@pytest.fixture
def moved(ledger):
    """The ledger's folder was moved while it is open; it is put back at the end."""
    away = ledger.with_name("拔走的U盘")
    ledger.rename(away)
    yield ledger
    if not ledger.exists():
        away.rename(ledger)


@pytest.mark.parametrize("act", [lambda: ledgers.back_up("手动备份"), ledgers.keep_safe, ledgers.close])
def test_a_folder_that_vanished_is_named(moved, act):
    with pytest.raises(UserError, match=f"{moved.name}.*不见了"):
        act()
