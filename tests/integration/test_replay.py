"""Records in the stage's quarantine, rated again by `agentline replay`."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from local.commands.replay import read_day, replay_kept
from local.demo.files import load_demo
from local.demo.seed import seed
from local.tour.books import Books
from local.tour.stage import Stage
from tests.integration.conftest import rows_of_stage
from tests.integration.emulator.waiting import until
from tests.integration.set_aside import set_aside_call

DEMO = load_demo()
CALLER = next(customer for customer in DEMO.customers if customer.name == "Märta Dalström")


@pytest.fixture(autouse=True)
def _stage_with_demo(stage: Stage) -> Iterator[None]:
    with rows_of_stage(stage):
        seed(DEMO, stage.codes())
        yield


def test_what_was_put_aside_is_rated_once_its_admission_is_there(stage: Stage) -> None:
    books, now = Books(), datetime.now(UTC)
    played = set_aside_call(stage, CALLER.numbers[0], DEMO.lines[0].number)
    [contact] = played.contact_ids
    since = read_day(None, now.date())

    def waiting(*, is_dry_run: bool) -> list[str | None]:
        kept = replay_kept(stage, since, datetime.now(UTC), is_dry_run=is_dry_run)
        return [record.contact for record in kept]

    assert waiting(is_dry_run=True) == [contact]
    assert waiting(is_dry_run=False) == [contact]
    customer = books.customer_of_number(CALLER.numbers[0])
    assert customer
    [order] = until(lambda: books.orders_of_legs(customer, played.legs))
    assert order.contact == contact
    assert waiting(is_dry_run=True) == []
