"""Customers, numbers, blocks and discounts, to and from what the API tells."""

from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path

from admin_api.problems import FieldError, ProblemError
from admin_api.schemas import blocks, customers, discounts
from admin_api.schemas.common import Amount, AnySpelling, optional_amount, percent_text
from agentline.adapters.phone_numbers import read_phone_number
from agentline.customer_ports import ListedCustomer
from agentline.domain.blocking import BlockTerms
from agentline.domain.catalogue import Language
from agentline.domain.customer import NumberEntry, Owner
from agentline.domain.customer_edit import CustomerEdit
from agentline.domain.customer_file import RegisterEntry
from agentline.domain.discount import Discount
from agentline.domain.kept_entry import AgreedDiscount, PlacedBlock, is_over
from agentline.domain.money import Money
from agentline.domain.percent import Percent
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.receivables import Actor
from agentline.services.find_customers import Hit
from agentline.services.register_by_hand import Foreseen, Registration

NumberInPath = Annotated[AnySpelling, Path()]


def tell_hit(hit: Hit) -> customers.CustomerHit:
    found = hit.customer
    return customers.CustomerHit(
        **dict(_tell_summary(found)), matched_by=hit.matched_by, invoice=hit.invoice
    )


def tell_listed(found: ListedCustomer) -> customers.CustomerHit:
    """One nobody has searched for."""
    return customers.CustomerHit(**dict(_tell_summary(found)), matched_by=None, invoice=None)


def tell_customer(entry: RegisterEntry) -> customers.Customer:
    customer = entry.customer
    summary = _tell_summary(
        ListedCustomer(
            number=customer.number,
            owner=customer.owner,
            email=customer.email,
            tags=customer.tags,
            status=customer.status,
            merged_into=customer.merged_into,
            registered_at=customer.registered_at,
        )
    )
    return customers.Customer(
        **dict(summary),
        language=customer.language,
        price_list=entry.price_list,
        has_code=entry.has_code,
        requires_code=entry.requires_code,
        source=customer.source,
        fetched_at=customer.fetched_at,
    )


def read_registration(
    body: customers.CustomerToPreview, usual_price_list: str, usual_limit: Money
) -> Registration:
    """Raises ProblemError for a text that is no telephone number."""
    numbers = [
        read_number(text, f"body.numbers.{position}") for position, text in enumerate(body.numbers)
    ]
    return Registration(
        owner=Owner(
            name=body.name,
            street=body.street,
            postcode=body.postcode,
            city=body.city,
            country=body.country,
        ),
        language=body.language,
        email=body.email,
        tags=frozenset(body.tags),
        numbers=tuple(dict.fromkeys(numbers)),
        price_list=body.price_list or usual_price_list,
        limit=body.opening_limit.to_money() if body.opening_limit else usual_limit,
    )


def tell_foreseen(wanted: Registration, foreseen: Foreseen) -> customers.CustomerPreview:
    return customers.CustomerPreview(
        hindrances=list(foreseen.hindrances),
        customer=foreseen.customer,
        numbers=list(wanted.numbers),
        tags=sorted(wanted.tags),
        price_list=wanted.price_list,
        opening_limit=Amount.of(wanted.limit),
    )


def read_edit(body: customers.CustomerChange) -> CustomerEdit:
    """What the body names, and nothing else."""
    named = body.model_fields_set

    def text(name: str) -> str | None:
        value: str | None = getattr(body, name) if name in named else None
        return value

    return CustomerEdit(
        name=text("name"),
        street=text("street"),
        postcode=text("postcode"),
        city=text("city"),
        country=text("country"),
        email=(body.email or "") if "email" in named else None,
        language=Language(body.language) if "language" in named else None,
        tags=frozenset(body.tags) if "tags" in named else None,
        price_list=text("price_list"),
        requires_code=body.requires_code if "requires_code" in named else None,
    )


def read_number(text: str, field: str) -> PhoneNumber:
    """Raises ProblemError invalid_input."""
    number = read_phone_number(text)
    if number is None:
        detail = "is no telephone number"
        raise ProblemError(
            "invalid_input",
            f"{field}: {detail}",
            errors=[FieldError(field=field, detail=detail)],
        )
    return number


def read_number_in_path(text: str) -> PhoneNumber:
    """Raises ProblemError not_found."""
    number = read_phone_number(text)
    if number is None:
        raise ProblemError("not_found", "The address names no telephone number.")
    return number


def tell_number(entry: NumberEntry, now: datetime) -> customers.Number:
    block = entry.block
    if block and is_over(block.valid_until, now):
        block = None
    return customers.Number(
        number=entry.number,
        customer=entry.customer,
        block=blocks.CurrentBlock(
            id=block.id,
            kind=block.reason,
            valid_from=block.valid_from,
            valid_until=block.valid_until,
            note=block.note,
        )
        if block
        else None,
    )


def read_block(body: blocks.NewBlock) -> BlockTerms:
    return BlockTerms(
        reason=body.kind,
        note=body.note or "",
        valid_from=body.valid_from,
        valid_until=body.valid_until,
    )


def tell_block(placed: PlacedBlock, now: datetime) -> blocks.Block:
    block = placed.block
    return blocks.Block(
        id=block.id,
        customer=placed.customer,
        number=placed.number,
        kind=block.reason,
        state=placed.state(now),
        valid_from=block.valid_from,
        valid_until=block.valid_until,
        note=block.note,
        placed_by=placed.placed.who,
        placed_at=placed.placed.at,
        why=placed.placed.why,
        ended=_tell_end(placed.ended),
    )


def read_discount(body: discounts.NewDiscount) -> Discount:
    """Raises DiscountError."""
    return Discount(
        kind=body.kind,
        percent=Percent.parse(body.percent) if body.percent is not None else None,
        amount=body.amount.to_money() if body.amount else None,
        article=body.article,
        valid_from=body.valid_from,
        valid_until=body.valid_until,
    )


def tell_discount(agreed: AgreedDiscount, now: datetime) -> discounts.Discount:
    discount = agreed.discount
    return discounts.Discount(
        id=agreed.id,
        kind=discount.kind,
        state=agreed.state(now),
        percent=percent_text(discount.percent) if discount.percent else None,
        amount=optional_amount(discount.amount),
        article=discount.article,
        valid_from=discount.valid_from,
        valid_until=discount.valid_until,
        agreed_by=agreed.agreed.who,
        agreed_at=agreed.agreed.at,
        why=agreed.agreed.why,
        ended=_tell_end(agreed.ended),
    )


def _tell_summary(found: ListedCustomer) -> customers.CustomerSummary:
    owner = found.owner
    return customers.CustomerSummary(
        number=found.number,
        name=owner.name,
        street=owner.street,
        postcode=owner.postcode,
        city=owner.city,
        country=owner.country,
        email=found.email,
        tags=sorted(found.tags),
        status=found.status,
        merged_into=found.merged_into,
        registered_at=found.registered_at,
    )


def _tell_end(ended: Actor | None) -> blocks.Ended | None:
    return blocks.Ended(who=ended.who, at=ended.at, why=ended.why) if ended else None
