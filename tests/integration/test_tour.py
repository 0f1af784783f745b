"""The tour and single calls, on the synthesized stacks deployed into the emulator."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from agentline.adapters.dynamodb.catalogue import store_service_line
from agentline.adapters.dynamodb.catalogue_book import TableCatalogueBook
from agentline.domain.customer import ListingStatus
from local.commands.reconcile import look_twice
from local.commands.tour import open_office
from local.connect.call import Call
from local.connect.transcript import HungUp, KeysPressed
from local.demo.files import Demo, load_demo
from local.demo.seed import Seeded, seed
from local.emulator.server import Emulator, EmulatorSettings
from local.paths import REPOSITORY
from local.tour.as_json import call_as_json, tour_as_json
from local.tour.exchange import CallReport, Exchange
from local.tour.office import Office
from local.tour.scene import OfficeScene, Scene
from local.tour.stage import Stage
from local.tour.story import play_tour
from local.tour.transcript import show_call, show_scene
from tests.integration.conftest import rows_of_stage

TAROT, FREE_LINE = "+46846500400", "+46846500420"
DEMO = load_demo()
CUT_CALLER, NEW_CALLER = 6, 7  # the positions of their scenes
WITH_CODE = next(customer for customer in DEMO.customers if customer.code)


@pytest.fixture(scope="module")
def exchange(stage: Stage) -> Iterator[Exchange]:
    """A stage with the demo in it; the store is pointed elsewhere again afterwards."""
    with rows_of_stage(stage):
        seed(DEMO, stage.codes())
        yield Exchange(stage)


@pytest.fixture(scope="module")
def office(exchange: Exchange, stage: Stage, emulator: Emulator) -> Office:
    assert exchange
    return open_office(stage, emulator.settings.paths)


@pytest.fixture(scope="module")
def played(exchange: Exchange, office: Office) -> tuple[Scene | OfficeScene, ...]:
    return tuple(play_tour(exchange, office, DEMO))


@pytest.fixture(scope="module")
def scenes(played: tuple[Scene | OfficeScene, ...]) -> tuple[Scene, ...]:
    """The calls among them."""
    return tuple(scene for scene in played if isinstance(scene, Scene))


def ring(exchange: Exchange, caller: str | None, line: str = TAROT, **how: object) -> CallReport:
    return exchange.ring(Call(from_number=caller, to_number=line, **how))  # type: ignore[arg-type]


def number_of(name: str, demo: Demo = DEMO) -> str:
    return next(customer.numbers[0] for customer in demo.customers if customer.name == name)


def shown(report: CallReport) -> str:
    screen = StringIO()
    show_call(report, Console(file=screen, width=100))
    return screen.getvalue()


def test_the_tour_meets_every_way_a_call_can_go(scenes: tuple[Scene, ...]) -> None:
    decisions = [
        f"{screened.verdict}" for scene in scenes if (screened := scene.report.screened) is not None
    ]
    at_the_door = ["ADMIT", "ADMIT", "SERVICE", "REFUSE", "SERVICE"]
    assert decisions[:5] == at_the_door
    assert set(decisions[5:-2]) == {"ADMIT"}
    assert decisions[-2:] == ["REFUSE", "ADMIT"]
    assert all(scene.checked for scene in scenes)


def test_a_wrong_code_asks_again_and_the_right_one_lets_in(scenes: tuple[Scene, ...]) -> None:
    report = scenes[1].report
    assert [entry.keys for entry in report.played.transcript if isinstance(entry, KeysPressed)] == [
        "00000000#",
        f"{WITH_CODE.code}#",
    ]
    assert any("Koden stämmer inte." in text for text in report.played.spoken)
    assert report.customer is not None
    assert report.customer.owner == WITH_CODE.owner()
    assert not report.is_link


def test_who_enters_nothing_right_ends_at_customer_service(scenes: tuple[Scene, ...]) -> None:
    report = scenes[2].report
    assert report.played.queue_name == "support"
    assert report.unmatched is not None
    assert (report.unmatched.a_number, report.unmatched.listing) == (None, None)
    assert "nothing: customer service is free" in shown(report)


def test_a_blacklisted_caller_hears_why(scenes: tuple[Scene, ...]) -> None:
    assert scenes[3].report.played.spoken == (
        "Du är avstängd från tjänsten på grund av tidigare uppträdande.",
    )


def test_staff_see_what_the_directory_said_of_an_unlisted_number(
    scenes: tuple[Scene, ...],
) -> None:
    report = scenes[4].report
    assert report.unmatched is not None
    assert report.unmatched.listing is ListingStatus.HIDDEN
    assert "the directory says: hidden" in shown(report)


def test_the_transferred_call_pays_one_opening_fee(scenes: tuple[Scene, ...]) -> None:
    first, later = (" ".join(leg.explanation) for leg in scenes[5].report.rated)
    assert "Opening fee" in first
    assert "Opening fee" not in later


def test_the_call_is_cut_when_the_credit_ends(scenes: tuple[Scene, ...]) -> None:
    report = scenes[CUT_CALLER].report
    assert report.screened is not None
    assert report.screened.hold is not None
    assert report.rated[0].order.amount <= report.screened.hold
    assert report.played.transcript[-1] == HungUp("api")
    assert "the call is cut off" in shown(report)


def test_the_new_caller_begins_with_1000_sek_and_ends_unpaid(scenes: tuple[Scene, ...]) -> None:
    first, crossing, refused = (scenes[at].report for at in (NEW_CALLER, -3, -2))
    assert first.is_registration
    assert first.during is not None
    assert first.during.limit.decimal == "1000.00"
    assert crossing.closed is not None
    assert crossing.after is not None
    assert crossing.after.unpaid == crossing.closed.total
    assert refused.played.spoken == (
        "Din kredit är förbrukad. Du kan ringa igen när din faktura är betald.",
    )


def test_from_the_draft_to_the_raised_limit(played: tuple[Scene | OfficeScene, ...]) -> None:
    lowered, dispatched, paid = (scene for scene in played if isinstance(scene, OfficeScene))
    assert "noisy" in dict(lowered.rows)["after"]
    assert "number 100" in dict(dispatched.rows)["invoice"]
    assert dict(paid.rows)["limit"] == "1000.00 SEK -> 1500.00 SEK"
    assert "rises by 500.00 SEK" in dict(paid.rows)["policy"]
    assert paid.account.remaining.decimal == "1500.00"


def test_the_tour_is_told_on_a_narrow_screen(
    played: tuple[Scene | OfficeScene, ...], scenes: tuple[Scene, ...]
) -> None:
    screen = StringIO()
    console = Console(file=screen, width=50)
    for position, scene in enumerate(played, start=1):
        show_scene(scene, position, console)
    lines = screen.getvalue().splitlines()
    assert max(map(len, lines)) <= 50
    assert sum("rings" in line for line in lines) >= len(scenes)
    assert any("Staff lower the price" in line for line in lines)


def test_the_tour_is_one_json_document(played: tuple[Scene | OfficeScene, ...]) -> None:
    steps = json.loads(json.dumps(tour_as_json(played)))["steps"]
    assert len(steps) == len(played)
    assert steps[-2]["office"]["account"]["limit"] == "1500.00"
    calls = [step["call"] for step in steps if step["call"]]
    orders = [order for call in calls[NEW_CALLER:-1] for order in call["orders"]]
    closed = calls[-3]["closed_basis"]
    assert steps[4]["call"]["unmatched"] == {
        "reason": "code_wrong",
        "directory": "hidden",
        "owner": steps[4]["call"]["unmatched"]["owner"],
    }
    assert closed["orders"] == len(orders)
    assert float(closed["total"]) == pytest.approx(sum(float(order["amount"]) for order in orders))
    assert all(order["explanation"] for order in orders)


def test_after_the_tour_the_books_agree(scenes: tuple[Scene, ...]) -> None:
    assert scenes
    findings = look_twice(lambda _rows: None)
    assert findings.is_sound, findings


def test_a_second_tour_has_somebody_new(
    exchange: Exchange, office: Office, scenes: tuple[Scene, ...]
) -> None:
    played = tuple(play_tour(exchange, office, DEMO))
    again = [scene for scene in played if isinstance(scene, Scene)]
    for position in (CUT_CALLER, NEW_CALLER):
        callers = {tour[position].report.played.call.from_number for tour in (scenes, again)}
        assert len(callers) == 2


def test_a_second_start_keeps_what_callers_did(exchange: Exchange, stage: Stage) -> None:
    caller = number_of("Knut Hasselgren")
    charged = ring(exchange, caller, talk_seconds=60)
    assert seed(DEMO, stage.codes()) == Seeded(customers=0, price_lists=0)
    customer = exchange.books.customer_of_number(caller)
    assert customer is not None
    assert exchange.books.account(customer) == charged.after


def test_a_second_start_keeps_what_staff_did(exchange: Exchange, stage: Stage) -> None:
    assert exchange
    line = next(line for line in DEMO.lines if line.number == FREE_LINE)
    store_service_line(replace(line, greeting="Hej."))
    seed(DEMO, stage.codes())
    kept = TableCatalogueBook().line(line.number)
    store_service_line(line)
    assert kept is not None
    assert kept.line.greeting == "Hej."


def test_a_call_nothing_is_held_for_is_not_waited_upon(exchange: Exchange) -> None:
    refused = Call(from_number=number_of("Maja Tallvid"), to_number=TAROT)
    assert exchange.ring_until_cut(refused).played.transcript[-1] == HungUp("flow")
    free = Call(from_number=number_of("Rasmus Hallonqvist"), to_number=FREE_LINE)
    assert exchange.ring_until_cut(free).played.transcript[-1] == HungUp("caller")


def test_a_transferred_call_makes_an_order_for_each_agent(exchange: Exchange) -> None:
    report = ring(exchange, number_of("Uno Ekefors"), talk_seconds=300, transfer_after_seconds=120)
    assert [leg.order.talk_seconds for leg in report.rated] == [120, 180]
    assert [leg.order.is_later_leg for leg in report.rated] == [False, True]
    assert len(call_as_json(report)["orders"]) == 2


def test_a_call_that_nobody_answers_costs_nothing_and_holds_nothing(exchange: Exchange) -> None:
    report = ring(exchange, number_of("Ylva Rosenklint"), no_answer=True)
    assert report.during is not None
    assert report.after is not None
    assert not report.during.held.is_zero
    assert report.after.held.is_zero
    assert report.after.remaining == report.after.limit
    assert report.rated == ()


def test_who_speaks_english_is_spoken_to_in_english(exchange: Exchange) -> None:
    report = ring(exchange, number_of("Albin Isfjord"))
    assert report.played.spoken[0].startswith("Welcome to Tarotlinjen. The call costs")
    assert "en-GB" in shown(report)


def test_a_customers_other_number_is_linked_without_a_second_credit(exchange: Exchange) -> None:
    report = ring(exchange, "+46980319200", no_answer=True)
    assert report.is_link
    assert report.customer is not None
    assert report.customer.owner.name == "Folke Flinkberg"


def test_the_free_line_costs_nothing(exchange: Exchange) -> None:
    report = ring(exchange, number_of("Rasmus Hallonqvist"), FREE_LINE)
    assert report.rated == ()
    assert "nothing: the line is free" in shown(report)


@pytest.mark.parametrize(
    ("caller", "reason"),
    [
        ("anonymous", "code_wrong"),
        (None, "code_wrong"),
        (number_of("Maja Tallvid"), "blocked_conduct"),
        ("+46701740699", "blocked_fraud"),
        ("+46701740695", "code_wrong"),
        ("+46701740696", "code_wrong"),
        ("+46701740697", "code_wrong"),
    ],
    ids=["withheld", "no endpoint", "customer", "number", "hidden", "several", "incomplete"],
)
def test_others_are_told_why_not(exchange: Exchange, caller: str | None, reason: str) -> None:
    report = ring(exchange, caller)
    assert report.screened is not None
    assert report.screened.reason == reason
    assert report.screened.message in report.played.spoken
    assert reason in shown(report)
    assert report.rated == ()


def start_up(settings: EmulatorSettings) -> subprocess.Popen[str]:
    """`agentline up`, as `make run` starts it, on a stage folder and port of its own."""
    program = "import sys; from local.cli import app; app(sys.argv[1:])"
    words = ["up", "--no-tour", "--json", "--port", str(settings.port)]
    return subprocess.Popen(
        [sys.executable, "-c", program, *words],
        cwd=REPOSITORY,
        env=os.environ | {"AGENTLINE_STAGE_FOLDER": str(settings.paths.root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_up_tells_where_it_is_and_goes_on_from_the_state_it_kept(
    stage: Stage, make_settings: Callable[[], EmulatorSettings]
) -> None:
    settings = make_settings()
    root = settings.paths.root
    for made in stage.assembly.parent.glob(f"{stage.assembly.name}*"):
        copy: Callable[[Path, Path], object] = shutil.copytree if made.is_dir() else shutil.copy
        copy(made, root / made.name)
    for told, stop in (("", signal.SIGINT), ("goes on from the state kept", signal.SIGTERM)):
        running = start_up(settings)
        assert running.stdout is not None
        endpoints = json.loads(running.stdout.readline())["endpoints"]
        assert json.loads(settings.paths.endpoints.read_text(encoding="utf-8")) == endpoints
        assert endpoints["aws_endpoint_url"] == f"http://127.0.0.1:{settings.port}"
        running.send_signal(stop)
        _, progress = running.communicate(timeout=60)
        assert running.returncode == 0
        assert told in progress
        assert not settings.paths.endpoints.exists()
