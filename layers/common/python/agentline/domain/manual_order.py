"""Orders that no contact made: manual lines, goodwill and refunds, entered by staff (design.md 1).

They gather on the open basis like any order, and are their own record of who, what and why.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from agentline.domain.audit import AuditEntry
from agentline.domain.catalogue import Language
from agentline.domain.explanation import money_in_words, percent_in_words
from agentline.domain.explanation_words import WORDS
from agentline.domain.money import Money
from agentline.domain.order import Order
from agentline.domain.order_key import OrderKey
from agentline.domain.percent import Percent
from agentline.domain.receivables import Actor, Receivables

ORDER_ENTERED = "order_entered"
GOODWILL_GIVEN = "goodwill_given"
ORDER_REFUNDED = "order_refunded"

# A million kronor on one line is a slip of the keyboard.
_LARGEST_MINOR = 100_000_000


class ManualOrderError(ValueError):
    """The line makes no sense; the message says why, for staff."""


class GoodwillError(ValueError):
    """That much cannot be given; the message says how much can, for staff."""


class ManualKind(StrEnum):
    """What a manual line is for."""

    LINE = "line"
    GOODWILL = "goodwill"
    REFUND = "refund"

    @property
    def audited_as(self) -> str:
        return {
            ManualKind.LINE: ORDER_ENTERED,
            ManualKind.GOODWILL: GOODWILL_GIVEN,
            ManualKind.REFUND: ORDER_REFUNDED,
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualLine:
    """`quantity` of something at a price that includes VAT, below zero where it gives something."""

    text: str
    unit_price: Money
    vat_percent: Percent
    quantity: int = 1
    article: str | None = None

    @property
    def amount(self) -> Money:
        return Money(self.quantity * self.unit_price.minor, self.unit_price.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualOrder:
    """One manual line, who entered it and why.

    The `id` is made of the deed that entered it, and unique for ever (invariant I1). A refund
    `refers_to` the order it takes something off, and is kept beside it: `initiated_at` is that
    order's, of all others when they were entered, in whole seconds. `basis` is None until posted.
    `came_from` is the customer it was made for, if a merge has moved it since.
    """

    customer: str
    id: str
    content: ManualLine
    initiated_at: datetime
    entered_at: datetime
    who: str
    why: str
    refers_to: OrderKey | None = None
    basis: int | None = None
    came_from: str | None = None

    @property
    def amount(self) -> Money:
        return self.content.amount

    @property
    def vat_percent(self) -> Percent:
        return self.content.vat_percent

    @property
    def kind(self) -> ManualKind:
        if self.refers_to:
            return ManualKind.REFUND
        return ManualKind.GOODWILL if self.amount.minor < 0 else ManualKind.LINE


type AnyOrder = Order | ManualOrder
"""What gathers on a basis. Both have `initiated_at`, `amount`, `vat_percent`, `basis` and
`came_from`."""


def key_of(order: AnyOrder) -> OrderKey:
    match order:
        case ManualOrder():
            order_id, version = order.id, None
        case Order():
            order_id = order.contact
            version = order.record_version if order.is_correction else None
    return OrderKey(
        customer=order.customer, initiated_at=order.initiated_at, id=order_id, version=version
    )


def article_of(order: AnyOrder) -> str | None:
    """The number of the article it is of, None for a line that is of none."""
    return order.content.article if isinstance(order, ManualOrder) else order.pin.article


def is_of_one_contact(one: AnyOrder, other: AnyOrder) -> bool:
    """Whether both are an order, or a correction, of one contact; a manual order is on its own."""
    if isinstance(one, ManualOrder) or isinstance(other, ManualOrder):
        return one == other
    return one.contact == other.contact


def manual_id(deed: str) -> str:
    """The id of the manual order that a deed makes: one deed makes one."""
    return f"manual-{deed}"


def enter(
    line: ManualLine, customer: str, deed: str, by: Actor, *, refers_to: OrderKey | None = None
) -> ManualOrder:
    """A manual order, not posted yet. Raises ManualOrderError for an amount of nothing, or one that
    nobody can mean."""
    order = ManualOrder(
        customer=customer,
        id=manual_id(deed),
        content=line,
        initiated_at=refers_to.initiated_at if refers_to else by.at.replace(microsecond=0),
        entered_at=by.at,
        who=by.who,
        why=by.why,
        refers_to=refers_to,
    )
    if line.quantity < 1 or line.amount.is_zero:
        raise ManualOrderError("an order of nothing is none")
    if abs(line.amount.minor) > _LARGEST_MINOR:
        largest = Money(_LARGEST_MINOR, line.amount.currency)
        raise ManualOrderError(f"{line.amount} is more than one line may come to, {largest}")
    return order


def gather(books: Receivables, order: ManualOrder) -> tuple[Receivables, ManualOrder]:
    """Post a manual order on the open basis; the order as it is then.

    Raises CurrencyMismatchError for one in another currency than the account's.
    """
    account = books.account
    gathered = account.open_basis.with_order(order.amount, order.initiated_at)
    placed = replace(order, basis=gathered.number)
    entry = AuditEntry(
        customer=order.customer,
        at=order.entered_at,
        who=order.who,
        what=order.kind.audited_as,
        subject=order.id,
        before={"unbilled": account.unbilled.decimal},
        after={
            "unbilled": gathered.total.decimal,
            "amount": order.amount.decimal,
            "text": order.content.text,
            "basis": str(gathered.number),
        },
        why=order.why,
    )
    return books.with_account(replace(account, open_basis=gathered)).with_entries(entry), placed


def check_goodwill(books: Receivables, amount: Money, most_beyond: Money) -> None:
    """Raise GoodwillError if goodwill would take the open basis further below zero than
    `most_beyond`.

    What is below zero there is credit beyond the limit, to talk for and not to pay. Measured on the
    balance, not by the gift, the bound holds however often something is given, and whatever is paid
    later: remaining never exceeds limit + prepaid by more, but for what corrections and refunds
    take off, which was charged before. What is invoiced already is lessened where it is, by an edit
    or a credit note.
    """
    most = books.account.unbilled + most_beyond
    if amount > most:
        raise GoodwillError(
            f"{amount} cannot be given: {books.account.unbilled} is on the open basis, which may "
            f"come {most_beyond} below zero by goodwill"
        )


def explain_manual(order: ManualOrder, language: Language = Language.ENGLISH) -> tuple[str, ...]:
    """Who entered it and why, and what it comes to, in words."""
    words, line = WORDS[language], order.content
    about = {
        ManualKind.LINE: words.entered,
        ManualKind.GOODWILL: words.goodwill,
        ManualKind.REFUND: words.refunded,
    }
    return (
        about[order.kind].format(
            who=order.who, at=f"{order.entered_at:%Y-%m-%d %H:%M}Z", text=line.text
        ),
        words.why.format(why=order.why),
        words.counted.format(
            quantity=line.quantity,
            price=money_in_words(line.unit_price, words),
            amount=money_in_words(line.amount, words),
            percent=percent_in_words(line.vat_percent, words),
        ),
    )
