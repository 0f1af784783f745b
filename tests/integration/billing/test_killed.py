"""Every process of dispatch and settle, and the ledger, killed between any two deeds.

Whoever is killed is begun again by Step Functions, or not at all until the sweeper comes. In the
end there is one posting at the ledger, which posts twice if it is told twice, and one raise.
"""

import random
from itertools import product

import pytest

from agentline.domain.money import sek
from agentline.services.sweep import sweep
from tests.integration.billing.house import House
from tests.integration.billing.mortality import Death, Moment
from tests.integration.billing.world import Recovery, World
from tests.integration.call_path.ringing import audit_of

# Asked for: store, start. Frozen: store. Submitted: claim, find, submit. Recorded: store.
# Told: take in, start. Settled: store. Told again: take in.
DEEDS = [
    *("store", "start_dispatch"),
    "store",
    *("store_basis", "find", "submit"),
    "store",
    *("take_in", "start_settling"),
    "store",
    "take_in",
]
ASKING = [position for position, deed in enumerate(DEEDS, start=1) if deed in {"find", "submit"}]
RECOVERIES: list[Recovery] = ["retried", "lost"]
MOMENTS: list[Moment] = ["before", "after"]

pytestmark = pytest.mark.usefixtures("own_table")


def live(house: House, recovery: Recovery, *deaths: Death) -> World:
    """Everything is done once, and nothing is left to do."""
    world = World(house, house.blocked_caller(), recovery, *deaths)
    world.live()
    told = [entry.what for entry in audit_of(world.caller.customer)]
    account = house.account(world.caller)
    assert len(house.ledger.posted(world.reference)) == 1, world.fate.deeds
    for once in ("basis_dispatched", "payment_received", "basis_settled", "limit_raised"):
        assert told.count(once) == 1, (once, world.fate.deeds)
    assert (account.limit, account.unpaid, account.prepaid) == (sek(150_000), sek(0), sek(0))
    assert sweep(house.desk) == {}
    return world


def test_undisturbed_these_are_the_deeds(house: House) -> None:
    assert live(house, "retried").fate.deeds == DEEDS


@pytest.mark.parametrize("recovery", RECOVERIES)
@pytest.mark.parametrize("deed", range(1, len(DEEDS) + 1))
def test_f28_a_worker_killed_at_any_deed_makes_one_posting_and_one_raise(
    house: House, deed: int, recovery: Recovery
) -> None:
    for moment in MOMENTS:
        world = live(house, recovery, Death(deed, moment))
        assert world.fate.deaths == set()


@pytest.mark.parametrize("recovery", RECOVERIES)
@pytest.mark.parametrize("deed", ASKING)
def test_f29_a_ledger_killed_in_any_answer_makes_one_posting_and_one_raise(
    house: House, deed: int, recovery: Recovery
) -> None:
    for moment in MOMENTS:
        world = live(house, recovery, Death(deed, moment, "ledger"))
        assert world.fate.deaths == set()


@pytest.mark.parametrize("recovery", RECOVERIES)
def test_f28_whoever_begins_again_is_killed_too(house: House, recovery: Recovery) -> None:
    """The sweeper's own deeds are among those right after a death."""
    chance = random.Random(28)  # noqa: S311 - the same deaths every time
    every = list(product(range(1, len(DEEDS)), MOMENTS, range(1, 4), MOMENTS))
    for deed, moment, later, moment_later in chance.sample(every, 40):
        live(house, recovery, Death(deed, moment), Death(deed + later, moment_later))
