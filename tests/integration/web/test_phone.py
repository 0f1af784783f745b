"""Ringing the line of the one-machine stage from the page."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from agentline.domain.staff import Role
from local.demo.files import load_demo
from local.tour.callers import blacklisted_customer, stranger_in_directory
from local.tour.exchange import Exchange
from tests.integration.web.axe import find_barriers
from tests.integration.web.conftest import NewPage, SignedInPage, go_home
from tests.integration.web.faults import Faults

DEMO = load_demo()
WITH_CODE = next(customer for customer in DEMO.customers if customer.requires_code)

type Dial = Callable[..., Page]


@pytest.fixture
def dial(exchange: Exchange, new_page: NewPage) -> Dial:
    """Ring the first line; `number` None is withheld."""
    assert exchange

    def ring(number: str | None, **page: object) -> Page:
        opened = new_page(signed_in_as=Role.VIEWER, **page)
        opened.goto("/phone")
        if number is None:
            opened.get_by_text("Hemligt nummer").click()
        else:
            opened.get_by_role("combobox", name="Från").fill(number)
            opened.keyboard.press("Escape")
        opened.get_by_role("button", name="Ring upp").click()
        return opened

    return ring


def test_a_stranger_becomes_a_customer_talks_and_sees_what_it_cost(
    dial: Dial, exchange: Exchange
) -> None:
    number, owner = stranger_in_directory(exchange)
    page = dial(number)
    heard = page.get_by_role("log")
    expect(heard).to_contain_text(re.compile(r"Samtalet kostar \d+ kronor och \d+ öre per minut"))
    expect(page.get_by_text("Lämnade flödet vid blocket transfer-to-queue")).to_be_visible()
    page.get_by_role("button", name="60 ×").click()
    page.get_by_role("button", name="Svara").click()
    expect(heard).to_contain_text("reader.")
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"^[2-9]:\d\d$"))
    page.get_by_role("button", name="Lägg på").click()
    expect(page.get_by_role("heading", name="Samtalet är slut")).to_be_visible()
    expect(page.get_by_role("list", name="Så räknades priset ut")).to_contain_text("Att betala:")
    expect(page.get_by_text("Blev kund i det här samtalet.")).to_be_visible()
    page.get_by_role("link", name=owner.name).click()
    expect(page.get_by_role("heading", level=1, name=owner.name)).to_be_visible()


def test_a_blacklisted_caller_reads_why(dial: Dial) -> None:
    caller, _ = blacklisted_customer(DEMO)
    page = dial(caller.numbers[0])
    heard = page.get_by_role("log")
    expect(heard).to_contain_text("Du är avstängd från tjänsten")
    expect(heard).to_contain_text("Avvisad: spärrad på grund av uppträdande")
    expect(page.get_by_text("Samtalet kostade inget.")).to_be_visible()
    expect(page.get_by_text("vid blocket hang-up (DisconnectParticipant)")).to_be_visible()
    page.get_by_text("passerade block").click()
    expect(page.get_by_role("listitem").filter(has_text="say-refusal")).to_be_visible()
    page.get_by_role("button", name="Ring igen").click()
    expect(page.get_by_role("heading", name="Nytt samtal")).to_be_visible()


def test_a_code_is_keyed_with_the_mouse_and_on_the_keyboard(dial: Dial) -> None:
    page = dial(None)
    expect(page.get_by_role("heading", name="Slå knappar")).to_be_visible()
    expect(page.get_by_text("Nu i blocket ask-code (GetParticipantInput)")).to_be_visible()
    page.get_by_role("button", name="Knapp 1", exact=True).click()
    page.get_by_role("button", name="Knapp fyrkant").click()
    expect(page.get_by_role("log")).to_contain_text("2 knappar trycktes")
    expect(page.get_by_role("heading", name="Slå knappar")).to_be_visible()
    page.keyboard.type(f"{WITH_CODE.code}#")
    expect(page.get_by_role("heading", name="Väntar på svar")).to_be_visible()
    expect(page.get_by_role("log")).not_to_contain_text(WITH_CODE.code or "")
    page.get_by_role("button", name="Lägg på").click()
    expect(page.get_by_text("Samtalet kostade inget.")).to_be_visible()


@pytest.mark.parametrize(
    ("number", "width", "is_dark"),
    [("070-174 06 15", 1280, False), ("070-174 06 22", 390, True)],
)
def test_a_call_under_way_is_accessible_and_outlives_a_reload(
    number: str, width: int, is_dark: bool, dial: Dial
) -> None:
    page = dial(number, width=width, is_dark=is_dark)
    page.get_by_role("button", name="Svara").click()
    page.reload()
    expect(page.get_by_role("heading", name="Samtal pågår")).to_be_visible()
    expect(page.get_by_role("log")).to_contain_text("Välkommen till Tarotlinjen.")
    assert find_barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.get_by_role("button", name="Rådgivaren lägger på").click()
    expect(page.get_by_text("Rådgivaren lade på.").first).to_be_visible()
    expect(page.get_by_role("list", name="Så räknades priset ut")).to_be_visible()
    assert find_barriers(page) == []


def test_what_is_no_number_is_refused_and_kept(dial: Dial, faults: Faults) -> None:
    faults.expect("422")
    page = dial("<b>070</b>")
    expect(page.get_by_text("is no telephone number")).to_be_visible()
    expect(page.get_by_role("combobox", name="Från")).to_have_value("<b>070</b>")


def test_a_call_that_is_gone_is_said_to_be(signed_in_page: SignedInPage, faults: Faults) -> None:
    faults.expect("404")
    page = signed_in_page(Role.VIEWER)
    page.goto("/phone?call=none")
    expect(page.get_by_text("Stationen har inte kvar samtalet.")).to_be_visible()


def test_only_the_one_machine_stage_has_a_telephone(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(Role.ADMIN)
    go_home(page)
    expect(page.get_by_role("link", name="Telefon")).to_be_visible()
    told = page.request.get("/config.json").json() | {"is_local_stage": False}
    page.route("**/config.json", lambda route: route.fulfill(body=json.dumps(told)))
    page.goto("/phone")
    expect(page.get_by_role("heading", name="Sidan finns inte")).to_be_visible()
    expect(page.get_by_role("link", name="Telefon")).to_have_count(0)
