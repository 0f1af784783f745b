"""Credit and terms, to and from what the API tells."""

from datetime import datetime

from admin_api.schemas import credit as schemas
from admin_api.schemas.common import Amount, PositiveAmount, optional_amount
from agentline.billing_ports import OwnTerms
from agentline.domain.account import Account, drop_expired_holds
from agentline.domain.money import Money
from agentline.domain.reference import basis_reference
from agentline.services.limits import LimitPreview, LimitSeen


def tell_credit(seen: LimitSeen, now: datetime) -> schemas.CreditStanding:
    """Holds that have expired count no more at the next call, and are not told."""
    account = drop_expired_holds(seen.account, now)
    return schemas.CreditStanding(
        customer=account.customer,
        limit=Amount.of(account.limit),
        prepaid=Amount.of(account.prepaid),
        unbilled=Amount.of(account.unbilled),
        unpaid=Amount.of(account.unpaid),
        held=Amount.of(account.held),
        remaining=Amount.of(account.remaining),
        available=Amount.of(account.available),
        blocking_invoice=_reference(account, account.blocking_basis),
        holds=[
            schemas.LiveHold(
                call=call,
                amount=Amount.of(hold.amount),
                since=hold.placed_at,
                answered_at=hold.answered_at,
                talk_seconds=hold.talk_seconds,
                is_over=hold.shrunk_at is not None,
                expires_at=hold.expires_at,
            )
            for call, hold in sorted(account.holds.items(), key=lambda each: each[1].placed_at)
        ],
        limit_policy=schemas.LimitPolicy.of(seen.policy),
        own_terms=schemas.OwnTerms(
            due_days=seen.own.due_days,
            limit_step=_positive(seen.own.limit_step),
            limit_cap=_positive(seen.own.limit_cap),
            limit_days=seen.own.limit_days,
        ),
        due_days=seen.due_days,
    )


def tell_limit_preview(preview: LimitPreview) -> schemas.LimitPreview:
    before, after = preview.before.account, preview.after.account
    closed = next(iter(preview.after.closed), None)
    return schemas.LimitPreview(
        customer=after.customer,
        seen=preview.token,
        limit_before=Amount.of(before.limit),
        limit_after=Amount.of(after.limit),
        remaining_after=Amount.of(after.remaining),
        shortest_call=Amount.of(preview.shortest),
        closes_open_basis=closed is not None,
        closing_invoice=_reference(after, closed.number if closed else None),
        closing_total=optional_amount(closed.total if closed else None),
        is_blocked_after=after.blocking_basis is not None,
    )


def read_terms(terms: schemas.OwnTerms) -> OwnTerms:
    return OwnTerms(
        due_days=terms.due_days,
        limit_step=terms.limit_step.to_money() if terms.limit_step else None,
        limit_cap=terms.limit_cap.to_money() if terms.limit_cap else None,
        limit_days=terms.limit_days,
    )


def _reference(account: Account, number: int | None) -> str | None:
    return None if number is None else basis_reference(account.customer, number)


def _positive(money: Money | None) -> PositiveAmount | None:
    if money is None:
        return None
    return PositiveAmount(amount=money.decimal, currency=money.currency)
