"""The web interface of the stage in a real browser: one browser a run, a fresh profile a test."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    StorageState,
    expect,
    sync_playwright,
)

from agentline.domain.staff import Role
from local.commands.endpoints import Endpoints
from local.demo.files import load_demo
from local.demo.seed import seed
from local.demo.staff import PASSWORD, demo_email
from local.emulator.server import Emulator
from local.phone.phone import phone_of_stage
from local.staff_api import StaffApi
from local.tour.exchange import Exchange
from local.tour.stage import Stage
from local.web.stage import serving_web
from tests.integration.conftest import rows_of_stage
from tests.integration.waking import wake_stage
from tests.integration.web.faults import Faults
from tests.integration.web.newcomers import Newcomers

CHROMIUM = Path("/usr/bin/chromium")
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_SECONDS = 60.0  # the first call of a function starts it, on a machine that does much else

type SignedInPage = Callable[[Role], Page]
type NewPage = Callable[..., Page]


@pytest.fixture(scope="package", autouse=True)
def _stage_with_demo(stage: Stage) -> None:
    with rows_of_stage(stage):
        seed(load_demo(), stage.codes())


@pytest.fixture(scope="package", autouse=True)
def _functions_are_warm(staff_api: Callable[[Role], StaffApi]) -> None:
    """A page asks several at once, which no machine should have to start all at once."""
    for path in ("/me", "/customers", "/numbers/0701740605", "/calls/live", "/reports/today"):
        staff_api(Role.ADMIN).ask("GET", path)


@pytest.fixture(scope="package", autouse=True)
def _listening_is_quick() -> Iterator[None]:
    """Nobody listens to what the telephone speaks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("local.phone.handset.CHARACTERS_SPOKEN_PER_SECOND", 150)
        yield


@pytest.fixture(scope="package")
def admin(staff_api: Callable[[Role], StaffApi]) -> StaffApi:
    return staff_api(Role.ADMIN)


@pytest.fixture(scope="package")
def web_url(endpoints: Endpoints, stage: Stage) -> Iterator[str]:
    with (
        rows_of_stage(stage),
        phone_of_stage(stage, load_demo()) as phone,
        serving_web(endpoints, phone, port=0) as url,
    ):
        yield url


@pytest.fixture(scope="package")
def exchange(stage: Stage, web_url: str) -> Exchange:
    """To look for callers with, and to ring without a browser."""
    assert web_url
    exchange = Exchange(stage)
    wake_stage(exchange, load_demo().lines[0].number)
    return exchange


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        expect.set_options(timeout=_SECONDS * 1000)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def session_of(browser: Browser, web_url: str) -> Callable[[Role], StorageState]:
    """What a browser keeps of who has signed in. Other browsers take it up: signing in anew is
    most of what a short test takes."""

    @cache
    def sign_in_once(role: Role) -> StorageState:
        context = browser.new_context(base_url=web_url)
        sign_in(context.new_page(), role)
        kept = context.storage_state()
        context.close()
        return kept

    return sign_in_once


@pytest.fixture
def faults() -> Iterator[Faults]:
    """What a browser complained of meanwhile, which fails the test unless it was expected."""
    faults = Faults()
    yield faults
    faults.check()


@pytest.fixture
def new_page(
    browser: Browser, web_url: str, session_of: Callable[[Role], StorageState], faults: Faults
) -> Iterator[NewPage]:
    """A page of a browser that was never here: `new_page(locale="en-GB")`; or of somebody who is
    signed in, before they go anywhere."""
    contexts: list[BrowserContext] = []

    def open_page(
        *,
        locale: str = "sv-SE",
        width: int = 1280,
        is_dark: bool = False,
        signed_in_as: Role | None = None,
    ) -> Page:
        context = browser.new_context(
            base_url=web_url,
            storage_state=session_of(signed_in_as) if signed_in_as else None,
            locale=locale,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if is_dark else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(_SECONDS * 1000)
        context.on("weberror", lambda error: faults.add(f"{error.error}"))
        context.on("console", lambda message: _listen(message, faults))
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="package")
def newcomers(
    endpoints: Endpoints, staff_api: Callable[[Role], StaffApi], emulator: Emulator
) -> Newcomers:
    return Newcomers(endpoints, staff_api(Role.ADMIN), emulator.client("cognito-idp"))


@pytest.fixture
def signed_in_page(new_page: NewPage) -> SignedInPage:
    return lambda role: new_page(signed_in_as=role)


def go_home(page: Page) -> None:
    """Open the first page, and wait until the shell is there."""
    page.goto("/")
    page.get_by_role("navigation").first.wait_for()


def sign_in(page: Page, role: Role, password: str = PASSWORD) -> None:
    """By typing, and then wait until the shell is there."""
    fill_in_sign_in(page, demo_email(role), password)
    page.get_by_role("navigation").first.wait_for()


def fill_in_sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/")
    page.get_by_label("E-postadress").or_(page.get_by_label("E-mail address")).fill(email)
    page.get_by_label("Lösenord").or_(page.get_by_label("Password")).fill(password)
    page.keyboard.press("Enter")


def _listen(message: ConsoleMessage, faults: Faults) -> None:
    # The policy's violations are errors of the console, too.
    if message.type == "error":
        faults.add(f"{message.text} {message.location['url']}")
