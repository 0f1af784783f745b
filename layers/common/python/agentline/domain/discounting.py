"""Discounts agreed with single customers, and the end of them."""

from dataclasses import replace

from agentline.domain.customer_audit import audit_discount_agreed, audit_discount_ended
from agentline.domain.customer_file import CustomerChange, CustomerFile
from agentline.domain.discount import Discount, DiscountError
from agentline.domain.kept_entry import (
    AgreedDiscount,
    TooManyEntriesError,
    is_over,
    require_lasting,
)
from agentline.domain.money import CurrencyMismatchError
from agentline.domain.receivables import Actor

# With MOST_BLOCKS, and the account itself, one read unit.
MOST_DISCOUNTS = 8


def agree_discount(
    file: CustomerFile, discount: Discount, discount_id: str, by: Actor
) -> CustomerChange:
    """Of discounts that exclude each other the one agreed first counts (`own_rate`).

    Raises DiscountError, CurrencyMismatchError, CustomerGoneError, TooManyEntriesError.
    """
    file.require_present()
    if is_over(discount.valid_until, by.at):
        raise DiscountError("valid_until must lie ahead")
    currency = file.account.limit.currency
    if discount.amount and discount.amount.currency != currency:
        raise CurrencyMismatchError(f"customer {file.number} is charged in {currency}")
    standing = [each for each in file.discounts.values() if not is_over(each.valid_until, by.at)]
    if len(standing) >= MOST_DISCOUNTS:
        raise TooManyEntriesError(
            f"customer {file.number} has {MOST_DISCOUNTS} discounts, which is the most: end one "
            "first"
        )
    agreed = AgreedDiscount(id=discount_id, customer=file.number, discount=discount, agreed=by)
    return CustomerChange(
        before=file,
        after=file,
        audit=(audit_discount_agreed(agreed),),
        discounts=(agreed,),
        made=discount_id,
    )


def end_discount(file: CustomerFile, agreed: AgreedDiscount, by: Actor) -> CustomerChange:
    """Calls let in before keep the price they were let in at. Raises EntryEndedError."""
    require_lasting(agreed, by.at)
    ended = replace(agreed, ended=by)
    return CustomerChange(
        before=file,
        after=file,
        audit=(audit_discount_ended(agreed, by),),
        discounts=(ended,),
        made=agreed.id,
    )
