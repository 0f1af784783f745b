"""`agentline bench api`: what a warm read of the staff API takes, beside one that only echoes."""

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from statistics import median
from time import perf_counter

from rich.console import Console

from agentline.adapters.dynamodb.rows import Row
from agentline.domain.staff import Role
from local.bench import scene
from local.bench.budgets import Finding, all_kept
from local.bench.echo_api import deploy_echo
from local.bench.findings_shown import show_findings
from local.bench.growth.group import Group
from local.bench.growth.scene import rows_of
from local.bench.own_stage import own_stage
from local.bench.page import write_page
from local.commands.endpoints import Endpoints
from local.demo.staff import PASSWORD, demo_email
from local.emulator.server import Emulator
from local.staff_api import StaffApi, sign_in

COMMAND = "bench api"
READ_TO_ECHO = 2.5
# Rounds before any counts, and rounds that do.
_FULL = (20, 400)
_QUICK = (3, 9)
# Among what a group brings in a day: sixty customers, six hundred orders, ten of all else.
_GROUP = Group(day=datetime.now(UTC).date(), first_customer=700_001, count=10, regular_basis=1_000)
_CUSTOMER = _GROUP.customers[0]
# Of one thing by its key, for which the store is asked once at most. What asks it more often costs
# that many more of its requests, which are the emulator's to answer: it is told, and has no budget.
_BUDGETED = {"get_me", "get_customer", "get_order", "explain_order"}
# What pages ask for most, by the name of the operation; {order} is one of the customer's.
READS: Mapping[str, str] = {
    "get_me": "/me",
    "get_customer": f"/customers/{_CUSTOMER}",
    "list_customers by number": f"/customers?search=%2B46701{_CUSTOMER}",
    "list_customers by name": "/customers?search=anna%20a&limit=10",
    "get_credit": f"/customers/{_CUSTOMER}/credit",
    "get_timeline": f"/customers/{_CUSTOMER}/timeline?limit=10",
    "list_invoices": "/invoices?state=draft&limit=10",
    "get_invoice": f"/invoices/{_CUSTOMER}-0001",
    "list_orders": "/orders?limit=10",
    "get_order": "/orders/{order}",
    "explain_order": "/orders/{order}/explanation",
    "list_payments": "/payments?limit=10",
    "list_calls": "/calls?limit=10",
    "list_unmatched": "/unmatched?limit=10",
    "report_today": "/reports/today",
}


class UnexpectedAnswerError(RuntimeError):
    """A read failed: its time would be that of something else."""


def bench_api(console: Console, docs: Path, quick: bool) -> int:
    """Measure warm reads and write them into the page `docs`; 1 if the budget is missed, else 0.

    The requests take turns: one of each, over and over. Raises EmulatorError, DeploymentError,
    UnexpectedAnswerError.
    """
    with console.status("Deploying a stage of its own") as status, own_stage() as own:
        _fill()
        status.update("Reading and echoing by turns")
        times = _measure(own.emulator, own.endpoints, *(_QUICK if quick else _FULL))
    findings = [_judge(name, times) for name in READS]
    show_findings("Warm reads of the staff API, p50 to p50", findings, console)
    write_page(docs, COMMAND, findings, times)
    console.print(f"Written to {docs}", highlight=False)
    return 0 if all_kept(findings) else 1


def _fill() -> None:
    with Row.batch_write() as batch:
        for row in chain(scene.catalogue_rows(), rows_of(_GROUP)):
            batch.save(row)


def _measure(
    emulator: Emulator, endpoints: Endpoints, warm_up: int, rounds: int
) -> dict[str, list[float]]:
    """Seconds by name; "echo" is the one the others are compared with."""
    token = sign_in(
        endpoints.client_id or "",
        demo_email(Role.VIEWER),
        PASSWORD,
        region=endpoints.region,
        endpoint_url=endpoints.aws_endpoint_url,
    )
    api = StaffApi(endpoints.api_url or "", token)
    echo = StaffApi(deploy_echo(emulator, endpoints.user_pool_id or ""), token)
    order = api.ask("GET", f"/orders?customer={_CUSTOMER}&limit=1").json["items"][0]["id"]
    reads = {name: (api, path.format(order=order)) for name, path in READS.items()}
    asked = {"echo": (echo, "/me"), **reads}
    times: dict[str, list[float]] = {name: [] for name in asked}
    for turn in range(warm_up + rounds):
        for name, (server, path) in asked.items():
            began_at = perf_counter()
            answer = server.ask("GET", path)
            seconds = perf_counter() - began_at
            if answer.status != 200:
                raise UnexpectedAnswerError(f"{name} was answered with {answer.status}")
            if turn >= warm_up:
                times[name].append(seconds)
    return times


def _judge(name: str, times: Mapping[str, list[float]]) -> Finding:
    ratio = median(times[name]) / median(times["echo"])
    ratios = [read / echo for read, echo in zip(times[name], times["echo"], strict=True)]
    return Finding(
        subject=f"{name}, warm, to an echo",
        budget=f"<= {READ_TO_ECHO:g} x" if name in _BUDGETED else "",
        measured=f"{ratio:.2f} x",
        spread=" - ".join(f"{one:.2f}" for one in (min(ratios), median(ratios), max(ratios))),
        is_kept=ratio <= READ_TO_ECHO if name in _BUDGETED else None,
    )
