"""What `agentline webhooks` takes and shows, without a stage."""

import io
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from agentline.domain.webhook_delivery import Attempt, open_delivery
from local.commands.errors import WrongInputError
from local.commands.webhooks import webhooks_app
from local.webhooks import read_day
from local.webhooks_shown import (
    delivery_as_json,
    endpoint_as_json,
    show_deliveries,
    show_endpoints,
    show_secret,
)
from tests.examples import NOON
from tests.outgoing import DOWN, SECRET, SILENT, an_endpoint, an_event

TODAY = date(2026, 11, 23)


def shown() -> Console:
    return Console(file=io.StringIO(), width=160)


def text(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_without_a_day_the_last_week_is_looked_at() -> None:
    assert read_day(None, TODAY) == date(2026, 11, 16)
    assert read_day(" 2026-11-01 ", TODAY) == date(2026, 11, 1)
    assert read_day("2001-01-01", TODAY) == date(2026, 8, 25)


@pytest.mark.parametrize("day", ["", "yesterday", "2026-13-01", "2026-11-24"])
def test_what_is_no_day_or_still_to_come_is_refused(day: str) -> None:
    with pytest.raises(WrongInputError, match="--since"):
        read_day(day, TODAY)


def test_the_secret_is_shown_where_it_is_new_and_nowhere_else() -> None:
    for_all, for_one = shown(), shown()
    show_endpoints([an_endpoint()], for_all)
    show_secret(an_endpoint(), for_one)
    assert SECRET not in text(for_all)
    assert SECRET not in str(endpoint_as_json(an_endpoint()))
    assert SECRET in text(for_one)


def test_what_came_of_a_delivery_is_shown_without_being_obeyed() -> None:
    delivery = open_delivery(an_event(), an_endpoint(), NOON)
    answers = [SILENT, DOWN]
    attempts = [Attempt(number=n, at=NOON, answer=answer) for n, answer in enumerate(answers, 1)]
    console = shown()
    show_deliveries(
        [(delivery, attempts), (delivery, attempts[:1]), (delivery, [])], TODAY, console
    )
    table = text(console)
    assert "503 in 7 ms try later" in table
    assert "timed_out in 15000 ms" in table
    assert "none yet" in table
    assert [each["status"] for each in delivery_as_json(delivery, attempts)["attempts"]] == [
        None,
        503,
    ]


@pytest.mark.parametrize("words", [["list"], ["list", "--json"], ["enable", "ep_1"]])
def test_without_a_stage_the_way_to_start_one_is_told(words: list[str], tmp_path: Path) -> None:
    runner = CliRunner(env={"AGENTLINE_STAGE_FOLDER": str(tmp_path)})
    result = runner.invoke(webhooks_app, words)
    assert result.exit_code == 1
    assert result.stderr == "agentline: no stage is running: start it with make run\n"
