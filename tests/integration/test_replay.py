"""Records in the stage's quarantine, rated again by `agentline replay`."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from agentline.adapters.dynamodb.mapping.calls import call_row
from agentline.adapters.dynamodb.rows import CallRow
from local.commands.replay import read_day, replay_kept
from local.connect.call import Call
from local.connect.deployment import publisher_of_stage, simulator_of_stage
from local.demo.files import load_demo
from local.demo.seed import seed
from local.tour.books import Books
from local.tour.stage import Stage
from tests.integration.conftest import rows_of_stage

LONGEST_WAIT = 20.0  # seconds
DEMO = load_demo()
CALLER = next(customer for customer in DEMO.customers if customer.name == "Märta Dalström")


@pytest.fixture(autouse=True)
def _stage_with_demo(stage: Stage) -> Iterator[None]:
    with rows_of_stage(stage):
        seed(DEMO, stage.codes())
        yield


def wait_for[Found](look: Callable[[], Found | None]) -> Found:
    deadline = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"nothing came within {LONGEST_WAIT:.0f} s")


def test_what_was_put_aside_is_rated_once_its_admission_is_there(stage: Stage) -> None:
    session, books, now = stage.session(), Books(), datetime.now(UTC)
    simulator = simulator_of_stage(
        assembly=stage.assembly, stage=stage.name, session=session, endpoint_url=stage.endpoint_url
    )
    publisher = publisher_of_stage(
        stage=stage.name, session=session, endpoint_url=stage.endpoint_url
    )
    played = simulator.play(Call(from_number=CALLER.numbers[0], to_number=DEMO.lines[0].number))
    [contact] = played.contact_ids
    screened = books.screened_call(contact)
    assert screened is not None
    assert screened.customer is not None
    CallRow(f"CALL#{contact}", "CALL").delete()
    publisher.publish(played)
    assert wait_for(lambda: books.reason_put_aside(contact, now)) == (
        "no admission of the call was found"
    )
    since = read_day(None, now.date())

    def waiting(*, is_dry_run: bool) -> list[str | None]:
        kept = replay_kept(stage, since, datetime.now(UTC), is_dry_run=is_dry_run)
        return [record.contact for record in kept]

    call_row(screened).save()
    assert waiting(is_dry_run=True) == [contact]
    assert waiting(is_dry_run=False) == [contact]
    customer = screened.customer
    [order] = wait_for(lambda: books.orders_of_legs(customer, played.legs))
    assert order.contact == contact
    assert waiting(is_dry_run=True) == []
