"""Versions of price lists: looked at before they are added, added, read from files, withdrawn."""

from admin_api.operations import Operations
from admin_api.routes.catalogue_mapping import (
    read_articles,
    tell_difference,
    tell_entry,
    tell_examples,
    tell_line,
)
from admin_api.routes.price_lists import ABOUT, MISSING, TAG
from admin_api.schemas import price_lists as schemas
from admin_api.schemas.catalogue import ArticleInPath, ListInPath, ValidFromInPath
from admin_api.schemas.common import Because
from admin_api.visit import Visit, VisitIn
from agentline.adapters.price_csv import read_price_csv
from agentline.domain.catalogue import PriceListKey
from agentline.services.import_prices import import_prices, try_prices
from agentline.services.price_lists import (
    Compose,
    add_version,
    find_entry,
    propose,
    whole_version,
    with_article,
    withdraw_version,
)

operations = Operations(TAG, ABOUT)

_LARGEST_BODY = 400_000
_REFUSALS = (
    "version_too_soon",
    "version_exists",
    "version_refused",
    "article_in_use",
    "currency_mismatch",
)
_REASON = {"reason": "new prices from the new year on"}
_VALID_FROM = {"valid_from": "2027-01-01T00:00:00+01:00"}
_ARTICLE = {
    "description": "Tarot, per minute",
    "vat_percent": "25",
    "tariff": {
        "rate_per_minute": "24.90",
        "first_seconds": 60,
        "increment_seconds": 60,
        "opening_fee": "9.00",
        "bands": [
            {"days": ["sat", "sun"], "from": "00:00", "to": "24:00", "rate_per_minute": "29.90"}
        ],
    },
}
_ARTICLES = {"articles": [{"number": "1001", **_ARTICLE}]}
_CSV = (
    "article;description;unit;vat_percent;rate_per_minute;first_seconds;increment_seconds;"
    "opening_fee;free_seconds;minimum_charge;maximum_charge\n"
    "1001;Tarot, per minute;minute;25;24,90;60;60;9,00;0;0,00;\n"
)


@operations.operation(
    "POST",
    "/price-lists/<name>/versions/preview",
    id="preview_price_list_version",
    summary="What would a new version change?",
    is_preview=True,
    largest_body=_LARGEST_BODY,
    refusals=_REFUSALS,
    example={**_VALID_FROM, **_ARTICLES},
)
def preview_price_list_version(
    name: ListInPath, body: schemas.VersionToPreview, visit: VisitIn
) -> schemas.VersionPreview:
    """Against the version it would take over from: each field that differs, and what 1, 5 and 15
    minutes of each article cost before and after, without discounts. Nothing is stored."""
    key = PriceListKey(name=name, valid_from=body.valid_from)
    version = whole_version(key, read_articles(body.articles))
    proposal = propose(key, version, visit.now, visit.desk.catalogue())
    start = body.start or body.valid_from
    return schemas.VersionPreview(
        price_list=name,
        valid_from=body.valid_from,
        replaces=proposal.before.key.valid_from if proposal.before else None,
        valid_until=proposal.valid_until,
        difference=tell_difference(proposal.diff),
        examples_start=start,
        examples=tell_examples(proposal.examples(start)),
    )


@operations.operation(
    "POST",
    "/price-lists/<name>/versions",
    id="add_price_list_version",
    summary="Add a version to a price list",
    status=201,
    largest_body=_LARGEST_BODY,
    refusals=_REFUSALS,
    example={**_VALID_FROM, **_ARTICLES, **_REASON},
)
def add_price_list_version(
    name: ListInPath, body: schemas.NewVersion, visit: VisitIn
) -> schemas.VersionAdded:
    """Of exactly these articles, beginning two minutes ahead or later; a new name makes a new
    list. Calls keep the price they began with."""
    key = PriceListKey(name=name, valid_from=body.valid_from)
    return _add(key, whole_version(key, read_articles(body.articles)), body.reason, visit)


@operations.operation(
    "POST",
    "/price-lists/<name>/articles/<article>/changes",
    id="change_article",
    summary="Change one article of a price list, or add it",
    status=201,
    refusals=(*MISSING, *_REFUSALS),
    example={**_VALID_FROM, "article": _ARTICLE, **_REASON},
)
def change_article(
    name: ListInPath, article: ArticleInPath, body: schemas.ChangedArticle, visit: VisitIn
) -> schemas.VersionAdded:
    """A version that has everything else of the one in force at that instant. A version that is to
    come later stays as it is: see `valid_until`."""
    key = PriceListKey(name=name, valid_from=body.valid_from)
    return _add(key, with_article(key, body.article.article(article)), body.reason, visit)


@operations.operation(
    "POST",
    "/price-lists/<name>/imports",
    id="import_price_list",
    summary="Add a version from a file of prices",
    largest_body=_LARGEST_BODY,
    refusals=("price_file_refused", *_REFUSALS),
    example={**_VALID_FROM, "csv": _CSV, "dry_run": True, **_REASON},
)
def import_price_list(
    name: ListInPath, body: schemas.PriceFile, visit: VisitIn
) -> schemas.PricesImported:
    """CSV with a header; semicolons or commas, decimal commas or points; `currency`, `steps`,
    `bands` and `holidays` (JSON) may be left out. The version has exactly the articles of the file.
    What came of each line is told; a file with an error is not stored at all."""
    key = PriceListKey(name=name, valid_from=body.valid_from)
    desk = visit.desk.catalogue()
    lines = read_price_csv(body.csv)
    if body.dry_run:
        result = try_prices(lines, key, desk)
    else:
        result = import_prices(lines, key, visit.deed, visit.who, body.reason, desk)
    is_stored = result.proposal is not None and not body.dry_run
    return schemas.PricesImported(
        price_list=name,
        is_stored=is_stored,
        errors=sum(1 for line in lines if line.problem),
        lines=[tell_line(line) for line in result.lines],
        version=_tell_version(key, visit) if is_stored else None,
        difference=tell_difference(result.proposal.diff) if result.proposal else None,
    )


@operations.operation(
    "POST",
    "/price-lists/<name>/versions/<valid_from>/withdrawing",
    id="withdraw_price_list_version",
    summary="Withdraw a version that has not begun",
    refusals=(*MISSING, "version_begun"),
    example=_REASON,
)
def withdraw_price_list_version(
    name: ListInPath, valid_from: ValidFromInPath, body: Because, visit: VisitIn
) -> schemas.VersionWithdrawn:
    """The one before it then stays in force. Possible until two minutes before it begins."""
    key = PriceListKey(name=name, valid_from=valid_from)
    entry = withdraw_version(key, visit.who, body.reason, visit.desk.catalogue())
    return schemas.VersionWithdrawn(
        price_list=name, valid_from=valid_from, article_count=entry.articles
    )


def _add(key: PriceListKey, compose: Compose, why: str, visit: Visit) -> schemas.VersionAdded:
    proposal = add_version(key, compose, visit.deed, visit.who, why, visit.desk.catalogue())
    return schemas.VersionAdded(
        version=_tell_version(key, visit), difference=tell_difference(proposal.diff)
    )


def _tell_version(key: PriceListKey, visit: Visit) -> schemas.VersionSummary:
    """As it is stored now."""
    entries = visit.desk.catalogue().book.entries(key.name)
    return tell_entry(find_entry(key, entries), entries, visit.now)
