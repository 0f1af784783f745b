"""A file of prices made a version of a price list."""

from collections.abc import Sequence
from dataclasses import dataclass

from agentline.domain.catalogue import PriceListKey
from agentline.domain.price_file import FileLine, LineResult, articles_of, line_results
from agentline.domain.price_list import in_force
from agentline.domain.price_list_diff import compare
from agentline.services.catalogue_desk import CatalogueDesk
from agentline.services.price_lists import Proposal, add_version, propose, whole_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What came of a file, or would. Without `proposal` nothing does: some lines are errors."""

    lines: tuple[LineResult, ...]
    proposal: Proposal | None


def try_prices(lines: Sequence[FileLine], key: PriceListKey, desk: CatalogueDesk) -> Import:
    """What a file would come to; nothing is stored. Raises as `propose`."""
    if not _is_sound(lines):
        return _refuse(lines, key, desk)
    proposal = propose(key, whole_version(key, articles_of(lines)), desk.clock(), desk)
    return Import(lines=line_results(lines, proposal.diff), proposal=proposal)


def import_prices(
    lines: Sequence[FileLine], key: PriceListKey, deed: str, who: str, why: str, desk: CatalogueDesk
) -> Import:
    """Keep a version of exactly the articles of a file, if all its lines are right.

    Raises as `add_version`.
    """
    if not _is_sound(lines):
        return _refuse(lines, key, desk)
    version = whole_version(key, articles_of(lines))
    proposal = add_version(key, version, deed, who, why, desk)
    return Import(lines=line_results(lines, proposal.diff), proposal=proposal)


def _is_sound(lines: Sequence[FileLine]) -> bool:
    return all(line.article for line in lines)


def _refuse(lines: Sequence[FileLine], key: PriceListKey, desk: CatalogueDesk) -> Import:
    entry = in_force(desk.book.entries(key.name), key.valid_from)
    before = desk.book.version(entry.key).articles if entry else {}
    return Import(lines=line_results(lines, compare(before, articles_of(lines))), proposal=None)
