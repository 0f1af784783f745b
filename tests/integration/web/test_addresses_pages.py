"""Addresses that the directory knows otherwise: asked for, and decided by staff."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from agentline.adapters.directories.file import FileDirectory
from agentline.bootstrap import read_clock
from agentline.domain.customer import Owner
from agentline.domain.phone_number import phone_number
from agentline.domain.staff import Role
from local.staff_api import StaffApi
from tests.integration.web.conftest import SignedInPage
from tests.integration.web.dialogues import give_reason_and
from tests.integration.web.money import REASON, told

# Of the directory, and of nobody in the demo.
MOVED, STAYED = "+46980319209", "+46980319210"


@pytest.fixture(scope="module")
def support(staff_api: Callable[[Role], StaffApi]) -> StaffApi:
    return staff_api(Role.SUPPORT)


def test_the_directory_is_asked_and_its_address_taken(
    signed_in_page: SignedInPage, support: StaffApi
) -> None:
    customer, listed = _registered_elsewhere(support, MOVED)
    page = signed_in_page(Role.SUPPORT)
    page.goto(f"/customers/{customer}/address")
    page.get_by_role("button", name="Fråga katalogen").click()
    give_reason_and(page, "Fråga")
    expect(page.get_by_text("Adressen måste avgöras")).to_be_visible()
    street = page.get_by_role("table", name="Registret och katalogen").get_by_role(
        "row", name="Gatuadress"
    )
    expect(street).to_contain_text(f"Gamla gatan 1{listed.street}")
    page.get_by_role("button", name="Avgör").click()
    expect(page.get_by_role("radio", name="Ta katalogens")).to_be_checked()
    give_reason_and(page, "Spara avgörandet")
    expect(page.get_by_text("tog katalogens adress")).to_be_visible()
    expect(page.get_by_role("button", name="Avgör")).to_have_count(0)
    now = told(support.ask("GET", f"/customers/{customer}"))
    assert (now["street"], now["city"]) == (listed.street, listed.city)


def test_the_registers_address_is_kept_from_the_list(
    signed_in_page: SignedInPage, support: StaffApi
) -> None:
    customer, listed = _registered_elsewhere(support, STAYED)
    told(support.ask("POST", f"/customers/{customer}/address/checking", REASON))
    page = signed_in_page(Role.SUPPORT)
    page.goto("/addresses")
    row = page.get_by_role("row").filter(has_text=customer)
    expect(row).to_contain_text("Katalogen har en annan")
    row.get_by_role("button", name=listed.name).click()
    page.get_by_role("radio", name="Behåll registrets").check()
    give_reason_and(page, "Spara avgörandet")
    expect(row).to_have_count(0)
    kept = told(support.ask("GET", f"/customers/{customer}/address"))
    assert (kept["is_waiting"], kept["registered"]["street"]) == (False, "Gamla gatan 1")


def _registered_elsewhere(api: StaffApi, number: str) -> tuple[str, Owner]:
    """A customer by the name that the directory has for the number, who lived elsewhere once."""
    listed = FileDirectory().look_up(phone_number(number), read_clock()).owner
    assert listed
    where = {"street": "Gamla gatan 1", "postcode": "123 45", "city": "Exempelby", "country": "SE"}
    body = {"name": listed.name, **where, "numbers": [number], **REASON}
    return str(told(api.ask("POST", "/customers", body))["number"]), listed
