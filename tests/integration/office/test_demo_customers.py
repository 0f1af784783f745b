"""The demo's customers over the staff API, on the store."""

from datetime import UTC, datetime

from agentline.adapters.dynamodb.books import read_books
from agentline.adapters.dynamodb.catalogue import TableCatalogue
from agentline.adapters.dynamodb.codes import TableCodes
from agentline.services.reconcile import reconcile
from local.demo.files import load_demo
from local.demo.seed import Seeded, seed
from tests.billing_fakes import TickingClock
from tests.integration.call_path.conftest import KEYS as CODE_KEYS
from tests.integration.office.customers import REASON, items
from tests.reception import Reception


def test_a_seeded_stage_has_its_customers_and_what_they_have_agreed(
    office: Reception, own_table: str, clock: TickingClock
) -> None:
    assert own_table
    demo = load_demo()
    codes = TableCodes(lambda: CODE_KEYS)
    assert seed(demo, codes).customers == len(demo.customers)
    by_name = {customer.name: customer for customer in demo.customers}
    clock.now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    agreed = placed = 0
    for name, customer in by_name.items():
        [hit] = items(office, search=name.split()[-1])
        path = f"/customers/{hit['number']}"
        discounts = office.ask("GET", f"{path}/discounts").json["items"]
        blocks = office.ask("GET", f"{path}/blocks").json["items"]
        assert (len(discounts), len(blocks)) == (len(customer.discount), len(customer.block))
        agreed, placed = agreed + len(discounts), placed + len(blocks)
    assert agreed
    listed = office.ask("GET", "/blocks").json["items"]
    assert len(listed) == placed + len(demo.blocked_numbers)
    ending = f"/number-blocks/{demo.blocked_numbers[0][0]}/ending"
    assert office.ask("POST", ending, REASON).json["state"] == "ended"
    assert seed(demo, codes) == Seeded(customers=0, price_lists=0)
    assert len(office.ask("GET", "/blocks").json["items"]) == placed
    assert reconcile(read_books(lambda _rows: None), TableCatalogue(), clock.now).is_sound
