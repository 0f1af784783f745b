"""A code of an app after the password: switched on, asked for, switched off."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.integration.authenticator import code_of, wrong_code_of
from tests.integration.web.axe import find_barriers, find_faint_text
from tests.integration.web.conftest import NewPage, fill_in_sign_in
from tests.integration.web.faults import Faults
from tests.integration.web.newcomers import Newcomer, Newcomers

ON, OFF = ["SOFTWARE_TOKEN_MFA"], list[str]()
WRONG = "Koden stämmer inte. Vänta på nästa och försök igen."


def test_the_app_of_these_tests_makes_the_codes_of_rfc_6238() -> None:
    key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # of its appendix B, with the last six digits of each
    assert [code_of(key, at) for at in (59, 1111111109, 20000000000)] == [
        "287082",
        "081804",
        "353130",
    ]


def test_who_switches_it_on_is_asked_for_the_code_from_then_on(
    new_page: NewPage, newcomers: Newcomers, faults: Faults
) -> None:
    faults.expect("status of 400")
    newcomer = newcomers.settle()
    page = _own_page(new_page(), newcomer)
    page.get_by_role("button", name="Slå på").click()
    dialogue = page.get_by_role("dialog", name="Slå på tvåstegsinloggning")
    key = _key_in(dialogue)
    _give_code(dialogue, wrong_code_of(key), "Slå på")
    expect(dialogue.get_by_role("alert")).to_have_text(WRONG)
    assert newcomers.second_factors(newcomer) == OFF
    _give_code(dialogue, code_of(key), "Slå på")
    expect(page.get_by_text("Tvåstegsinloggning är på.")).to_be_visible()
    expect(page.get_by_role("button", name="Slå av")).to_be_visible()
    assert newcomers.second_factors(newcomer) == ON

    page = new_page()
    fill_in_sign_in(page, newcomer.email, newcomer.password)
    form = page.get_by_role("main")
    _give_code(form, wrong_code_of(key), "Fortsätt")
    expect(form.get_by_role("alert")).to_have_text(WRONG)
    shown = code_of(key)
    _give_code(form, f"{shown[:3]} {shown[3:]}", "Fortsätt")
    expect(page.get_by_role("heading", level=1, name="I dag")).to_be_visible()


def test_who_switches_it_off_needs_the_password_alone(
    new_page: NewPage, newcomers: Newcomers
) -> None:
    newcomer = newcomers.settle()
    page = _own_page(new_page(locale="en-GB"), newcomer)
    _switch_on(page, "Switch on")
    expect(page.get_by_text("Two-step sign-in is on.")).to_be_visible()
    page.get_by_role("button", name="Switch off").click()
    dialogue = page.get_by_role("dialog", name="Switch off two-step sign-in")
    expect(dialogue).to_contain_text("Then your password is enough to sign in.")
    dialogue.get_by_role("button", name="Switch off").click()
    expect(page.get_by_text("Two-step sign-in is off.")).to_be_visible()
    assert newcomers.second_factors(newcomer) == OFF
    page = new_page()
    fill_in_sign_in(page, newcomer.email, newcomer.password)
    expect(page.get_by_role("heading", level=1, name="I dag")).to_be_visible()


def test_who_has_lost_the_telephone_needs_the_password_alone_once_it_is_forgotten(
    new_page: NewPage, newcomers: Newcomers
) -> None:
    newcomer = newcomers.settle()
    page = _own_page(new_page(), newcomer)
    _switch_on(page, "Slå på")
    expect(page.get_by_text("Tvåstegsinloggning är på.")).to_be_visible()
    newcomers.forget_telephone(newcomer)
    page = _own_page(new_page(), newcomer)
    expect(page.get_by_role("button", name="Slå på")).to_be_visible()


def test_who_gives_up_half_way_has_it_off_and_the_next_key_is_another(
    new_page: NewPage, newcomers: Newcomers
) -> None:
    newcomer = newcomers.settle()
    page = _own_page(new_page(), newcomer)
    dialogue = page.get_by_role("dialog")
    keys = set()
    for _ in range(2):
        page.get_by_role("button", name="Slå på").click()
        keys.add(_key_in(dialogue))
        page.keyboard.press("Escape")
        expect(dialogue).to_have_count(0)
    assert len(keys) == 2
    expect(page.get_by_role("button", name="Slå på")).to_be_focused()
    assert newcomers.second_factors(newcomer) == OFF


def test_it_is_switched_on_by_keyboard_alone(new_page: NewPage, newcomers: Newcomers) -> None:
    page = _own_page(new_page(), newcomers.settle())
    page.get_by_role("button", name="Slå på").focus()
    page.keyboard.press("Enter")
    dialogue = page.get_by_role("dialog")
    key = _key_in(dialogue)
    page.keyboard.press("Tab")
    expect(dialogue.get_by_label("Sexsiffrig kod")).to_be_focused()
    page.keyboard.type(code_of(key))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tvåstegsinloggning är på.")).to_be_visible()
    expect(page.get_by_role("button", name="Slå av")).to_be_focused()


def test_a_key_in_use_is_not_replaced_from_a_page_that_is_behind(
    new_page: NewPage, newcomers: Newcomers
) -> None:
    newcomer = newcomers.settle()
    page = _own_page(new_page(), newcomer)
    behind = page.context.new_page()
    behind.goto("/your-sign-in")
    expect(behind.get_by_role("button", name="Slå på")).to_be_visible()
    _switch_on(page, "Slå på")
    expect(page.get_by_text("Tvåstegsinloggning är på.")).to_be_visible()
    behind.get_by_role("button", name="Slå på").click()
    expect(behind.get_by_role("button", name="Slå av")).to_be_visible()
    expect(behind.get_by_role("dialog")).to_have_count(0)


def test_a_session_that_was_ended_meanwhile_is_renewed_and_the_key_still_counts(
    new_page: NewPage, newcomers: Newcomers, faults: Faults
) -> None:
    faults.expect("status of 40")
    newcomer = newcomers.settle()
    page = _own_page(new_page(), newcomer)
    page.get_by_role("button", name="Slå på").click()
    dialogue = page.get_by_role("dialog", name="Slå på tvåstegsinloggning")
    key = _key_in(dialogue)
    newcomers.end_sessions(newcomer)
    code = dialogue.get_by_label("Sexsiffrig kod")
    code.fill(wrong_code_of(key))
    page.keyboard.press("Enter")
    over = page.get_by_role("dialog", name="Din inloggning har gått ut")
    over.get_by_label("Lösenord").fill(newcomer.password)
    over.get_by_role("button", name="Logga in", exact=True).click()
    expect(dialogue.get_by_role("alert")).to_have_text(WRONG)
    expect(code).to_be_focused()
    _give_code(dialogue, code_of(key), "Slå på")
    expect(page.get_by_text("Tvåstegsinloggning är på.")).to_be_visible()
    assert newcomers.second_factors(newcomer) == ON


def test_a_user_pool_that_does_not_answer_is_told_and_asked_again(
    new_page: NewPage, newcomers: Newcomers, faults: Faults
) -> None:
    faults.expect("ERR_FAILED")
    page = _own_page(new_page(), newcomers.settle())
    page.route("**/cognito/", lambda route: route.abort())
    page.reload()
    expect(page.get_by_text("Inloggningen svarar inte. Försök igen.")).to_be_visible()
    page.unroute("**/cognito/")
    page.get_by_role("button", name="Försök igen").click()
    expect(page.get_by_role("button", name="Slå på")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_key_and_code_are_accessible_and_fit_the_screen(
    width: int, new_page: NewPage, newcomers: Newcomers
) -> None:
    newcomer = newcomers.settle()
    page = _own_page(new_page(width=width), newcomer)
    page.get_by_role("button", name="Slå på").click()
    dialogue = page.get_by_role("dialog")
    expect(dialogue.get_by_role("img", name="Nyckeln som bild")).to_be_visible()
    assert _wrong_with(page) == []
    _give_code(dialogue, code_of(_key_in(dialogue)), "Slå på")
    page.get_by_role("button", name="Slå av").click()
    expect(dialogue).to_contain_text("Sedan räcker ditt lösenord")
    assert _wrong_with(page) == []
    page = new_page(width=width)
    fill_in_sign_in(page, newcomer.email, newcomer.password)
    expect(page.get_by_label("Sexsiffrig kod")).to_be_visible()
    assert _wrong_with(page) == []


def _own_page(page: Page, newcomer: Newcomer) -> Page:
    """Sign in, and go there by the menu."""
    fill_in_sign_in(page, newcomer.email, newcomer.password)
    page.get_by_role("button", name=newcomer.email).click()
    name = re.compile("Din inloggning|Your sign-in")
    page.get_by_role("menuitem", name=name).click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    return page


def _switch_on(page: Page, words: str) -> None:
    page.get_by_role("button", name=words).click()
    dialogue = page.get_by_role("dialog")
    label = dialogue.get_by_label("Sexsiffrig kod").or_(dialogue.get_by_label("Six digit code"))
    label.fill(code_of(_key_in(dialogue)))
    dialogue.get_by_role("button", name=words).click()


def _give_code(place: Page | Locator, code: str, submit: str) -> None:
    place.get_by_label("Sexsiffrig kod").fill(code)
    place.get_by_role("button", name=submit).click()


def _key_in(dialogue: Locator) -> str:
    """As somebody reads it off who types it into an app."""
    return dialogue.locator("code").inner_text()


def _wrong_with(page: Page) -> list[str]:
    found = find_barriers(page)
    page.emulate_media(color_scheme="dark")
    found += find_faint_text(page)
    page.emulate_media(color_scheme="light")
    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return found + ([f"{wider} px wider than the screen"] if wider > 0 else [])
