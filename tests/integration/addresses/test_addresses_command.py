"""`agentline addresses` on a running stage, with the embedded directory."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from agentline.adapters.directories.file import FileDirectory
from agentline.adapters.dynamodb.rows import Row
from agentline.domain.customer import Owner
from agentline.domain.phone_number import phone_number
from local.commands.addresses import addresses_app
from local.commands.endpoints import Endpoints
from local.emulator.server import Emulator
from local.paths import StagePaths
from local.tour.stage import Stage
from tests.integration.addresses.conftest import TABLE, Registry

FOLKE, VERA, JORUNN = (phone_number(f"+4670174060{last}") for last in (5, 6, 7))
NOBODYS = phone_number("+46701740700")
NOW = datetime.now(UTC)


def listed_owner(number: str) -> Owner:
    owner = FileDirectory().look_up(phone_number(number), NOW).owner
    assert owner
    return owner


@pytest.fixture
def run(tmp_path: Path, emulator: Emulator) -> Iterator[CliRunner]:
    """The command line on a stage folder that names the test's table."""
    paths = StagePaths(root=tmp_path)
    Endpoints(
        region=emulator.settings.region,
        aws_endpoint_url=emulator.endpoint_url,
        table_name=TABLE,
        contact_stream="none",
        flow_file="none",
    ).write(paths.endpoints)
    stage = Stage(
        name="local",
        endpoint_url=emulator.endpoint_url,
        region=emulator.settings.region,
        table_name=TABLE,
        assembly=tmp_path,
        connect_endpoint=paths.connect_endpoint,
        log=paths.emulator_log,
    )
    with pytest.MonkeyPatch.context() as patch:
        for name in (*stage.store_settings, "table_name"):
            patch.setattr(Row.Meta, name, getattr(Row.Meta, name, None))
        yield CliRunner(env={"AGENTLINE_STAGE_FOLDER": str(tmp_path)})


def answer(result: Result, code: int = 0) -> Any:
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


def told(run: CliRunner, *words: str, code: int = 0) -> Any:
    return answer(run.invoke(addresses_app, [*words, "--json"]), code)


def test_staff_see_both_versions_and_accept_the_one_they_saw(
    registry: Registry, run: CliRunner
) -> None:
    listed = listed_owner(FOLKE)
    registered = replace(listed, street="Gamla gatan 1", postcode="11111", city="Gammelstad")
    customer, _ = registry.add(registered, number=FOLKE)
    assert told(run, "check", customer) == {
        "customers": [{"customer": customer, "outcome": "differs"}],
        "directory_down": False,
    }
    [waiting] = [each for each in told(run, "list")["waiting"] if each["customer"] == customer]
    shown = told(run, "show", customer)
    assert shown == waiting
    assert shown["registered"]["street"] == "Gamla gatan 1"
    assert shown["registered"]["source"] == "nrop"
    assert shown["finding"]["found"]["street"] == listed.street
    assert shown["finding"]["found"]["source"] == "file"
    refused = run.invoke(
        addresses_app, ["accept", customer, "--why", "moved", "--seen", "0123456789ab"]
    )
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == (
        "agentline: the directory or the register says something else by now\n"
    )
    seen = shown["finding"]["seen"]
    after = told(run, "accept", customer, "--why", "moved", "--seen", seen)
    assert after["registered"]["street"] == listed.street
    assert after["finding"]["decision"]["why"] == "moved"
    assert after["finding"]["registered"]["street"] == "Gamla gatan 1"


def test_staff_keep_what_the_register_says_and_it_is_listed_no_more(
    registry: Registry, run: CliRunner
) -> None:
    customer, _ = registry.add(replace(listed_owner(VERA), name="Vera Nyström"), number=VERA)
    told(run, "check", customer)
    after = told(run, "keep", customer, "--why", "married last week")
    assert after["registered"]["name"] == "Vera Nyström"
    assert after["finding"]["decision"]["choice"] == "kept"
    assert told(run, "list") == {"waiting": []}
    assert told(run, "check", customer)["customers"][0]["outcome"] == "kept"
    again = run.invoke(addresses_app, ["keep", customer, "--why", "again"])
    assert again.exit_code == 1
    assert "decided about it on" in again.stderr


def test_all_of_an_age_are_checked_and_the_rest_are_not(registry: Registry, run: CliRunner) -> None:
    days = 3_000
    old, _ = registry.add(
        listed_owner(JORUNN), number=JORUNN, fetched_at=NOW - timedelta(days=days + 1)
    )
    registry.add(
        Owner(name="Ny", street="Ny 1", postcode="12345", city="Ny", country="SE"), fetched_at=NOW
    )
    checked = told(run, "check", "--all-older-than", str(days))
    assert checked["customers"] == [{"customer": old, "outcome": "confirmed"}]
    assert told(run, "check", "--all-older-than", str(days))["customers"] == []


def test_people_see_it_too(registry: Registry, run: CliRunner) -> None:
    owner = Owner(name="[b]Bo[/b]", street="Gatan 1", postcode="12345", city="Orten", country="SE")
    customer, _ = registry.add(owner, number=NOBODYS)
    checked = run.invoke(addresses_app, ["check", customer])
    assert "insufficient: waits for a decision" in checked.stdout
    shown = run.invoke(addresses_app, ["show", customer]).stdout
    for words in ("[b]Bo[/b]", "nrop", "not found", "070-174 07 00", "--seen"):
        assert words in shown
    assert customer in run.invoke(addresses_app, ["list"]).stdout
    kept = run.invoke(addresses_app, ["keep", customer, "--why", "hand-made [bold]entry[/]"])
    assert "[bold]entry[/]" in kept.stdout
    assert "No address waits" in run.invoke(addresses_app, ["list"]).stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["check"], 2, "give either a customer or --all-older-than"),
        (["check", "100001", "--all-older-than", "9"], 2, "give either a customer"),
        (["show", "999999"], 1, "customer 999999 has no entry in the register"),
        (["keep", "999999", "--why", "x"], 1, "customer 999999 has no entry in the register"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    run: CliRunner, words: list[str], code: int, said: str
) -> None:
    result = run.invoke(addresses_app, words)
    assert result.exit_code == code
    assert result.stdout == ""
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_decision_without_a_reason_is_refused(registry: Registry, run: CliRunner) -> None:
    owner = Owner(name="Eva", street="Gatan 2", postcode="12345", city="Orten", country="SE")
    customer, _ = registry.add(owner)
    told(run, "check", customer)
    refused = run.invoke(addresses_app, ["keep", customer, "--why", " "])
    assert refused.exit_code == 1
    assert refused.stderr == "agentline: say why\n"
    told(run, "keep", customer, "--why", "asked her")
