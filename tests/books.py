"""Sound books of the customer of the examples: a closed basis, a correction, a live call."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from agentline.domain.account import Account, AccountChange, drop_expired_holds, open_account
from agentline.domain.audit import AuditEntry, audit_closing, audit_registration
from agentline.domain.basis import Basis, Posting
from agentline.domain.basis_edit import LineReduction, Rule
from agentline.domain.basis_lines import line_id, sum_of
from agentline.domain.basis_state import BasisState
from agentline.domain.billing_invariants import find_billing_violations
from agentline.domain.books import Books, CopySeen, Violation
from agentline.domain.call import CreditSeen, ScreenedCall, Step, Verdict
from agentline.domain.catalogue import Language, PriceListKey, PriceListVersion
from agentline.domain.contact_record import ContactRecord
from agentline.domain.crediting import credit
from agentline.domain.customer import Customer
from agentline.domain.dispatch import (
    InvoiceTerms,
    begin_dispatch,
    fail_dispatch,
    freeze,
    make_invoice,
    record_dispatch,
    reopen,
)
from agentline.domain.draft import (
    BelowZeroError,
    Draft,
    add_edit,
    close_now,
    keep_draft,
    move_line,
    remove_edit,
    void,
)
from agentline.domain.invariants import find_violations
from agentline.domain.invoice import Invoice, InvoiceLine
from agentline.domain.limit_policy import LimitPolicy
from agentline.domain.manual_invariants import find_manual_violations
from agentline.domain.manual_order import (
    AnyOrder,
    ManualLine,
    ManualOrder,
    check_goodwill,
    enter,
    gather,
)
from agentline.domain.money import Money, sek
from agentline.domain.offer import make_offer
from agentline.domain.order import Order, correct, rate, recompute
from agentline.domain.order_key import OrderKey
from agentline.domain.payment import Payment, no_payment_yet
from agentline.domain.payment_entry import (
    come_in,
    place,
    recall,
    return_money,
    use_prepaid,
)
from agentline.domain.percent import Percent
from agentline.domain.receivables import Actor, Receivables, end_blocks
from agentline.domain.refund import RefundWay, find_refundable
from agentline.domain.screening import Admit, screen_credit
from agentline.domain.settlement import CorrectedDraft, Settlement, post
from tests.examples import (
    BASIC,
    CALLER,
    CUSTOMER,
    NOON,
    OPENING_LIMIT,
    OWNER,
    TAROT_LINE,
    a_record,
)

OFFER = make_offer(TAROT_LINE, BASIC, (), NOON)
SHORTEST = OFFER.price.of_shortest_call(NOON)


POLICY = LimitPolicy(step=sek(50_000), cap=sek(500_000), days=30)


def violations(books: Books) -> tuple[Violation, ...]:
    """Everything the checker finds."""
    return (
        *find_violations(books, price_of),
        *find_billing_violations(books, version_of),
        *find_manual_violations(books),
    )


def price_of(order: Order) -> Money:
    return recompute(order, BASIC)


def version_of(key: PriceListKey) -> PriceListVersion:
    if key != BASIC.key:
        raise LookupError(f"there is no price list {key}")
    return BASIC


@dataclass
class BookKeeper:
    """Lets one customer ring and talk, and writes down what comes of it as the store would."""

    now: datetime = NOON
    account: Account = field(default_factory=lambda: open_account(CUSTOMER, OPENING_LIMIT))
    calls: dict[str, ScreenedCall] = field(default_factory=dict)
    orders: list[Order] = field(default_factory=list)
    manual_orders: list[ManualOrder] = field(default_factory=list)
    bases: dict[int, Basis] = field(default_factory=dict)
    audit: list[AuditEntry] = field(default_factory=lambda: [_registration()])
    payments: dict[str, Payment] = field(default_factory=dict)
    invoices: dict[int, Invoice] = field(default_factory=dict)
    digests: dict[int, str] = field(default_factory=dict)
    is_rounded: bool = False
    deeds: int = 0

    def ring(self) -> ScreenedCall:
        call = f"call-{len(self.calls) + 1}"
        seen = drop_expired_holds(self.account, self.now)
        decision = screen_credit(self.account, OFFER, call, self.now)
        hold = decision.hold if isinstance(decision, Admit) else None
        self.calls[call] = ScreenedCall(
            call=call,
            step=Step.NUMBER,
            decided_at=self.now,
            a_number=CALLER,
            b_number=TAROT_LINE.number,
            verdict=Verdict.ADMIT if isinstance(decision, Admit) else Verdict.REFUSE,
            reason="none" if isinstance(decision, Admit) else decision.reason.value,
            language=Language.SWEDISH,
            message="",
            customer=CUSTOMER,
            pin=OFFER.pin if isinstance(decision, Admit) else None,
            hold=hold.amount if hold else None,
            talk_seconds=hold.talk_seconds if hold else None,
            credit=CreditSeen(
                remaining=seen.remaining, available=seen.available, shortest=SHORTEST
            ),
        )
        if decision.change:
            self._keep(decision.change)
        return self.calls[call]

    def rate(self, record: ContactRecord) -> None:
        """Settle a record of a call that was let in: an order, a correction, or the hold alone."""
        history = [order for order in self.orders if order.contact == record.contact]
        order = None
        if history:
            order = correct(record, history, version=BASIC, now=self.now)
            if order is None:
                return
        elif record.talk_seconds:
            order = rate(
                record,
                customer=CUSTOMER,
                line=TAROT_LINE.number,
                pin=OFFER.pin,
                version=BASIC,
                now=self.now,
            )
        settlement = Settlement(
            call=record.call,
            charge=order.amount if order else None,
            initiated_at=record.initiated_at,
            is_last_leg=record.is_last_leg,
            draft=self._correct_draft(history, order),
        )
        change = post(drop_expired_holds(self.account, self.now), [settlement], SHORTEST, self.now)
        if order:
            self.orders.append(replace(order, basis=change.placements[0]))
        self._keep(change)

    @property
    def receivables(self) -> Receivables:
        return Receivables(account=self.account, bases=dict(self.bases))

    @property
    def by(self) -> Actor:
        """Whoever does something now, never twice at one instant."""
        self.deeds += 1
        at = self.now + timedelta(milliseconds=self.deeds)
        return Actor(who="anna", why="because", at=at)

    @property
    def all_orders(self) -> list[AnyOrder]:
        return [*self.orders, *self.manual_orders]

    def draft(self, number: int) -> Draft:
        orders = tuple(order for order in self.all_orders if order.basis == number)
        return Draft(basis=self.bases[number], orders=orders, language=Language.SWEDISH)

    def keep(self, books: Receivables, payments: Iterable[Payment] = ()) -> None:
        """Write down what a decision of invoicing makes of the customer, as the store would."""
        self.payments |= {payment.key: payment for payment in payments}
        books, used = use_prepaid(books, self.payments.values(), POLICY, self.by)
        self.payments |= {payment.key: payment for payment in used}
        ended = end_blocks(books, SHORTEST, self.now)
        self.account = replace(ended.account, version=self.account.version + 1)
        self.bases = {
            number: replace(basis, version=basis.version + 1)
            for number, basis in ended.bases.items()
        }
        self.audit += ended.audit

    def close(self) -> int:
        """Staff close the open basis early."""
        self.keep(close_now(self.receivables, self.by))
        return max(self.bases)

    def edit(self, number: int, rule: Rule) -> None:
        by = self.by
        edited = add_edit(self.draft(number), rule, version_of, by)
        self.keep(keep_draft(self.receivables, edited, rule.words, by))

    def undo(self, number: int, edit: str) -> None:
        edited = remove_edit(self.draft(number), edit, version_of)
        self.keep(keep_draft(self.receivables, edited, f"without {edit}", self.by))

    def move(self, number: int, line: str) -> None:
        draft = self.draft(number)
        books, moved = move_line(self.receivables, draft, line, version_of, self.by)
        names = {line_id(order) for order in moved}
        kept = [order for order in self.all_orders if line_id(order) not in names]
        self.orders = [order for order in (*kept, *moved) if isinstance(order, Order)]
        self.manual_orders = [one for one in (*kept, *moved) if isinstance(one, ManualOrder)]
        self.keep(books)

    def enter(self, amount: Money, quantity: int = 1) -> ManualOrder:
        """Staff enter a manual line, of cards at 6 per cent."""
        content = ManualLine(
            text="Tarot cards",
            unit_price=amount,
            vat_percent=Percent.parse("6"),
            quantity=quantity,
        )
        return self._gather(content)

    def give(self, amount: Money) -> ManualOrder:
        """Staff give goodwill. Raises GoodwillError."""
        check_goodwill(self.receivables, amount, POLICY.step)
        return self._gather(_given("Goodwill", amount, Percent.parse("25")))

    def refund(self, key: OrderKey, amount: Money | None = None) -> RefundWay:
        """Staff give back what an order cost, or a part. Raises what `find_refundable` does,
        RefundError, and what edits and credit notes do."""
        beside = [one for one in self.all_orders if one.initiated_at == key.initiated_at]
        found = find_refundable(key, beside, self.receivables, self.lines_of)
        chosen, order = found.choose(amount), found.order
        match found.way:
            case RefundWay.MANUAL_ORDER:
                self._gather(_given("Refund", chosen, order.vat_percent), key)
            case RefundWay.DRAFT_EDIT:
                self.edit(found.basis, LineReduction(line=line_id(order), reduction=chosen))
            case RefundWay.CREDIT_NOTE:
                self.credit(found.basis, chosen, line_id(order))
        return found.way

    def lines_of(self, number: int) -> Sequence[InvoiceLine]:
        """Of a closed basis: its frozen copy's, if there is one."""
        if self.bases[number].frozen:
            return self.invoices[number].lines
        return self.draft(number).lines(version_of)

    def void(self, number: int) -> None:
        self.keep(void(self.receivables, number, self.by))

    def freeze(self, number: int) -> None:
        """Staff dispatch a basis, and its copy is fixed."""
        self.keep(begin_dispatch(self.receivables, number, self.by))
        if self.bases[number].frozen:
            return
        draft = self.draft(number)
        invoice = make_invoice(
            draft,
            draft.lines(version_of),
            _customer(),
            CALLER,
            InvoiceTerms(due_days=30, is_rounded=self.is_rounded),
            self.account.prepaid,
            self.now.date(),
        )
        books, payments = freeze(
            self.receivables,
            invoice,
            self.digests.setdefault(number, f"{number} at {self.now}"),
            tuple(self.payments.values()),
            POLICY,
            self.by,
            number,
        )
        self.invoices[number] = invoice
        self.keep(books, payments)

    def record_dispatch(self, number: int) -> None:
        posting = Posting(ledger_id=f"ledger-{number}", number=f"F{number}", ocr=None)
        self.keep(record_dispatch(self.receivables, number, posting, None, self.by))

    def dispatch(self, number: int) -> None:
        """All the way to the ledger, if there is anything to pay."""
        self.freeze(number)
        if self.bases[number].state is BasisState.DISPATCHING:
            self.record_dispatch(number)

    def settle(self, number: int) -> None:
        """Dispatched, and paid at once."""
        self.dispatch(number)
        self.pay(number, self.bases[number].due)

    def fail_dispatch(self, number: int) -> None:
        self.keep(fail_dispatch(self.receivables, number, "no such customer", self.by))

    def reopen(self, number: int) -> None:
        draft = self.draft(number)
        payable = sum_of(draft.lines(version_of), draft.basis.payable.currency)
        books, freed = reopen(
            self.receivables, draft, payable, tuple(self.payments.values()), self.by
        )
        self.keep(books, freed)

    def pay(self, number: int | None, amount: Money, payment: str = "") -> str:
        """A payment comes, naming a basis; its name for a recall."""
        name = payment or f"p{len(self.payments) + 1}"
        by = self.by
        known = self.payments.get(f"test#{name}") or no_payment_yet(
            "test", name, amount.currency, "", by.at, by.at.date()
        )
        came = come_in(known, amount, by.at.date(), "", by)
        entered = place(self.receivables, came, number, POLICY, by)
        self.keep(entered.books, [entered.payment])
        return name

    def recall(self, payment: str, amount: Money, recall_id: str = "") -> None:
        by = self.by
        known = self.payments.get(f"test#{payment}") or no_payment_yet(
            "test", payment, amount.currency, "", by.at, by.at.date()
        )
        books = self.receivables if known.customer else None
        name = recall_id or f"r{len(known.recalls) + 1}"
        changed, recalled = recall(books, known, name, amount, by)
        self.keep(changed or self.receivables, [recalled])

    def give_back(self, payment: str, amount: Money) -> None:
        known = self.payments[f"test#{payment}"]
        books, returned = return_money(self.receivables, known, amount, self.by)
        self.keep(books or self.receivables, [returned])

    def credit(self, number: int, amount: Money, line: str | None = None) -> None:
        by = self.by
        books, payments = credit(
            self.receivables,
            number,
            amount,
            self.invoices[number],
            tuple(self.payments.values()),
            by,
            by.at.date(),
            line,
        )
        self.keep(books, payments)

    def books(self) -> Books:
        return Books(
            account=self.account,
            orders=tuple(self.orders),
            manual_orders=tuple(self.manual_orders),
            bases=tuple(self.bases.values()),
            calls=dict(self.calls),
            numbers=(CALLER,),
            listed_numbers=(CALLER,),
            audit=tuple(self.audit),
            payments=tuple(self.payments.values()),
            copies={
                number: CopySeen(
                    digest=self.digests[number],
                    total=copy.total,
                    lines_total=sum_of(copy.lines, copy.total.currency),
                )
                for number, copy in self.invoices.items()
            },
        )

    def _gather(self, content: ManualLine, refers_to: OrderKey | None = None) -> ManualOrder:
        by = self.by
        order = enter(content, CUSTOMER, f"{self.deeds}", by, refers_to=refers_to)
        books, placed = gather(self.receivables, order)
        self.manual_orders.append(placed)
        self.keep(books)
        return placed

    def _correct_draft(
        self, history: Sequence[Order], order: Order | None
    ) -> CorrectedDraft | None:
        basis = self.bases.get(history[0].basis or 0) if history else None
        if basis is None or order is None or basis.state is not BasisState.DRAFT:
            return None
        try:
            after = self.draft(basis.number).with_order(order, version_of).basis
        except BelowZeroError:
            return None
        return CorrectedDraft(after=after, due_change=after.payable - basis.payable)

    def _keep(self, change: AccountChange) -> None:
        self.account = change.after
        if change.closed:
            closed = change.closed
            self.bases[closed.number] = replace(Basis.of(CUSTOMER, closed), version=1)
            self.audit.append(audit_closing(CUSTOMER, closed))
        for draft in change.drafts:
            self.bases[draft.number] = replace(draft, version=draft.version + 1)


def sound_books() -> Books:
    """One basis closed by the limit and paid, one order and a correction on the next, a live
    call."""
    keeper = BookKeeper()
    for minutes in (40, 9):
        keeper.rate(a_record(keeper.ring().call, talk_seconds=60 * minutes))
    keeper.settle(1)
    talked = a_record(keeper.ring().call, talk_seconds=600)
    keeper.rate(talked)
    keeper.rate(replace(talked, talk_seconds=300, version=talked.version + timedelta(hours=1)))
    keeper.ring()
    return keeper.books()


def _given(text: str, amount: Money, vat_percent: Percent) -> ManualLine:
    price = Money(-amount.minor, amount.currency)
    return ManualLine(text=text, unit_price=price, vat_percent=vat_percent)


def _registration() -> AuditEntry:
    return audit_registration(_customer(), CALLER, OPENING_LIMIT)


def _customer() -> Customer:
    return Customer(
        number=CUSTOMER,
        owner=OWNER,
        language=Language.SWEDISH,
        registered_at=NOON,
        source="fake",
        fetched_at=NOON,
    )
