"""No number of sound books can be changed alone without an invariant breaking."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from agentline.domain.basis_state import BasisState
from agentline.domain.books import Books
from agentline.domain.call import CreditSeen
from agentline.domain.money import sek
from tests.books import SHORTEST, sound_books, violations
from tests.examples import OPENING_LIMIT

SOUND = sound_books()
SEEN = CreditSeen(remaining=OPENING_LIMIT, available=OPENING_LIMIT, shortest=SHORTEST)

Mutation = Callable[[Books, int], Books]


def _account(books: Books, **change: object) -> Books:
    return replace(books, account=replace(books.account, **change))  # type: ignore[arg-type]


def _open_basis(books: Books, **change: object) -> Books:
    basis = replace(books.account.open_basis, **change)  # type: ignore[arg-type]
    return _account(books, open_basis=basis)


def _closed_basis(books: Books, **change: object) -> Books:
    [basis] = books.bases
    return replace(books, bases=(replace(basis, **change),))  # type: ignore[arg-type]


def _order(books: Books, at: int, **change: object) -> Books:
    changed = replace(books.orders[at], **change)  # type: ignore[arg-type]
    return replace(books, orders=(*books.orders[:at], changed, *books.orders[at + 1 :]))


def _call(books: Books, **change: object) -> Books:
    changed = replace(books.calls["call-1"], **change)  # type: ignore[arg-type]
    return replace(books, calls={**books.calls, "call-1": changed})


MUTATIONS: dict[str, Mutation] = {
    "limit": lambda books, by: _account(books, limit=books.account.limit + sek(by)),
    "unpaid": lambda books, by: _account(books, unpaid=books.account.unpaid + sek(by)),
    "prepaid": lambda books, by: _account(books, prepaid=sek(-abs(by))),
    "blocking basis": lambda books, by: _account(books, blocking_basis=by),
    "open number": lambda books, by: _open_basis(books, number=2 + by),
    "open count": lambda books, by: _open_basis(books, count=books.account.open_basis.count + by),
    "open total": lambda books, by: _open_basis(books, total=books.account.unbilled + sek(by)),
    "closed number": lambda books, by: _closed_basis(books, number=1 + by),
    "closed count": lambda books, by: _closed_basis(books, count=books.bases[0].count + by),
    "closed total": lambda books, by: _closed_basis(books, total=books.bases[0].total + sek(by)),
    "amount of an order": lambda books, by: _order(
        books, by % len(books.orders), amount=books.orders[by % len(books.orders)].amount + sek(by)
    ),
    "basis of an order": lambda books, by: _order(books, 0, basis=1 + by),
    "charged before": lambda books, by: _order(
        books, -1 + len(books.orders), charged_before=sek(by)
    ),
    "hold of a call": lambda books, by: _call(books, hold=SEEN.available + sek(abs(by))),
    "available": lambda books, by: _call(
        books, credit=replace(SEEN, available=SEEN.shortest - sek(abs(by)))
    ),
}


@given(name=st.sampled_from(sorted(MUTATIONS)), by=st.integers(-10_000, 10_000).filter(bool))
def test_one_changed_number_breaks_an_invariant(name: str, by: int) -> None:
    assert violations(MUTATIONS[name](SOUND, by))


@given(state=st.sampled_from([state for state in BasisState if state is not BasisState.PAID]))
def test_a_paid_basis_in_another_state_breaks_an_invariant(state: BasisState) -> None:
    assert violations(_closed_basis(SOUND, state=state))


@given(
    name=st.sampled_from(["payable", "received", "credited", "adjusted", "raised"]),
    by=st.integers(-10_000, 10_000).filter(bool),
)
def test_one_changed_amount_of_a_basis_breaks_an_invariant(name: str, by: int) -> None:
    [basis] = SOUND.bases
    known = getattr(basis, name) or sek(0)
    assert violations(_closed_basis(SOUND, **{name: known + sek(by)}))


@given(
    name=st.sampled_from(["amount", "prepaid", "suspense", "returned"]),
    by=st.integers(-10_000, 10_000).filter(bool),
)
def test_one_changed_amount_of_a_payment_breaks_an_invariant(name: str, by: int) -> None:
    [payment] = SOUND.payments
    changed = replace(payment, **{name: getattr(payment, name) + sek(by)})
    assert violations(replace(SOUND, payments=(changed,)))
