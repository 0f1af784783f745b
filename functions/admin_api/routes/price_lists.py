"""Price lists: every version of each, as it is, as a file, and against another."""

from aws_lambda_powertools.event_handler import Response

from admin_api.answers import download
from admin_api.operations import Operations
from admin_api.routes.catalogue_mapping import tell_difference, tell_entry, tell_version
from admin_api.schemas import price_lists as schemas
from admin_api.schemas.catalogue import (
    ListInPath,
    ValidFromInPath,
    VersionAfter,
    VersionBefore,
)
from admin_api.schemas.common import DEFAULT_LIMIT, Cursor, Limit
from admin_api.visit import VisitIn
from agentline.adapters.price_csv import write_price_csv
from agentline.domain.catalogue import PriceListKey
from agentline.domain.price_list import VersionEntry, price_lists
from agentline.domain.price_list_diff import compare
from agentline.ports import PriceListMissingError
from agentline.services.price_lists import find_entry

TAG = "price lists"
ABOUT = "Price lists, whose versions never change once they are there"
MISSING = ("price_list_missing",)

operations = Operations(TAG, ABOUT)


@operations.operation("GET", "/price-lists", id="list_price_lists", summary="List price lists")
def list_price_lists(visit: VisitIn) -> schemas.PriceLists:
    """Each with the version in force and the one to come next."""
    entries = visit.desk.catalogue().book.entries()

    def tell(entry: VersionEntry | None) -> schemas.VersionSummary | None:
        if entry is None:
            return None
        of_list = [each for each in entries if each.key.name == entry.key.name]
        return tell_entry(entry, of_list, visit.now)

    return schemas.PriceLists(
        items=[
            schemas.PriceList(name=each.name, in_force=tell(each.current), next=tell(each.coming))
            for each in price_lists(entries, visit.now)
        ]
    )


@operations.operation(
    "GET",
    "/price-lists/<name>/versions",
    id="list_price_list_versions",
    summary="List the versions of a price list",
    refusals=MISSING,
)
def list_price_list_versions(
    name: ListInPath, visit: VisitIn, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> schemas.VersionPage:
    """The one that begins last comes first."""
    position = visit.position(cursor)
    entries = visit.desk.catalogue().book.entries(name)
    if not entries:
        raise PriceListMissingError(f"there is no price list {name}")
    newest_first = [
        tell_entry(entry, entries, visit.now)
        for entry in reversed(entries)
        if position is None or entry.key.valid_from.isoformat() < position["before"]
    ]
    page = newest_first[:limit]
    leads_on = {"before": page[-1].valid_from.isoformat()} if len(newest_first) > limit else None
    return schemas.VersionPage(items=page, next=visit.cursor(leads_on))


@operations.operation(
    "GET",
    "/price-lists/<name>/versions/<valid_from>",
    id="get_price_list_version",
    summary="All of one version",
    refusals=MISSING,
)
def get_price_list_version(
    name: ListInPath, valid_from: ValidFromInPath, visit: VisitIn
) -> schemas.PriceListVersion:
    """With every article and its tariff."""
    book = visit.desk.catalogue().book
    key = PriceListKey(name=name, valid_from=valid_from)
    entries = book.entries(name)
    summary = tell_entry(find_entry(key, entries), entries, visit.now)
    return tell_version(book.version(key), summary)


@operations.operation(
    "GET",
    "/price-lists/<name>/versions/<valid_from>/csv",
    id="download_price_list_version",
    summary="Download a version for a spreadsheet",
    refusals=MISSING,
    media=("text/csv",),
)
def download_price_list_version(
    name: ListInPath, valid_from: ValidFromInPath, visit: VisitIn
) -> Response[str]:
    """With semicolons and decimal commas; what is downloaded can be imported again."""
    version = visit.desk.catalogue().book.version(PriceListKey(name=name, valid_from=valid_from))
    file = f"{name}-{valid_from:%Y-%m-%dT%H%M%SZ}.csv"
    return download(write_price_csv(version), "text/csv", file)


@operations.operation(
    "GET",
    "/price-lists/<name>/diff",
    id="compare_price_list_versions",
    summary="What differs between two versions?",
    refusals=MISSING,
)
def compare_price_list_versions(
    name: ListInPath, before: VersionBefore, after: VersionAfter, visit: VisitIn
) -> schemas.VersionComparison:
    """Articles that were added and removed, and every field that changed, in words."""
    book = visit.desk.catalogue().book
    older = book.version(PriceListKey(name=name, valid_from=before))
    newer = book.version(PriceListKey(name=name, valid_from=after))
    return schemas.VersionComparison(
        price_list=name,
        before=before,
        after=after,
        difference=tell_difference(compare(older.articles, newer.articles)),
    )
