"""Merges and erasures, as the API tells them."""

from collections.abc import Iterator

from admin_api.schemas import lifecycle as schemas
from admin_api.schemas.common import Amount
from agentline.billing_ports import OwnTerms
from agentline.domain.erasure import Erasure
from agentline.domain.merge import Merge, MergeSide
from agentline.services.erase_customer import ErasurePreview
from agentline.services.merge_customers import MergePreview

_KEPT = (
    "Orders, invoices and payments stay with their amounts, under the customer's number. Frozen "
    "copies of what was dispatched name the buyer, and stay as they are until the end of the "
    "seventh year after their fiscal year (bokföringslagen 7:2)."
)


def tell_merge_preview(preview: MergePreview) -> schemas.MergingPreview:
    return schemas.MergingPreview(
        source=_tell_side(preview.source),
        into=_tell_side(preview.into),
        hindrances=list(preview.hindrances),
        remaining=Amount.of(preview.remaining),
        would_close=preview.would_close,
        blocks=len(preview.source.standing.blocks),
        left_behind=list(_left_behind(preview)),
    )


def tell_merged(merge: Merge) -> schemas.Merged:
    return schemas.Merged(
        source=merge.source,
        into=merge.into,
        at=merge.by.at,
        who=merge.by.who,
        numbers=list(merge.numbers),
        orders=merge.orders,
        total=Amount.of(merge.total),
    )


def tell_erasure_preview(preview: ErasurePreview) -> schemas.ErasurePreview:
    family = preview.family
    return schemas.ErasurePreview(
        customers=[side.number for side in family],
        name=family[0].customer.owner.name,
        numbers=[number for side in family for number in side.numbers],
        invoices=sum(len(side.books.bases) for side in family),
        payments=sum(len(side.payments) for side in family),
        hindrances=list(preview.hindrances),
        copies_kept=preview.copies,
        copies_kept_until=preview.copies_until,
        kept=_KEPT,
    )


def tell_erased(erasure: Erasure) -> schemas.Erased:
    return schemas.Erased(
        customers=list(erasure.customers),
        at=erasure.by.at,
        who=erasure.by.who,
        numbers=erasure.numbers,
        copies_kept=erasure.copies,
        copies_kept_until=erasure.copies_until,
        kept=_KEPT,
    )


def _tell_side(side: MergeSide) -> schemas.MergingSide:
    account = side.account
    return schemas.MergingSide(
        customer=side.number,
        name=side.customer.owner.name,
        status=side.customer.status,
        numbers=list(side.numbers),
        unbilled=Amount.of(account.unbilled),
        orders=account.open_basis.count,
        remaining=Amount.of(account.remaining),
    )


def _left_behind(preview: MergePreview) -> Iterator[str]:
    source = preview.source
    yield f"credit limit {source.account.limit}"
    if source.standing.price_list != preview.into.standing.price_list:
        yield f"price list {source.standing.price_list}"
    if source.standing.discounts:
        yield f"{len(source.standing.discounts)} discounts"
    if preview.left_terms != OwnTerms():
        yield "terms of their own"
    if source.has_code:
        yield "the code"
