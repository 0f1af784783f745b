"""Credit limits and customers' own terms on a running stage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from agentline.billing_ports import OwnTerms
from agentline.domain.audit import AuditEntry
from agentline.domain.money import Money
from agentline.services.billing_desk import BillingDesk
from agentline.services.limits import LimitSeen, limit_history, see_limit, set_limit, set_terms
from local.commands.billing_desk import at_desk, open_trail
from local.commands.errors import WrongInputError
from local.commands.progress import say
from local.paths import StagePaths
from local.staff.deed import Deed, print_json
from local.staff.typed import check_customer, read_amount

DEFAULT = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsTyped:
    """What was typed of a customer's terms: a value, the word default, None to leave as it is."""

    due_days: str | None = None
    step: str | None = None
    cap: str | None = None
    days: str | None = None

    def onto(self, terms: OwnTerms) -> OwnTerms:
        """The terms with what was typed. Raises WrongInputError."""
        if self == TermsTyped():
            raise WrongInputError("give one at least of --due-days, --step, --cap and --days")
        return OwnTerms(
            due_days=_days("--due-days", self.due_days, terms.due_days),
            limit_step=_amount("--step", self.step, terms.limit_step),
            limit_cap=_amount("--cap", self.cap, terms.limit_cap),
            limit_days=_days("--days", self.days, terms.limit_days),
        )


def show(customer: str, paths: StagePaths, console: Console, *, as_json: bool) -> None:
    """The limit, the rule it rises by, and how it came to be. Raises CommandError."""
    check_customer(customer)
    with at_desk(paths) as desk:
        _tell(customer, desk, console, as_json=as_json)


def change(customer: str, amount: str, deed: Deed, paths: StagePaths, console: Console) -> None:
    """Give the customer another limit. Raises CommandError."""
    check_customer(customer)
    limit = read_amount("AMOUNT", amount, may_be_zero=True)
    deed.check()
    with at_desk(paths) as desk:
        before = see_limit(customer, desk).account.limit
        deed.ask(f"Change the limit of customer {customer} from {before} to {limit}?")
        set_limit(customer, limit, deed.staff, deed.reason, desk)
        _tell(customer, desk, console, as_json=deed.as_json)


def agree(
    customer: str, typed: TermsTyped, deed: Deed, paths: StagePaths, console: Console
) -> None:
    """Agree other terms with the customer than the deployment's. Raises CommandError."""
    check_customer(customer)
    typed.onto(OwnTerms())
    deed.check()
    with at_desk(paths) as desk:
        terms = typed.onto(see_limit(customer, desk).own)
        deed.ask(f"Agree on {_terms_words(terms)} with customer {customer}?")
        set_terms(customer, terms, deed.staff, deed.reason, desk)
        _tell(customer, desk, console, as_json=deed.as_json)


def seen_as_json(seen: LimitSeen, history: Sequence[AuditEntry]) -> dict[str, Any]:
    account, own = seen.account, seen.own
    return {
        "customer": account.customer,
        "currency": account.limit.currency,
        "limit": account.limit.decimal,
        "prepaid": account.prepaid.decimal,
        "unbilled": account.unbilled.decimal,
        "unpaid": account.unpaid.decimal,
        "held": account.held.decimal,
        "remaining": account.remaining.decimal,
        "policy": seen.policy.words,
        "due_days": seen.due_days,
        "own_terms": {
            "due_days": own.due_days,
            "step": own.limit_step.decimal if own.limit_step else None,
            "cap": own.limit_cap.decimal if own.limit_cap else None,
            "days": own.limit_days,
        },
        "history": [
            {
                "at": entry.at.isoformat(),
                "what": entry.what,
                "who": entry.who,
                "before": dict(entry.before),
                "after": dict(entry.after),
                "why": entry.why,
            }
            for entry in history
        ],
    }


def show_seen(seen: LimitSeen, history: Sequence[AuditEntry], console: Console) -> None:
    account = seen.account
    say(f"Customer {account.customer}: limit [bold]{account.limit}[/]", console)
    say(
        f"{account.remaining} remains: {account.prepaid} prepaid, {account.unbilled} unbilled, "
        f"{account.unpaid} unpaid; {account.held} of it is held for calls.",
        console,
    )
    say(seen.policy.words, console)
    say(f"Invoices are due after {seen.due_days} days.", console)
    own = _terms_words(seen.own)
    say(f"Agreed with this customer: {own}." if own else "No terms of their own.", console)
    table = Table(title="History", title_justify="left")
    for heading in ("When (UTC)", "What", "Before", "After", "Who", "Why"):
        table.add_column(heading, overflow="fold")
    for entry in history:
        what = Text(entry.what.replace("_", " "))
        before, after = (_stated(side) for side in (entry.before, entry.after))
        when = f"{entry.at:%Y-%m-%d %H:%M}"
        table.add_row(when, what, before, after, Text(entry.who), Text(entry.why))
    console.print(table)


def _tell(customer: str, desk: BillingDesk, console: Console, *, as_json: bool) -> None:
    seen, history = see_limit(customer, desk), limit_history(customer, open_trail())
    if as_json:
        print_json(seen_as_json(seen, history))
    else:
        show_seen(seen, history, console)


def _stated(side: Mapping[str, str]) -> Text:
    """The caller's number, which an opening limit comes with, says nothing here."""
    words = {name: text for name, text in side.items() if name != "number"}
    return Text("\n".join(f"{name.replace('_', ' ')} {text}" for name, text in words.items()))


def _terms_words(terms: OwnTerms) -> str:
    stated = {
        "due after": f"{terms.due_days} days" if terms.due_days is not None else None,
        "step": terms.limit_step,
        "cap": terms.limit_cap,
        "in time": f"{terms.limit_days} days" if terms.limit_days is not None else None,
    }
    words = [f"{name} {value}" for name, value in stated.items() if value is not None]
    return escape(", ".join(words))


def _days(option: str, typed: str | None, until_now: int | None) -> int | None:
    if typed is None:
        return until_now
    if typed == DEFAULT:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 4):
        raise WrongInputError(f"{option}: {typed[:40]!r} is no number of days, nor {DEFAULT}")
    return int(typed)


def _amount(option: str, typed: str | None, until_now: Money | None) -> Money | None:
    if typed is None:
        return until_now
    return None if typed == DEFAULT else read_amount(option, typed, may_be_zero=True)
