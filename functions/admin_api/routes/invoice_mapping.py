"""Bases, edits and previews of them, to and from what the API tells."""

from collections.abc import Sequence
from datetime import datetime

from admin_api.ids import payment_id
from admin_api.problems import FieldError, ProblemError
from admin_api.schemas import invoices as schemas
from admin_api.schemas.common import Amount, PositiveAmount, optional_amount, percent_text
from admin_api.schemas.credit import LimitPolicy
from agentline.domain.basis import Basis
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
from agentline.domain.invoice import InvoiceLine, VatShare
from agentline.domain.money import Money
from agentline.domain.percent import Percent
from agentline.ports import Catalogue
from agentline.services.edit_basis import Preview, Side
from agentline.services.review_basis import BasisView


def tell_summary(basis: Basis, name: str | None) -> schemas.InvoiceSummary:
    posting = basis.posting
    return schemas.InvoiceSummary(
        reference=basis.reference,
        customer=basis.customer,
        customer_name=name,
        state=basis.state,
        is_overdue=basis.is_overdue,
        closed_at=basis.closed_at,
        is_closed_by_limit=basis.is_closed_by_limit,
        orders=basis.count,
        payable=Amount.of(basis.payable),
        received=Amount.of(basis.received),
        credited=Amount.of(basis.credited),
        due=Amount.of(basis.due),
        due_on=basis.due_on,
        invoice_number=posting.number if posting else None,
        trouble=basis.trouble,
    )


def tell_invoice(view: BasisView, name: str | None) -> schemas.Invoice:
    basis = view.basis
    return schemas.Invoice(
        **dict(tell_summary(basis, name)),
        closed_because=basis.closed_because,
        total=Amount.of(basis.total),
        adjusted=Amount.of(basis.adjusted),
        limit_raised_by=optional_amount(basis.raised),
        issued_on=basis.issued_on,
        ocr=basis.posting.ocr if basis.posting else None,
        is_frozen=basis.frozen is not None,
        version=basis.version,
        content=_tell_side(view.side),
        edits=[
            schemas.EditMade(
                id=edit.id, words=edit.rule.words, who=edit.who, why=edit.why, at=edit.at
            )
            for edit in basis.edits
        ],
        credit_notes=[
            schemas.CreditNote(
                id=note.id,
                amount=Amount.of(note.amount),
                why=note.why,
                issued_on=note.issued_on,
                line=note.line,
                is_at_ledger=note.id not in basis.unsent_credit_notes,
            )
            for note in basis.credit_notes
        ],
        payments=[
            schemas.AppliedPayment(
                payment=payment_id(payment.key),
                source=payment.source,
                amount=Amount.of(payment.applied[basis.number]),
                bank_date=payment.bank_date,
            )
            for payment in view.payments
        ],
        limit_policy=LimitPolicy.of(view.policy),
    )


def tell_preview(preview: Preview) -> schemas.EditPreview:
    return schemas.EditPreview(
        reference=preview.reference,
        version=preview.version,
        before=_tell_side(preview.before),
        after=_tell_side(preview.after),
        difference=Amount.of(preview.difference),
        changed_lines=[
            schemas.ChangedLine(
                before=_tell_line(before) if before else None,
                after=_tell_line(after) if after else None,
            )
            for before, after in preview.changed_lines
        ],
    )


def tell_vat(shares: Sequence[VatShare]) -> list[schemas.VatShare]:
    return [
        schemas.VatShare(
            percent=percent_text(share.percent),
            net=Amount.of(share.net),
            vat=Amount.of(share.vat),
            gross=Amount.of(share.gross),
        )
        for share in shares
    ]


def read_rule(rule: schemas.Rule, catalogue: Catalogue, now: datetime) -> Rule:
    """Raises PriceListMissingError; ProblemError for a reduction by nothing, or by two things."""
    match rule:
        case schemas.OwnRate():
            return OwnRate(rate_per_minute=rule.rate_per_minute.to_money())
        case schemas.OtherPriceList():
            return OtherPriceList(price_list=_version(rule, catalogue, now))
        case schemas.LineReduction():
            return LineReduction(line=rule.line, reduction=_reduction(rule.percent, rule.amount))
        case schemas.LineText():
            return LineText(line=rule.line, text=rule.text)
        case schemas.ArticleLine():
            return ArticleLine(
                text=rule.text,
                quantity=rule.quantity,
                unit_price=rule.unit_price.to_money(),
                vat_percent=Percent.parse(rule.vat_percent),
            )
        case schemas.WholeReduction():
            return BasisReduction(reduction=_reduction(rule.percent, rule.amount))
        case schemas.Goodwill():
            return Goodwill(amount=_more_than_nothing(rule.amount))


def _version(rule: schemas.OtherPriceList, catalogue: Catalogue, now: datetime) -> PriceListKey:
    if rule.valid_from is None:
        return catalogue.price_list_in_force(rule.name, now).key
    key = PriceListKey(name=rule.name, valid_from=rule.valid_from)
    return catalogue.price_list_version(key).key


def _reduction(percent: str | None, amount: PositiveAmount | None) -> Percent | Money:
    if (percent is None) == (amount is None):
        raise _wrong("body.rule", "give either percent or amount")
    if percent is not None:
        share = Percent.parse(percent)
        if not share.value:
            raise _wrong("body.rule.percent", "nothing is no reduction")
        return share
    assert amount is not None  # noqa: S101 - one of the two is there
    return _more_than_nothing(amount)


def _more_than_nothing(amount: PositiveAmount) -> Money:
    money = amount.to_money()
    if money.is_zero:
        raise _wrong("body.rule.amount", "nothing is no reduction")
    return money


def _wrong(field: str, detail: str) -> ProblemError:
    return ProblemError(
        "invalid_input", f"{field}: {detail}", errors=[FieldError(field=field, detail=detail)]
    )


def _tell_side(side: Side) -> schemas.Side:
    return schemas.Side(
        lines=[_tell_line(line) for line in side.lines],
        vat=tell_vat(side.vat),
        payable=Amount.of(side.payable),
    )


def _tell_line(line: InvoiceLine) -> schemas.Line:
    return schemas.Line(
        id=line.id,
        text=line.text,
        amount=Amount.of(line.amount),
        vat_percent=percent_text(line.vat_percent),
        performed_at=line.performed_at,
        seconds=line.seconds,
    )
