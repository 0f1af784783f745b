"""One emulator for a whole test run, on a free port, with a state folder that is thrown away."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from agentline.adapters.dynamodb.rows import Row
from agentline.adapters.ledgers.http import LedgerHttp
from agentline.adapters.ledgers.tryton import TrytonLedger, TrytonSecret, TrytonSettings
from agentline.domain.staff import Role
from local.billing.service import BillingService
from local.billing.stage import ledger_parameters, serving_invoices
from local.commands.assembly import build_assets, synthesize
from local.commands.endpoints import Endpoints, endpoints_of, stage_at
from local.connect.endpoint import ConnectEndpoint
from local.connect.live_call import LiveContacts
from local.connect.stage_endpoint import announce
from local.demo.staff import PASSWORD, demo_email, seed_staff
from local.deployment import deploy
from local.emulator import credentials
from local.emulator.server import Emulator, EmulatorSettings, start
from local.paths import StagePaths
from local.staff_api import StaffApi, sign_in
from local.tour.stage import Stage
from tests.integration.tryton.books import Tryton, TrytonBooks
from tests.integration.tryton.server import TrytonServer, serve_tryton

RECORD_BUCKET = "agentline-office-records"
_PORTS_OF_A_STAGE = 3  # of the emulator, the ledger and the web interface
_PATIENT_SECONDS = 20


@pytest.fixture(scope="session", autouse=True)
def _store_is_waited_for() -> Iterator[None]:
    """A caller's patience is for the functions: what tests ask the store themselves may take what
    it takes where the emulator serves many at once."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect_timeout_seconds", "read_timeout_seconds"):
            patch.setattr(Row.Meta, name, _PATIENT_SECONDS)
        yield


@pytest.fixture(scope="session")
def make_settings(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], EmulatorSettings]:
    """Settings of a new, empty stage with a port that nothing uses."""

    def make() -> EmulatorSettings:
        paths = StagePaths(root=tmp_path_factory.mktemp("stage"))
        return EmulatorSettings(paths=paths, port=free_port(in_a_row=_PORTS_OF_A_STAGE))

    return make


@pytest.fixture(scope="session")
def emulator(make_settings: Callable[[], EmulatorSettings]) -> Iterator[Emulator]:
    settings = make_settings()
    with (
        ConnectEndpoint(LiveContacts()) as connect,
        start(replace(settings, connect_endpoint=connect.url)) as running,
        announce(connect, settings.paths.connect_endpoint),
    ):
        yield running


@pytest.fixture(scope="session")
def client(emulator: Emulator) -> Callable[[str], Any]:
    """Makes a boto3 client of the emulator's root: `client("dynamodb")`."""
    return emulator.client


@pytest.fixture(scope="session")
def bucket(client: Callable[[str], Any]) -> str:
    """Where set-aside records lie, for whoever has a table but no stage."""
    client("s3").create_bucket(
        Bucket=RECORD_BUCKET, CreateBucketConfiguration={"LocationConstraint": credentials.REGION}
    )
    return RECORD_BUCKET


@pytest.fixture(scope="session")
def served(emulator: Emulator) -> Iterator[tuple[Stage, BillingService]]:
    """The synthesized stacks, deployed once a run as `make run` deploys them, and their ledger."""
    build_assets(lambda _sentence: None)
    paths, port = emulator.settings.paths, free_port()
    assembly, parameters = synthesize(paths), ledger_parameters(port)
    endpoints = endpoints_of(emulator, deploy(assembly, emulator.client, parameters=parameters))
    endpoints.write(paths.endpoints)
    stage = stage_at(endpoints, paths)
    with serving_invoices(stage, paths, port, endpoints.webhook_url or "") as service:
        yield stage, service


@pytest.fixture(scope="session")
def stage(served: tuple[Stage, BillingService]) -> Stage:
    return served[0]


@pytest.fixture(scope="session")
def ledger_of_stage(served: tuple[Stage, BillingService]) -> BillingService:
    """What the stage's invoices go to: it can be told to refuse, and has Pay pressed."""
    return served[1]


@pytest.fixture(scope="session")
def endpoints(stage: Stage, emulator: Emulator) -> Endpoints:
    """Where the deployed stage is, with the demo's members of staff in its user pool."""
    endpoints = Endpoints.read(emulator.settings.paths.endpoints)
    seed_staff(endpoints.user_pool_id or "", emulator.client("cognito-idp"))
    assert stage.table_name == endpoints.table_name
    return endpoints


@pytest.fixture(scope="session")
def staff_api(endpoints: Endpoints) -> Callable[[Role], StaffApi]:
    """The deployed API, for somebody of a role who has signed in."""

    @cache
    def signed_in(role: Role) -> StaffApi:
        token = sign_in(
            endpoints.client_id or "",
            demo_email(role),
            PASSWORD,
            region=endpoints.region,
            endpoint_url=endpoints.aws_endpoint_url,
        )
        return StaffApi(endpoints.api_url or "", token)

    return signed_in


@contextmanager
def rows_of_stage(stage: Stage) -> Iterator[None]:
    """The store is the stage's meanwhile, and afterwards where it was before."""
    with pytest.MonkeyPatch.context() as patch:
        for name in (*stage.store_settings, "table_name"):
            patch.setattr(Row.Meta, name, getattr(Row.Meta, name))
        stage.open_store()
        yield


def free_port(in_a_row: int = 1) -> int:
    """The first of so many that nobody listens at."""
    while True:
        with ExitStack() as probes:
            first = _take(0, probes)
            try:
                for port in range(first + 1, first + in_a_row):
                    _take(port, probes)
            except OSError:
                continue
            return first


def _take(port: int, probes: ExitStack) -> int:
    probe = probes.enter_context(socket.socket())
    probe.bind(("127.0.0.1", port))
    taken: int = probe.getsockname()[1]
    return taken


@pytest.fixture(scope="session")
def tryton_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TrytonServer]:
    with serve_tryton(tmp_path_factory.mktemp("tryton")) as server:
        yield server


@pytest.fixture
def tryton(tryton_server: TrytonServer) -> Tryton:
    """A new ledger object on the books of the run: use references of your own."""
    settings = TrytonSettings(
        kind="tryton",
        url=tryton_server.url,
        database=tryton_server.database,
        user=tryton_server.user,
    )
    secret = TrytonSecret(password=tryton_server.password)
    return Tryton(
        ledger=TrytonLedger(settings, secret, LedgerHttp()),
        books=TrytonBooks(tryton_server.connect()),
    )
