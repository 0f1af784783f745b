"""From the closed basis to the raised limit, on the store."""

import pytest

from agentline.domain.basis_state import BasisState
from agentline.domain.money import sek
from agentline.services.sweep import sweep
from tests.integration.billing.house import House
from tests.integration.call_path.ringing import ring


@pytest.mark.usefixtures("own_table")
def test_a_paid_invoice_raises_the_limit_and_the_caller_is_let_in_again(house: House) -> None:
    caller = house.blocked_caller()
    assert ring(house.screening, caller.number).reason == "invoice_unpaid"
    dispatched = house.dispatch(caller.reference())
    assert (dispatched.state, dispatched.due) == (BasisState.DISPATCHED, sek(98_500))
    assert house.tell(caller.pays(98_500)) == ["985.00 SEK on basis 1"]
    account = house.account(caller)
    assert (account.limit, account.unpaid, account.blocking_basis) == (sek(150_000), sek(0), None)
    assert house.basis(caller.reference()).state is BasisState.PAID
    assert ring(house.screening, caller.number).verdict == "ADMIT"
    assert sweep(house.desk) == {}
