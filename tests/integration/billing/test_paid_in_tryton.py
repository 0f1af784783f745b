"""The whole way with a real ledger: dispatched to Tryton, paid there, asked for its news."""

from dataclasses import replace
from datetime import UTC, datetime

from agentline.domain.basis_state import BasisState
from agentline.domain.money import sek
from agentline.services.poll_ledger import poll_ledger
from tests.billing_fakes import TickingClock
from tests.integration.billing.house import House
from tests.integration.tryton.books import Tryton


def test_a_basis_is_posted_and_paid_in_tryton_and_our_limit_rises(
    house: House, tryton: Tryton, clock: TickingClock
) -> None:
    # GIVEN a basis closed by the limit, today, since Tryton books by its own calendar
    clock.now = datetime.now(UTC)
    office = replace(house, desk=replace(house.desk, ledger=tryton.ledger, ledger_kind="tryton"))
    caller = office.blocked_caller()
    reference = caller.reference()
    # WHEN it is dispatched
    dispatched = office.dispatch(reference)
    # THEN Tryton has posted one invoice over exactly what is payable
    assert dispatched.state is BasisState.DISPATCHED
    [posted] = tryton.books.invoices(reference, "number", "state", "total_amount")
    assert dispatched.posting is not None
    assert dispatched.posting.number == posted["number"]
    assert posted["state"] == "posted"
    assert sek(int(posted["total_amount"] * 100)) == dispatched.payable
    # WHEN it is paid there, and Tryton is asked for its news, twice
    tryton.books.pay(reference)
    assert poll_ledger(office.desk) == 1
    assert poll_ledger(office.desk) == 0
    office.run()
    # THEN the basis is paid, nothing blocks, and the limit rose by itself
    account = office.account(caller)
    assert office.basis(reference).state is BasisState.PAID
    assert (account.limit, account.unpaid, account.blocking_basis) == (sek(150_000), sek(0), None)
