"""What a call costs."""

from admin_api.operations import Operations
from admin_api.problems import ProblemError
from admin_api.schemas import price_calls as schemas
from admin_api.schemas.common import Amount, percent_text
from admin_api.visit import Visit, VisitIn
from agentline.domain.catalogue import PriceListKey, PriceListVersion
from agentline.domain.discount import Discount, discounts_for
from agentline.domain.explanation import explain
from agentline.domain.percent import Percent
from agentline.domain.pricing import price
from agentline.domain.tariff import Tariff
from agentline.domain.vat import VatRate
from agentline.services.price_lists import version_at

operations = Operations("price calls", "What a call costs, and why")

_USUAL_VAT = "25"


@operations.operation(
    "POST",
    "/price-calls",
    id="price_call",
    summary="What does a call cost?",
    is_preview=True,
    refusals=("price_list_missing", "article_missing", "customer_missing", "currency_mismatch"),
    example={
        "price_list": "basic",
        "article": "1001",
        "start": "2026-03-10T14:03:05Z",
        "talk_seconds": 61,
    },
)
def price_call(body: schemas.CallToPrice, visit: VisitIn) -> schemas.PricedCall:
    """By an article of a price list, with the discounts a customer has then; or by any tariff."""
    tariff, vat, discounts, version = _terms(body, visit)
    charge = price(
        tariff, discounts, body.start, body.talk_seconds, vat=vat, later_leg=body.is_later_leg
    )
    return schemas.PricedCall(
        amount=Amount.of(charge.amount),
        vat=Amount.of(charge.vat),
        net=Amount.of(charge.net),
        vat_percent=percent_text(vat.percent),
        billed_seconds=charge.billed_seconds,
        explanation=list(explain(charge, body.language)),
        price_list=version.key.name if version else None,
        valid_from=version.key.valid_from if version else None,
    )


type _Terms = tuple[Tariff, VatRate, tuple[Discount, ...], PriceListVersion | None]


def _terms(body: schemas.CallToPrice, visit: Visit) -> _Terms:
    if body.tariff:
        vat = VatRate(percent=Percent.parse(body.vat_percent or _USUAL_VAT))
        own = tuple(each.discount(body.currency) for each in body.discounts)
        return body.tariff.tariff(body.currency), vat, own, None
    if body.price_list and body.article:
        version = _version(body.price_list, body, visit)
        article = version.article(body.article)
        agreed = discounts_for(_discounts(body, visit), article=body.article, at=body.start)
        return article.tariff, article.vat, agreed, version
    raise ProblemError("invalid_input", "give price_list and article, or a tariff")


def _version(name: str, body: schemas.CallToPrice, visit: Visit) -> PriceListVersion:
    desk = visit.desk.catalogue()
    if body.valid_from is None:
        return version_at(name, body.start, desk)
    return desk.book.version(PriceListKey(name=name, valid_from=body.valid_from))


def _discounts(body: schemas.CallToPrice, visit: Visit) -> tuple[Discount, ...]:
    if body.customer is None:
        return ()
    return visit.desk.billing().book.standing(body.customer).discounts
