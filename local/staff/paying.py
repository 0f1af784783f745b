"""A payment played: by the billing service of the stage, or as a provider would tell of it."""

import time
from datetime import UTC, datetime

import urllib3
from rich.console import Console
from rich.markup import escape

from agentline.domain.basis import Basis
from agentline.domain.money import Money
from agentline.services.billing_desk import BillingDesk
from agentline.services.edit_basis import see_basis
from agentline.services.limits import see_limit
from agentline.services.settle_payment import event_key
from local.billing.book import BookError
from local.billing.client import pay as press_pay
from local.billing.stage import webhook_secrets
from local.commands.billing_desk import at_desk
from local.commands.endpoints import Endpoints, find_stage
from local.commands.errors import CommandError, one_line
from local.commands.progress import say, waiting
from local.paths import StagePaths
from local.staff.choices import Provider
from local.staff.deed import meanwhile, print_json
from local.staff.invoices_as_json import basis_as_json
from local.staff.outcomes import LONGEST_WAIT_SECONDS, wait_for_outcome
from local.staff.provider_message import SignedMessage, tell_payment
from local.staff.typed import check_reference, read_amount


def pay(
    reference: str,
    amount: str | None,
    provider: Provider | None,
    paths: StagePaths,
    console: Console,
    *,
    as_json: bool,
) -> None:
    """Have a dispatched basis paid, and show what came of it. Raises CommandError."""
    check_reference(reference)
    paid = None if amount is None else read_amount("--amount", amount)
    with at_desk(paths) as desk:
        basis, _ = see_basis(reference, desk)
        before = see_limit(basis.customer, desk).account.limit
        with waiting("The payment is on its way", meanwhile(console, as_json=as_json)):
            if provider is None:
                key = _press(reference, paid, paths)
            else:
                key = _sign(basis, paid, provider, desk, paths)
            outcome = wait_for_outcome(key, desk, time.monotonic() + LONGEST_WAIT_SECONDS)
        if outcome is None:
            raise CommandError(f"{key} came, and is not settled after {LONGEST_WAIT_SECONDS:.0f} s")
        after, _ = see_basis(reference, desk)
        seen = see_limit(basis.customer, desk)
    limit = seen.account.limit
    if as_json:
        limits = {"before": before.decimal, "after": limit.decimal, "policy": seen.policy.words}
        told = {"event": key, "outcome": outcome, "invoice": basis_as_json(after)}
        print_json({**told, "limit": limits})
        return
    say(f"[green]✓[/] {escape(outcome)}; {after.due} is left to pay of {reference}.", console)
    raised = f"The limit rose from {before} to {limit}." if limit > before else ""
    say(raised or f"The limit is {limit}, as before. {seen.policy.words}", console)


def _press(reference: str, amount: Money | None, paths: StagePaths) -> str:
    """Press Pay at the billing service; the key of the event it sent."""
    try:
        url = paths.billing_url.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise CommandError("the stage has no billing service running: start it anew") from None
    try:
        payment = press_pay(url, reference, amount.decimal if amount else None)
    except BookError as error:
        raise CommandError(f"the billing service says: {one_line(error)}") from error
    event = payment.last_event
    if not event.is_delivered:
        raise CommandError(f"the payment was not taken in: {event.outcome}")
    return f"webhook#{event.id}"


def _sign(
    basis: Basis,
    amount: Money | None,
    provider: Provider,
    desk: BillingDesk,
    paths: StagePaths,
) -> str:
    """Send what the provider would; the key of the event it tells of."""
    if desk.ledger_kind != provider.value:
        raise CommandError(
            f"the ledger of this stage is {desk.ledger_kind}, not {provider.value}: it does not "
            "listen to that"
        )
    if basis.posting is None:
        raise CommandError(f"basis {basis.reference} was never dispatched")
    paid = amount or basis.due
    if paid.minor <= 0:
        raise CommandError(f"nothing is due on basis {basis.reference}: give --amount")
    now = datetime.now(UTC)
    secrets = webhook_secrets(find_stage(paths))
    message = tell_payment(provider, basis.reference, basis.posting.ledger_id, paid, secrets, now)
    mailbox = desk.mailbox(provider.value)
    told = mailbox.read(message.headers, message.body, now) if mailbox else ()
    url = f"{Endpoints.read(paths.endpoints).webhook_url}/webhooks/{provider.value}"
    _post(url, message)
    return next(event_key(event) for event in told)


def _post(url: str, message: SignedMessage) -> None:
    try:
        answer = urllib3.request(
            "POST",
            url,
            body=message.body,
            headers={**message.headers, "content-type": "application/json"},
            timeout=30,
            retries=False,
        )
    except urllib3.exceptions.HTTPError as error:
        raise CommandError(
            f"the webhook endpoint does not answer ({type(error).__name__})"
        ) from None
    if answer.status != 200:
        words = " ".join(answer.data[:200].decode(errors="replace").split())
        raise CommandError(f"the webhook endpoint answered {answer.status}: {words}")
