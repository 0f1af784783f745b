"""A worker killed at any of its requests leaves nothing half-written; the retry completes it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from agentline.domain.money import sek
from agentline.domain.phone_number import PhoneNumber
from agentline.services.screen_call import ScreeningDesk
from agentline.services.settle_contacts import RatingDesk
from local.paths import REPOSITORY
from tests.examples import NOON, OWNER, a_record, record_fields
from tests.fakes import FakeClock, FakeDirectory
from tests.integration.call_path.conftest import TABLE
from tests.integration.call_path.ringing import (
    audit_of,
    bases_of,
    deliver,
    new_call,
    orders_of,
    register,
    ring,
)

NewNumber = Callable[[], PhoneNumber]
MOMENTS = ["before", "after"]
# A first call: line, number, owner, counter, registration, number, account, price list, decision.
REQUESTS_OF_A_FIRST_CALL = 9
# A record: admission, account, price list by pin, line and list for the closing test, orders.
REQUESTS_OF_A_RECORD = 6


def run_killed(action: str, position: int, moment: str, clock: FakeClock, what: str) -> int:
    """Run the worker and tell how it ended: killed, or finished as it has no such request."""
    worker = [sys.executable, "-m", "tests.integration.call_path.killed_worker"]
    arguments = [action, TABLE, str(position), moment, clock.now.isoformat(), what]
    path = [REPOSITORY / "layers/common/python", REPOSITORY / "functions", REPOSITORY]
    ended = subprocess.run(
        [*worker, *arguments],
        env={**os.environ, "PYTHONPATH": ":".join(map(str, path))},
        cwd=REPOSITORY,
        check=False,
        timeout=60,
    )
    return ended.returncode


@pytest.fixture(autouse=True)
def later(clock: FakeClock) -> None:
    clock.now = NOON + timedelta(hours=2)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("position", range(1, REQUESTS_OF_A_FIRST_CALL + 1))
def test_f05_a_first_call_killed_at_any_request_makes_one_customer_and_one_hold(
    screening: ScreeningDesk,
    directory: FakeDirectory,
    clock: FakeClock,
    new_number: NewNumber,
    position: int,
    moment: str,
) -> None:
    number, call = new_number(), new_call()
    directory.owners[number] = replace(OWNER, street=f"Gatan {number}")
    assert run_killed("screen", position, moment, clock, f"{call} {number}") == -signal.SIGKILL
    screened = ring(screening, number, call=call)
    assert screened.verdict == "ADMIT"
    assert screened.customer is not None
    account = screening.register.standing(screened.customer).account
    assert (list(account.holds), account.held) == ([call], sek(100_000))
    assert [entry.what for entry in audit_of(screened.customer)] == ["customer_registered"]


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("position", range(1, REQUESTS_OF_A_RECORD + 1))
def test_f05_a_record_killed_at_any_request_makes_one_order_and_closes_the_basis_once(
    screening: ScreeningDesk,
    rating: RatingDesk,
    directory: FakeDirectory,
    clock: FakeClock,
    new_number: NewNumber,
    position: int,
    moment: str,
) -> None:
    number = new_number()
    customer = register(screening, directory, number)
    record = a_record(ring(screening, number).call, talk_seconds=49 * 60)
    text = json.dumps(record_fields(record))
    assert run_killed("rate", position, moment, clock, text) == -signal.SIGKILL
    deliver(rating, record)
    [order] = orders_of(customer)
    [basis] = bases_of(customer)
    account = screening.register.standing(customer).account
    assert (order.amount, basis.total, basis.order_count) == (sek(98_500), 98_500, 1)
    assert (account.holds, account.unpaid, account.blocking_basis) == ({}, sek(98_500), 1)
