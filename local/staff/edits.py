"""Drafts changed by staff: what would change is always shown before anything is."""

from dataclasses import dataclass

from rich.console import Console

from agentline.domain.basis_edit import (
    ArticleLine,
    BasisReduction,
    Goodwill,
    LineReduction,
    LineText,
    OtherPriceList,
    OwnRate,
    Rule,
)
from agentline.domain.catalogue import PriceListKey
from agentline.domain.invoice import InvoiceLine
from agentline.services.billing_desk import BillingDesk, check_version
from agentline.services.edit_basis import (
    Preview,
    edit_basis,
    preview_edit,
    preview_removal,
    see_basis,
    undo_edit,
)
from agentline.services.review_basis import review_basis
from local.commands.billing_desk import at_desk
from local.commands.errors import WrongInputError
from local.commands.progress import say
from local.paths import StagePaths
from local.staff.deed import Deed, print_json
from local.staff.invoices_as_json import preview_as_json, view_as_json
from local.staff.invoices_shown import show_preview
from local.staff.typed import (
    check_reference,
    read_amount,
    read_percent,
    read_price_list,
    read_reduction,
)

_KINDS = "--rate, --price-list, --line, --off, --goodwill and --add"
_LONGEST_TEXT = 200
_MOST_PIECES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class EditTyped:
    """What was typed of an edit; None where nothing was."""

    rate: str | None = None
    price_list: str | None = None
    line: str | None = None
    off: str | None = None
    text: str | None = None
    goodwill: str | None = None
    add: str | None = None
    quantity: int = 1
    price: str | None = None
    vat: str = "25"

    def rule(self) -> Rule | tuple[str, PriceListKey | None]:
        """The rule, or the price list of it. Raises WrongInputError."""
        whole_off = self.off if self.line is None else None
        kinds = (self.rate, self.price_list, self.line, whole_off, self.goodwill, self.add)
        if sum(kind is not None for kind in kinds) != 1:
            raise WrongInputError(f"give exactly one of {_KINDS}")
        if self.text is not None and self.line is None:
            raise WrongInputError("--text: say which --line it is for")
        if self.price is not None and self.add is None:
            raise WrongInputError("--price: belongs to --add")
        if self.price_list is not None:
            return read_price_list("--price-list", self.price_list)
        if self.rate is not None:
            return OwnRate(rate_per_minute=read_amount("--rate", self.rate, may_be_zero=True))
        if self.goodwill is not None:
            return Goodwill(amount=read_amount("--goodwill", self.goodwill))
        if self.add is not None:
            return self._article(self.add)
        return self._of_line(self.line) if self.line is not None else self._of_whole()

    def _of_whole(self) -> Rule:
        return BasisReduction(reduction=read_reduction("--off", self.off or ""))

    def _of_line(self, line: str) -> Rule:
        if (self.off is None) == (self.text is None):
            raise WrongInputError("--line: give either --off or --text with it")
        if self.off is not None:
            return LineReduction(line=line, reduction=read_reduction("--off", self.off))
        return LineText(line=line, text=_words("--text", self.text or ""))

    def _article(self, text: str) -> Rule:
        if self.price is None:
            raise WrongInputError("--add: give the --price of one, VAT included")
        if not 1 <= self.quantity <= _MOST_PIECES:
            raise WrongInputError(f"--quantity: 1 to {_MOST_PIECES}, not {self.quantity}")
        return ArticleLine(
            text=_words("--add", text),
            quantity=self.quantity,
            unit_price=read_amount("--price", self.price, may_be_zero=True),
            vat_percent=read_percent("--vat", self.vat),
        )


def edit(
    reference: str,
    typed: EditTyped,
    version: int | None,
    deed: Deed,
    paths: StagePaths,
    console: Console,
    *,
    is_dry_run: bool,
) -> None:
    """Preview one rule, and add it to the draft if staff agree. Raises CommandError."""
    check_reference(reference)
    wanted = typed.rule()
    _check(deed, is_dry_run=is_dry_run)
    with at_desk(paths) as desk:
        basis, side = see_basis(reference, desk)
        check_version(basis, version)
        rule = _resolve(wanted, side.lines, desk)
        preview = preview_edit(reference, rule, deed.staff, deed.reason, desk)
        if _agree(preview, deed, console, is_dry_run=is_dry_run):
            edit_basis(reference, rule, deed.staff, deed.reason, desk, seen=preview.version)
        _tell(preview, deed, desk, console, is_dry_run=is_dry_run)


def undo(
    reference: str,
    edit_id: str,
    version: int | None,
    deed: Deed,
    paths: StagePaths,
    console: Console,
    *,
    is_dry_run: bool,
) -> None:
    """Preview the draft without one of its edits, and take that off if staff agree."""
    check_reference(reference)
    _check(deed, is_dry_run=is_dry_run)
    with at_desk(paths) as desk:
        check_version(see_basis(reference, desk)[0], version)
        preview = preview_removal(reference, edit_id, desk)
        if _agree(preview, deed, console, is_dry_run=is_dry_run):
            undo_edit(reference, edit_id, deed.staff, deed.reason, desk, seen=preview.version)
        _tell(preview, deed, desk, console, is_dry_run=is_dry_run)


def find_line(typed: str, lines: tuple[InvoiceLine, ...]) -> str:
    """The id of the line that is meant: it, or a beginning of it that no other line has.

    Raises WrongInputError for a beginning of several; a line that is not there is refused later.
    """
    ids = [line.id for line in lines]
    meant = [typed] if typed in ids else [line for line in ids if line.startswith(typed)]
    if len(meant) > 1:
        raise WrongInputError(f"--line: {len(meant)} lines begin with {typed[:40]!r}")
    return meant[0] if meant else typed


def _check(deed: Deed, *, is_dry_run: bool) -> None:
    if is_dry_run:
        _ = deed.reason
    else:
        deed.check()


def _resolve(
    wanted: Rule | tuple[str, PriceListKey | None],
    lines: tuple[InvoiceLine, ...],
    desk: BillingDesk,
) -> Rule:
    match wanted:
        case (name, None):
            version = desk.catalogue.price_list_in_force(name, desk.clock())
            return OtherPriceList(price_list=version.key)
        case (_, PriceListKey() as key):
            return OtherPriceList(price_list=key)
        case LineReduction(line=line, reduction=reduction):
            return LineReduction(line=find_line(line, lines), reduction=reduction)
        case LineText(line=line, text=text):
            return LineText(line=find_line(line, lines), text=text)
        case _:
            return wanted


def _agree(preview: Preview, deed: Deed, console: Console, *, is_dry_run: bool) -> bool:
    if not deed.as_json:
        show_preview(preview, console)
    if is_dry_run:
        return False
    deed.ask("Save this?")
    return True


def _tell(
    preview: Preview, deed: Deed, desk: BillingDesk, console: Console, *, is_dry_run: bool
) -> None:
    if deed.as_json:
        saved = None if is_dry_run else view_as_json(review_basis(preview.reference, desk))
        print_json({"preview": preview_as_json(preview), "saved": saved})
    elif is_dry_run:
        say("Nothing was saved: run it without --dry-run.", console)
    else:
        say(f"[green]✓[/] Saved. {preview.after.payable} is payable.", console)


def _words(name: str, text: str) -> str:
    words = " ".join(text.split())
    if not words or len(words) > _LONGEST_TEXT or not words.isprintable():
        raise WrongInputError(f"{name}: 1 to {_LONGEST_TEXT} visible letters")
    return words
