"""One call priced."""

from typing import Annotated, Self

from pydantic import BaseModel, Field, StrictBool, StrictInt, model_validator

from admin_api.schemas.catalogue import ArticleNumber, ListName, ValidFrom
from admin_api.schemas.common import Amount, CustomerNumber, Instant, Model
from agentline.adapters.article_text import VatPercent
from agentline.adapters.tariff_text import CURRENCY, DiscountText, TariffText
from agentline.domain.catalogue import Language
from agentline.domain.tariff import SECONDS_OF_DAY


class CallToPrice(Model):
    """A call of an article by a price list, with a customer's discounts; or by a tariff of its own.

    Without `valid_from` the version in force when the call starts.
    """

    price_list: ListName | None = None
    article: ArticleNumber | None = None
    valid_from: ValidFrom | None = None
    customer: CustomerNumber | None = None
    tariff: TariffText | None = None
    vat_percent: VatPercent | None = Field(default=None, description="Of the tariff; else 25.")
    currency: str = Field(default=CURRENCY, pattern=r"^[A-Z]{3}$", description="Of the tariff.")
    discounts: Annotated[list[DiscountText], Field(max_length=20)] = Field(default_factory=list)
    start: Instant
    talk_seconds: Annotated[StrictInt, Field(ge=0, le=SECONDS_OF_DAY)]
    is_later_leg: StrictBool = False
    language: Language = Field(default=Language.ENGLISH, description="Of the explanation.")

    @model_validator(mode="after")
    def _is_of_one_kind(self) -> Self:
        if self.tariff and (self.price_list or self.article or self.valid_from or self.customer):
            raise ValueError("a tariff is priced without a price list, article or customer")
        if not self.tariff and (self.vat_percent or self.discounts):
            raise ValueError("vat_percent and discounts go with a tariff")
        return self


class PricedCall(BaseModel):
    """What the call costs, VAT included, and how that comes about."""

    amount: Amount
    vat: Amount
    net: Amount
    vat_percent: str
    billed_seconds: int
    explanation: list[str]
    price_list: str | None
    valid_from: Instant | None = Field(description="The version that was used.")
