"""Real processes killed by SIGKILL: workers of ours, and the billing service behind the ledger."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import urllib3

from agentline.adapters.dynamodb import rows
from agentline.adapters.ledgers.webhook import WebhookMailbox, WebhookSecret
from agentline.domain.basis_state import BasisState
from agentline.domain.money import sek
from agentline.services.settle_payment import take_in
from agentline.services.sweep import sweep
from local.billing import client
from local.billing.book import Book, BookError
from local.billing.service import BillingService
from local.paths import REPOSITORY
from tests.integration.billing.house import Caller, House
from tests.integration.billing.killed_worker import SECRET, SURVIVED, open_ledger
from tests.integration.billing.mortality import Moment
from tests.integration.call_path.ringing import audit_of

# Deeds of a dispatch: store, start, store, claim, find, submit, store.
DISPATCH_DEATHS: list[tuple[int, Moment]] = [
    *[(deed, "after") for deed in range(1, 8)],
    (6, "before"),
]
# Deeds of a payment told: take in, start, store.
PAYMENT_DEATHS: list[tuple[int, Moment]] = [(1, "before"), *[(deed, "after") for deed in (1, 2, 3)]]

pytestmark = pytest.mark.usefixtures("own_table")


@pytest.fixture(autouse=True)
def _today(house: House) -> None:
    """Messages are signed by the clock on the wall."""
    house.clock.now = datetime.now(UTC)


@dataclass
class Endpoint:
    """AgentLine's webhook endpoint. `take` answers whether what was told is kept."""

    take: Callable[[dict[str, str], bytes], bool]
    url: str = ""
    answers: list[int] = field(default_factory=list)


@pytest.fixture
def endpoint(house: House) -> Iterator[Endpoint]:
    mailbox = WebhookMailbox(WebhookSecret(webhook_secrets=(SECRET,)))

    def take(headers: dict[str, str], body: bytes) -> bool:
        take_in(mailbox.read(headers, body, datetime.now(UTC)), house.desk)
        return True

    endpoint = Endpoint(take)

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(int(headers["content-length"]))
            status = 200 if endpoint.take(headers, body) else 503
            endpoint.answers.append(status)
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        endpoint.url = f"http://127.0.0.1:{server.server_port}/webhooks/webhook"
        serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        serving.start()
        yield endpoint
        server.shutdown()
        serving.join()


@pytest.fixture
def service(tmp_path: Path, endpoint: Endpoint) -> Iterator[BillingService]:
    with BillingService(
        state_file=tmp_path / "billing.json",
        secrets=(SECRET,),
        webhook_url=endpoint.url,
        pauses=(0.0, 0.0),
    ) as running:
        yield running


def run_worker(
    act: str, given: str, ledger_url: str, now: datetime, deed: int, moment: Moment
) -> int:
    """How it ended."""
    arguments = [act, rows.Row.Meta.table_name, ledger_url, now.isoformat(), str(deed), moment]
    return subprocess.run(
        [sys.executable, "-m", "tests.integration.billing.killed_worker", *arguments],
        input=given.encode(),
        env=environment(),
        cwd=REPOSITORY,
        check=False,
        timeout=60,
    ).returncode


def environment() -> dict[str, str]:
    path = [REPOSITORY / "layers/common/python", REPOSITORY / "functions", REPOSITORY]
    return {**os.environ, "PYTHONPATH": ":".join(map(str, path))}


def with_ledger(house: House, url: str) -> House:
    return replace(house, desk=replace(house.desk, ledger=open_ledger(url)))


def finish(house: House, caller: Caller) -> None:
    """The sweeper comes until the basis is dispatched, or paid."""
    for _round in range(5):
        house.clock.pass_time(timedelta(minutes=5))
        sweep(house.desk)
        house.run()
    assert house.basis(caller.reference()).state is not BasisState.DISPATCHING


def assert_done_once(house: House, caller: Caller, book: Book) -> None:
    entry = book.entry(caller.reference())
    assert list(book.entries) == [caller.reference()]
    assert (entry.number, len(entry.payments)) == ("10001", 1)
    told = [entry.what for entry in audit_of(caller.customer)]
    for once in ("basis_dispatched", "payment_received", "basis_settled", "limit_raised"):
        assert told.count(once) == 1
    account = house.account(caller)
    assert (account.limit, account.unpaid, account.prepaid) == (sek(150_000), sek(0), sek(0))


@pytest.mark.parametrize(("deed", "moment"), DISPATCH_DEATHS)
def test_f28_a_dispatch_killed_at_any_deed_is_swept_and_posted_once(
    house: House, service: BillingService, deed: int, moment: Moment
) -> None:
    house = with_ledger(house, service.url)
    caller = house.blocked_caller()
    ended = run_worker("dispatch", caller.reference(), service.url, house.clock(), deed, moment)
    assert ended == -signal.SIGKILL
    finish(house, caller)
    service.pay(caller.reference())
    house.run()
    assert_done_once(house, caller, service.book)


@pytest.mark.parametrize(("deed", "moment"), PAYMENT_DEATHS)
def test_f21_a_payment_whose_taking_in_is_killed_at_any_deed_is_entered_once(
    house: House, service: BillingService, endpoint: Endpoint, deed: int, moment: Moment
) -> None:
    house = with_ledger(house, service.url)
    caller = house.invoiced_caller()
    ends: list[int] = []

    def take(headers: dict[str, str], body: bytes) -> bool:
        given = json.dumps({"headers": headers, "body": body.decode()})
        doomed = deed if not ends else 0
        ends.append(run_worker("tell", given, service.url, house.clock(), doomed, moment))
        return ends[-1] == SURVIVED

    endpoint.take = take
    assert service.pay(caller.reference()).last_event.is_delivered
    assert (ends, endpoint.answers) == ([-signal.SIGKILL, SURVIVED], [503, 200])
    finish(house, caller)
    assert_done_once(house, caller, service.book)


@dataclass(frozen=True, kw_only=True)
class LedgerSite:
    """Where the billing service runs, whenever it does."""

    state_file: Path
    port: int
    webhook_url: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @contextmanager
    def running(self, moment: str) -> Iterator[subprocess.Popen[str]]:
        arguments = [str(self.state_file), str(self.port), self.webhook_url, moment]
        with subprocess.Popen(
            [sys.executable, "-m", "tests.integration.billing.killed_ledger", *arguments],
            env=environment(),
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            yield process
            process.kill()


@pytest.fixture
def site(tmp_path: Path, endpoint: Endpoint) -> LedgerSite:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return LedgerSite(state_file=tmp_path / "billing.json", port=port, webhook_url=endpoint.url)


@pytest.mark.parametrize("moment", ["before_entering", "after_entering"])
def test_f29_a_ledger_killed_while_it_takes_an_invoice_has_it_once(
    house: House, site: LedgerSite, moment: str
) -> None:
    house = with_ledger(house, site.url)
    caller = house.blocked_caller()
    with site.running(moment) as process:
        failed = house.dispatch(caller.reference())
        assert process.wait(10) == -signal.SIGKILL
        assert failed.state is BasisState.DISPATCH_FAILED
    with site.running("never"):
        dispatched = house.dispatch(caller.reference())
        assert dispatched.state is BasisState.DISPATCHED
        client.pay(site.url, caller.reference())
        house.run()
    assert_done_once(house, caller, Book(site.state_file))


@pytest.mark.parametrize("moment", ["before_telling", "after_telling"])
def test_f21_a_ledger_killed_while_it_tells_a_payment_tells_it_again_and_it_counts_once(
    house: House, site: LedgerSite, moment: str
) -> None:
    house = with_ledger(house, site.url)
    caller = house.blocked_caller()
    with site.running(moment) as process:
        house.dispatch(caller.reference())
        with pytest.raises(BookError):
            client.pay(site.url, caller.reference())
        assert process.wait(10) == -signal.SIGKILL
    [payment] = Book(site.state_file).entry(caller.reference()).payments
    with site.running("never"):
        answer = urllib3.request(
            "POST", f"{site.url}/payments/{payment.id}/telling", headers={"Origin": site.url}
        )
        assert answer.status == 200
    house.run()
    assert_done_once(house, caller, Book(site.state_file))
