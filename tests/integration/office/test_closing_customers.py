"""Customers closed and reopened over the staff API, on the store."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import batched

from agentline.adapters.dynamodb.register import TableRegister
from agentline.domain.blocking import BlockTerms
from agentline.domain.customer import BlockReason
from agentline.domain.customer_file import CustomerInUseError
from agentline.domain.screening import Standing
from agentline.domain.staff import Role
from agentline.services.care_desk import CareDesk
from agentline.services.change_customer import close
from tests.integration.billing.house import House
from tests.integration.call_path.ringing import ring
from tests.integration.office.customers import (
    BY,
    REASON,
    trail,
)
from tests.reception import Reception


def test_a_closed_customer_is_refused_until_reopened(house: House, office: Reception) -> None:
    caller = house.register()
    path = f"/customers/{caller.customer}"
    tag = office.ask("GET", path).tag
    body = {"kind": "own_request", "note": "moves abroad", **REASON}
    closed = office.ask("POST", f"{path}/closing", body, version=tag, role=Role.SUPPORT)
    assert (closed.status, closed.json["status"]) == (200, "closed")
    assert ring(house.screening, caller.number).reason == "blocked_own_request"
    again = office.ask("POST", f"{path}/closing", body, version=closed.tag)
    assert (again.status, again.code) == (409, "customer_state")
    [block] = office.ask("GET", f"{path}/blocks").json["items"]
    ending = office.ask("POST", f"{path}/blocks/{block['id']}/ending", REASON)
    assert (ending.status, ending.code) == (409, "customer_state")
    stale = office.ask("POST", f"{path}/reopening", REASON, version=tag)
    assert (stale.status, stale.code) == (412, "version_stale")
    reopened = office.ask("POST", f"{path}/reopening", REASON, version=closed.tag)
    assert (reopened.status, reopened.json["status"]) == (200, "active")
    assert ring(house.screening, caller.number).verdict == "ADMIT"
    [block] = office.ask("GET", f"{path}/blocks").json["items"]
    assert (block["state"], block["ended"]["who"]) == ("ended", "billing@example.com")
    twice = office.ask("POST", f"{path}/reopening", REASON, version=reopened.tag)
    assert (twice.status, twice.code) == (409, "customer_state")
    [entry] = trail(caller.customer, "customer_closed")
    assert (entry.before, entry.after) == ({"status": "active"}, {"status": "closed"})
    assert len(trail(caller.customer, "customer_reopened")) == 1


def test_nobody_is_closed_who_has_calls_or_money_left(house: House, office: Reception) -> None:
    def close(customer: str) -> str:
        path = f"/customers/{customer}"
        tag = office.ask("GET", path).tag
        refused = office.ask("POST", f"{path}/closing", REASON, version=tag)
        assert (refused.status, refused.code) == (409, "customer_in_use")
        return str(refused.json["detail"])

    caller = house.register()
    ring(house.screening, caller.number)
    assert "held for calls" in close(caller.customer)
    talker = house.register()
    house.talk(talker, 3)
    assert "65.00 SEK is unbilled" in close(talker.customer)
    debtor = house.blocked_caller()
    assert "985.00 SEK is unpaid" in close(debtor.customer)
    payer = house.invoiced_caller()
    house.tell(payer.pays(100_000))
    assert "15.00 SEK is prepaid" in close(payer.customer)


def test_a_closing_and_a_call_at_once_do_not_both_come_about(house: House, care: CareDesk) -> None:
    """Who was let in is not closed; who is closed was not let in."""
    callers = [house.register() for _ in range(6)]
    terms = BlockTerms(reason=BlockReason.OTHER)

    def close_or_ring(at: int) -> bool:
        caller = callers[at // 2]
        if at % 2:
            return ring(house.screening, caller.number).verdict == "ADMIT"
        try:
            close(caller.customer, terms, 1, BY, f"closing-{at}-{caller.customer}", care)
        except CustomerInUseError:
            return False
        return True

    with ThreadPoolExecutor(12) as threads:
        came_about = list(threads.map(close_or_ring, range(12)))
    for is_closed, is_let_in in batched(came_about, 2, strict=True):
        assert is_closed != is_let_in


def test_a_call_that_was_looked_at_before_the_closing_is_decided_anew(
    house: House, office: Reception
) -> None:
    caller = house.register()
    path = f"/customers/{caller.customer}"
    closed: list[int] = []

    class SlowRegister(TableRegister):
        """Between reading a customer and letting them in, staff close the customer."""

        def standing(self, customer: str) -> Standing:
            read = super().standing(customer)
            if not closed:
                closing = office.ask("POST", f"{path}/closing", REASON, version='"1"')
                closed.append(closing.status)
            return read

    desk = replace(house.screening, register=SlowRegister())
    assert ring(desk, caller.number).reason == "blocked_own_request"
    assert closed == [200]
