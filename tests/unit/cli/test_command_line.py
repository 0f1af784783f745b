"""What the command line answers when it cannot do what was typed: one line and an exit code."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command
from typer.testing import CliRunner

from local.cli import app
from local.emulator.stage_lock import StageLock

REPOSITORY = Path(__file__).parents[3]
REQUEST = {"rate_per_minute": "20.00", "start": "2026-03-10T14:03:05Z", "talk_seconds": 61}
RING = ["call", "--from", "070-174 06 24", "--to", "08-465 004 00"]
BASIS = "100001-0001"
WITHOUT_STAGE = [
    *(RING, [*RING, "--json"], [*RING, "--until-cut"]),
    *(["tour"], ["tour", "--json"], ["replay"], ["replay", "--dry-run", "--json"]),
    *(["reconcile"], ["reconcile", "--json"], ["pay", BASIS], ["invoices", "list"]),
    *(["invoices", "show", BASIS, "--json"], ["payments", "suspense"], ["limit", "show", "100001"]),
    *(["export", "customers"], ["export", "person", "100001"], ["export", "pricelist", "basic"]),
    ["import", "payments", str(REPOSITORY / "tests" / "samples" / "bgmax.txt")],
]


@pytest.fixture
def run(tmp_path: Path) -> CliRunner:
    """The command line on a stage folder in which nothing has ever run."""
    return CliRunner(env={"AGENTLINE_STAGE_FOLDER": str(tmp_path)})


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["call", "--from", "12", "--to", "0846500400"], "--from: '12' is no telephone number"),
        (["call", "--from", "0701740624", "--to", "withheld"], "--to: 'withheld' is no telephone"),
        ([*RING, "--talk", "soon"], "--talk: 'soon' is no duration"),
        ([*RING, "--keys", "1,a"], "--keys: 'a' is not on a telephone"),
        ([*RING, "--talk", "3m", "--transfer-after", "3m"], "is not inside a talk of 180 s"),
        ([*RING, "--transfer-after", "1m", "--no-answer"], "nobody answers"),
        ([*RING, "--until-cut", "--no-answer"], "--until-cut: one agent has to answer"),
        ([*RING, "--until-cut", "--transfer-after", "1m"], "--until-cut: one agent has to answer"),
        (["replay", "--since", "last week"], "--since: 'last week' is no day"),
        (["replay", "--since", "9999-01-01"], "--since: 9999-01-01 is still to come"),
    ],
)
def test_what_cannot_be_meant_exits_2(run: CliRunner, words: list[str], told: str) -> None:
    result = run.invoke(app, words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("words", WITHOUT_STAGE)
def test_without_a_stage_the_way_to_start_one_is_told(run: CliRunner, words: list[str]) -> None:
    result = run.invoke(app, words)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == "agentline: no stage is running: start it with make run\n"


def test_a_second_start_is_refused_in_one_line(run: CliRunner, tmp_path: Path) -> None:
    lock = StageLock.acquire(tmp_path / "stage.lock")
    announced = tmp_path / "connect-endpoint"
    announced.write_text("http://127.0.0.1:1", encoding="ascii")
    try:
        result = run.invoke(app, ["up", "--no-tour"])
    finally:
        lock.release()
    assert announced.read_text(encoding="ascii") == "http://127.0.0.1:1"
    assert result.exit_code == 1
    assert "already running" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def commands(group: TyperGroup, *before: str) -> Iterator[tuple[str, ...]]:
    """The words of every command there is."""
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from commands(command, *before, name)
        else:
            yield *before, name


def whole_command_line() -> TyperGroup:
    whole = get_command(app)
    assert isinstance(whole, TyperGroup)
    return whole


@pytest.mark.parametrize("words", [*commands(whole_command_line())], ids=" ".join)
def test_help_teaches_with_an_example(run: CliRunner, words: tuple[str, ...]) -> None:
    result = run.invoke(app, [*words, "--help"])
    assert result.exit_code == 0
    told = " ".join(result.stdout.partition("Usage: ")[2].partition("\n")[2].split())
    assert f"agentline {' '.join(words)}" in told


def test_price_answers_json_without_loading_aws_or_cdk() -> None:
    program = (
        "import sys; from local.cli import app; app(['price', '--json'], standalone_mode=False); "
        "print({'boto3', 'botocore', 'pynamodb', 'aws_cdk'} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(REQUEST).encode(),
        capture_output=True,
        cwd=REPOSITORY,
        check=True,
    )
    assert json.loads(done.stdout)["amount"] == "20.33"
    assert done.stderr.decode().strip() == "set()"


@pytest.mark.parametrize(
    ("request_text", "told"),
    [("", "input is empty"), ("{", "not JSON"), ('{"talk_seconds": 1}', "is missing")],
)
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_wrong_price_request_exits_2(
    run: CliRunner, options: list[str], request_text: str, told: str
) -> None:
    result = run.invoke(app, ["price", *options], input=request_text)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_price_shows_people_the_way_to_the_sum(run: CliRunner) -> None:
    result = run.invoke(app, ["price"], input=json.dumps(REQUEST))
    assert result.exit_code == 0
    assert "20.33 SEK" in result.stdout
    assert "Rounded half-up, once" in result.stdout
