"""Customers' addresses on a running stage: looked up again, listed, decided about."""

import getpass
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from rich.console import Console

from agentline.adapters.directories.uncached import open_uncached_directory
from agentline.adapters.dynamodb.addresses import TableAddresses
from agentline.adapters.dynamodb.register import TableRegister
from agentline.domain.address_decision import AddressDecisionError
from agentline.domain.address_file import AddressOutcome, Choice, Decision
from agentline.ports import CustomerMissingError, Directory
from agentline.services.check_addresses import (
    AddressDesk,
    AddressRun,
    Pace,
    ask_directory,
    check_addresses,
    decide_address,
)
from agentline.services.conflict import StillContestedError
from infra.settings import load_settings
from local.addresses_shown import file_as_json, show_file, show_outcomes, show_waiting
from local.commands.endpoints import STAGE, find_stage
from local.commands.errors import CommandError, WrongInputError
from local.commands.faults import stage_faults
from local.commands.progress import waiting
from local.paths import StagePaths
from local.tour.stage import Stage

_LOOK_UPS_PER_SECOND = 10


def list_undecided(paths: StagePaths, console: Console, *, as_json: bool) -> None:
    """Whoever waits for staff. Raises CommandError."""
    with _desk(paths) as desk, waiting("The list is read", _meanwhile(console, as_json)):
        files = [desk.addresses.file(customer) for customer in desk.addresses.undecided()]
    undecided = [file for file in files if file.undecided]
    if as_json:
        _print_json({"waiting": [file_as_json(file) for file in undecided]})
    else:
        show_waiting(undecided, console)


def show(customer: str, paths: StagePaths, console: Console, *, as_json: bool) -> None:
    """Both versions of one customer. Raises CommandError."""
    with _desk(paths) as desk:
        file = desk.addresses.file(customer)
    if as_json:
        _print_json(file_as_json(file))
    else:
        show_file(file, console)


def check(
    customer: str | None,
    older_than_days: int | None,
    paths: StagePaths,
    console: Console,
    *,
    as_json: bool,
) -> int:
    """Look up again, one customer or all of that age, and show what came of it.

    The exit code: 1 if the directory gave no answer, or somebody's entry could not be read.
    Raises CommandError.
    """
    if (customer is None) == (older_than_days is None):
        raise WrongInputError("give either a customer or --all-older-than DAYS")
    outcomes: list[tuple[str, AddressOutcome | None]] = []
    now = datetime.now(UTC)
    meanwhile = _meanwhile(console, as_json)
    with _desk(paths) as desk, waiting("The directory is asked", meanwhile) as report:

        def told(checked: str, outcome: AddressOutcome | None) -> None:
            outcomes.append((checked, outcome))
            report(f"{len(outcomes):,} customers")

        if customer is not None:
            told(customer, ask_directory(customer, desk, now))
            run = AddressRun()
        else:
            run = check_addresses(desk, timedelta(days=older_than_days or 0), None, now, told)
    if as_json:
        named = [
            {"customer": checked, "outcome": outcome.value if outcome else "failed"}
            for checked, outcome in outcomes
        ]
        _print_json({"customers": named, "directory_down": run.is_directory_down})
    else:
        show_outcomes(outcomes, console, is_directory_down=run.is_directory_down)
    is_answered = all(outcome not in {None, AddressOutcome.UNKNOWN} for _, outcome in outcomes)
    return 0 if is_answered else 1


def decide(
    customer: str,
    choice: Choice,
    why: str,
    seen: str | None,
    paths: StagePaths,
    console: Console,
    *,
    as_json: bool,
) -> None:
    """Decide about what was `seen`, or about what is there now, and show what is then in the
    register. Raises CommandError."""
    made = Decision(
        choice=choice, who=f"cli:{getpass.getuser()}", why=why.strip(), at=datetime.now(UTC)
    )
    with _desk(paths) as desk:
        finding = desk.addresses.file(customer).undecided
        token = seen or (finding.token if finding else "")
        file = decide_address(customer, token, made, desk)
    if as_json:
        _print_json(file_as_json(file))
    else:
        show_file(file, console)


@contextmanager
def _desk(paths: StagePaths) -> Iterator[AddressDesk]:
    """The desk on the running stage, its faults told in one line."""
    stage = find_stage(paths)
    with stage_faults(stage.log):
        stage.open_store()
        try:
            yield AddressDesk(
                addresses=TableAddresses(),
                owners=TableRegister(),
                directory=_directory(stage),
                pace=Pace(_LOOK_UPS_PER_SECOND),
            )
        except (CustomerMissingError, AddressDecisionError, StillContestedError) as error:
            raise CommandError(str(error)) from error


def _directory(stage: Stage) -> Directory:
    settings = load_settings(STAGE).directory
    secret = None
    if settings.secret_arn:
        secrets = stage.session().client("secretsmanager", endpoint_url=stage.endpoint_url)
        secret = secrets.get_secret_value(SecretId=settings.secret_arn)["SecretString"]
    return open_uncached_directory(settings.settings_json, secret)


def _meanwhile(console: Console, as_json: bool) -> Console:
    return Console(stderr=True) if as_json else console


def _print_json(document: object) -> None:
    print(json.dumps(document, ensure_ascii=False))
