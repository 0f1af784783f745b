"""What a person sees once the stage is ready: where it is, whom to ring, what to type."""

from collections.abc import Iterator

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from agentline.domain.discount import DiscountKind
from agentline.domain.staff import Role
from agentline.settings import OPENING_LIMIT
from local.commands.endpoints import Endpoints
from local.commands.progress import say
from local.demo.files import Demo
from local.demo.model import DemoCustomer
from local.demo.staff import demo_email
from local.paths import StagePaths
from local.tour.transcript import show_national

_AGENTLINE = ".venv/bin/agentline"


def welcome(endpoints: Endpoints, paths: StagePaths, demo: Demo, console: Console) -> None:
    console.print()
    say("[bold]The stage is ready.[/]", console)
    _show_addresses(endpoints, paths, console)
    console.print()
    console.print(_lines(demo))
    console.print(_callers(demo))
    console.print()
    say("In another shell, try:", console)
    for command in _commands(demo):
        say(f"  [bold]{_AGENTLINE} {command}[/]", console)
    console.print()
    say("Serving. Ctrl-C stops the stage and keeps its state.", console)


def _commands(demo: Demo) -> Iterator[str]:
    line = show_national(demo.lines[0].number)
    code = next(customer.code for customer in demo.customers if customer.code)
    # The tour has the one with least credit use it up.
    _, poor, *_ = sorted(demo.customers, key=lambda customer: customer.limit)
    caller, poor_caller = (show_national(who.numbers[0]) for who in (demo.customers[-1], poor))
    yield f'call --from "{caller}" --to "{line}" --talk 12m30s'
    yield f'call --from "{caller}" --to "{line}" --transfer-after 1m'
    yield f'call --from withheld --to "{line}" --keys {code}#'
    yield f'call --from "{poor_caller}" --to "{line}" --until-cut'
    yield "tour"
    yield "replay --dry-run"
    yield "--help"


def _show_addresses(endpoints: Endpoints, paths: StagePaths, console: Console) -> None:
    """Plain lines, so that a long name can be copied whole."""
    for label, name in (
        ("Web interface", endpoints.web_url or ""),
        ("Sign in as", f"{', '.join(map(demo_email, Role))}"),
        ("Password", endpoints.password or ""),
        ("AWS endpoint", endpoints.aws_endpoint_url),
        ("Region", endpoints.region),
        ("Table", endpoints.table_name),
        ("Contact records", endpoints.contact_stream),
        ("Billing service", paths.billing_url.read_text(encoding="ascii")),
        ("Its payments to", f"{endpoints.webhook_url}/webhooks/webhook"),
        ("Staff API", endpoints.api_url or ""),
        ("All of these", str(paths.endpoints)),
        ("Log", str(paths.emulator_log)),
    ):
        say(f"  [dim]{label:<15}[/]  {escape(name)}", console)


def _lines(demo: Demo) -> Table:
    table = Table(title="Lines to ring", title_justify="left")
    for heading in ("Number", "Line", "Queue", "Article"):
        table.add_column(heading, overflow="fold")
    for line in demo.lines:
        table.add_row(
            show_national(line.number), line.name, line.queue, line.article or "free of charge"
        )
    return table


def _callers(demo: Demo) -> Table:
    """The customers with something special, and the blocked number."""
    table = Table(title="Some of the callers", title_justify="left")
    for heading in ("Number", "Name", "What is special"):
        table.add_column(heading, overflow="fold")
    for customer in demo.customers:
        special = _special(customer)
        if special:
            table.add_row(show_national(customer.numbers[0]), customer.name, special)
    for number, block in demo.blocked_numbers:
        table.add_row(show_national(number), "nobody", f"blocked: {block.reason}")
    return table


def _special(customer: DemoCustomer) -> str:
    notes = []
    if customer.language != "sv":
        notes.append("speaks English")
    if customer.price_list != "basic":
        notes.append(f"price list {customer.price_list}")
    if customer.code is not None:
        is_required = " (required)" if customer.requires_code else ""
        notes.append(f"demo code {customer.code}{is_required}")
    if customer.limit < OPENING_LIMIT:
        notes.append(f"credit of {customer.limit} only")
    notes += [f"blocked: {block.reason}" for block in customer.block]
    for discount in customer.discount:
        worth = discount.percent or discount.amount
        is_own_rate = discount.kind is DiscountKind.RATE_PER_MINUTE
        notes.append(f"own rate {worth}/min" if is_own_rate else f"discount {worth}")
    return ", ".join(notes)
