"""A customer as staff find them, and who looks after them."""

from dataclasses import replace
from datetime import timedelta

from agentline.domain.account import Account
from agentline.domain.blocking import (
    BlockTerms,
)
from agentline.domain.catalogue import Language
from agentline.domain.customer import (
    Block,
    BlockReason,
    Customer,
    CustomerStatus,
)
from agentline.domain.customer_file import (
    CustomerFile,
)
from agentline.domain.discount import Discount, DiscountKind
from agentline.domain.percent import Percent
from agentline.domain.receivables import Actor
from tests.examples import CUSTOMER, NOON, OWNER, an_account

BY = Actor(who="anna", why="asked for", at=NOON)
LATER = replace(BY, at=NOON + timedelta(hours=1))
FRAUD = BlockTerms(reason=BlockReason.FRAUD)
TEN_PERCENT = Discount(kind=DiscountKind.PERCENT, percent=Percent.parse("10"))


def a_file(
    account: Account | None = None,
    *,
    status: CustomerStatus = CustomerStatus.ACTIVE,
    code: str | None = None,
    requires_code: bool = False,
    blocks: tuple[Block, ...] = (),
    discounts: tuple[Discount, ...] = (),
) -> CustomerFile:
    return CustomerFile(
        customer=Customer(
            number=CUSTOMER,
            owner=OWNER,
            language=Language.SWEDISH,
            registered_at=NOON,
            source="nrop",
            fetched_at=NOON,
            status=status,
            merged_into="100002" if status is CustomerStatus.MERGED else None,
        ),
        account=account or an_account(),
        price_list="basic",
        requires_code=requires_code,
        code=code,
        blocks=blocks,
        discounts={f"d{at}": discount for at, discount in enumerate(discounts)},
    )
