"""Plain values the tests share: one tarot line at 20 kr a minute, one free line, one customer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from agentline.domain.account import Account, open_account
from agentline.domain.catalogue import (
    Article,
    Language,
    PriceListKey,
    PriceListVersion,
    ServiceLine,
    Unit,
)
from agentline.domain.contact_record import ContactRecord
from agentline.domain.customer import Block, BlockReason, Owner
from agentline.domain.discount import Discount
from agentline.domain.money import Money, sek
from agentline.domain.percent import Percent
from agentline.domain.phone_number import phone_number
from agentline.domain.screening import Standing
from agentline.domain.tariff import Tariff
from agentline.domain.vat import VatRate

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
CALLER = phone_number("+46701740605")
SECOND_CALLER = phone_number("+46701740606")
CUSTOMER = "100001"
OPENING_LIMIT = sek(100_000)

TAROT_LINE = ServiceLine(
    number=phone_number("+46846500400"),
    name="Tarotlinjen",
    queue="tarot",
    language=Language.SWEDISH,
    greeting="Välkommen till Tarotlinjen.",
    article="TAROT",
)
FREE_LINE = replace(
    TAROT_LINE,
    number=phone_number("+46846500409"),
    name="Kundtjänst",
    queue="support",
    article=None,
)

MINUTE_TARIFF = Tariff(
    rate_per_minute=sek(2_000), first_seconds=60, increment_seconds=60, opening_fee=sek(500)
)
BASIC = PriceListVersion(
    key=PriceListKey(name="basic", valid_from=datetime(2026, 1, 1, tzinfo=UTC)),
    articles={
        "TAROT": Article(
            number="TAROT",
            description="Tarot",
            unit=Unit.MINUTE,
            vat=VatRate(percent=Percent.parse("25")),
            tariff=MINUTE_TARIFF,
        )
    },
)

OWNER = Owner(
    name="Siv Exempel", street="Provgatan 1", postcode="12345", city="Exempelby", country="SE"
)


def a_price_list(
    tariff: Tariff, name: str = "basic", valid_from: datetime = NOON
) -> PriceListVersion:
    """A version with the tarot article at another tariff."""
    article = replace(BASIC.articles["TAROT"], tariff=tariff)
    return PriceListVersion(
        key=PriceListKey(name=name, valid_from=valid_from), articles={"TAROT": article}
    )


def a_standing(
    account: Account | None = None,
    *,
    language: Language = Language.SWEDISH,
    discounts: tuple[Discount, ...] = (),
    blocks: tuple[Block, ...] = (),
) -> Standing:
    return Standing(
        account=account or open_account(CUSTOMER, OPENING_LIMIT),
        language=language,
        price_list="basic",
        discounts=discounts,
        blocks=blocks,
    )


def an_account(*, limit: Money = OPENING_LIMIT, unbilled: int = 0, unpaid: int = 0) -> Account:
    account = open_account(CUSTOMER, limit)
    count = 1 if unbilled else 0
    basis = replace(account.open_basis, count=count, total=sek(unbilled))
    return replace(account, open_basis=basis, unpaid=sek(unpaid))


def a_block(reason: BlockReason = BlockReason.CONDUCT) -> Block:
    return Block(
        reason=reason,
        valid_from=NOON - timedelta(days=1),
        valid_until=NOON + timedelta(days=1),
        note="",
        placed_by="test",
    )


def a_record(
    contact: str = "contact-1",
    *,
    call: str | None = None,
    talk_seconds: int = 61,
    initiated_at: datetime = NOON,
    version: datetime = NOON + timedelta(hours=1),
    is_last_leg: bool = True,
    channel: str = "VOICE",
) -> ContactRecord:
    return ContactRecord(
        contact=contact,
        call=call or contact,
        version=version,
        channel=channel,
        initiated_at=initiated_at,
        talk_began_at=initiated_at + timedelta(seconds=30) if talk_seconds else None,
        talk_seconds=talk_seconds,
        is_last_leg=is_last_leg,
    )


def record_fields(record: ContactRecord) -> dict[str, object]:
    """The record as Connect writes it, with only the fields rating reads."""
    began = record.talk_began_at
    return {
        "ContactId": record.contact,
        "InitialContactId": None if record.call == record.contact else record.call,
        "NextContactId": None if record.is_last_leg else "next",
        "LastUpdateTimestamp": record.version.isoformat(),
        "InitiationTimestamp": record.initiated_at.isoformat(),
        "Channel": record.channel,
        "Agent": {
            "AgentInteractionDuration": record.talk_seconds,
            "ConnectedToAgentTimestamp": began.isoformat(),
        }
        if began
        else None,
    }
