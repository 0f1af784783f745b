"""The lines of a draft in Stripe, and the tax rates they name.

Lines are added all at once (add_lines), because one request for each of a hundred would take a
minute. Their content is marked on them, by which a second try knows them, or that staff have
edited the basis since: then they are replaced. Stripe takes 250 lines an invoice.
"""

from decimal import Decimal

from agentline.adapters.ledgers.stripe_api import Parameter, Parameters, StripeApi, digest
from agentline.adapters.ledgers.stripe_objects import (
    CONTENT_MARK,
    LINE_MARK,
    VAT_MARK,
    MarkedObject,
    StripeInvoice,
    StripeTaxRate,
)
from agentline.domain.invoice import CreditNote, Invoice, InvoiceLine
from agentline.domain.percent import Percent


class StripeLines:
    def __init__(self, api: StripeApi) -> None:
        self._api = api
        self._tax_rates: dict[Decimal, str] = {}

    def put(self, invoice: Invoice, draft: str) -> None:
        """Have the draft hold these lines and no others."""
        path = f"/v1/invoices/{draft}"
        wanted = [self._of_invoice(line) for line in invoice.lines]
        marks = [digest(line) for line in wanted]
        there = list(self._api.list_all(MarkedObject, f"{path}/lines", {}))
        if sorted(marks) == sorted(line.mark(CONTENT_MARK) or "" for line in there):
            return
        replaced = [line.id for line in there]
        if replaced:
            removed = [{"id": line, "behavior": "delete"} for line in replaced]
            self._api.update(StripeInvoice, f"{path}/remove_lines", {"lines": removed})
        marked = [
            {**line, "metadata": {LINE_MARK: ours.id, CONTENT_MARK: mark}}
            for ours, line, mark in zip(invoice.lines, wanted, marks, strict=True)
        ]
        self._api.change(
            StripeInvoice,
            f"{path}/add_lines",
            {"lines": marked},
            # Lines that were there, removed and wanted again are to be added again.
            f"{invoice.reference}-lines-{digest({'draft': draft, 'instead_of': replaced})}",
        )

    def of_credit(self, note: CreditNote) -> list[Parameters]:
        return [
            {
                "type": "custom_line_item",
                "description": note.why,
                "quantity": 1,
                "unit_amount": share.gross.minor,
                **self._taxed(share.percent),
            }
            for share in note.vat
        ]

    def _of_invoice(self, line: InvoiceLine) -> dict[str, Parameter]:
        parameters: dict[str, Parameter] = {
            "amount": line.amount.minor,
            "description": line.text,
            "discountable": False,  # by coupons that somebody gave in Stripe
            **self._taxed(line.vat_percent),
        }
        if line.performed_at:
            began = int(line.performed_at.timestamp())
            parameters["period"] = {"start": began, "end": began + (line.seconds or 0)}
        return parameters

    def _taxed(self, percent: Percent) -> dict[str, Parameter]:
        return {"tax_rates": [self._tax_rate(percent)]} if percent.value else {}

    def _tax_rate(self, percent: Percent) -> str:
        """Tax rates are immutable: ours are made once and known by their mark."""
        if percent.value not in self._tax_rates:
            self._tax_rates[percent.value] = self._find_tax_rate(percent).id
        return self._tax_rates[percent.value]

    def _find_tax_rate(self, percent: Percent) -> StripeTaxRate:
        name = f"{percent.value.normalize():f}"
        for rate in self._api.list_all(
            StripeTaxRate, "/v1/tax_rates", {"active": True, "inclusive": True}
        ):
            if rate.mark(VAT_MARK) == name and rate.percentage == percent.value:
                return rate
        return self._api.create(
            StripeTaxRate,
            "/v1/tax_rates",
            {
                "display_name": "Moms",
                "percentage": name,
                "inclusive": True,
                "country": "SE",
                "tax_type": "vat",
                "metadata": {VAT_MARK: name},
            },
            f"vat-{name}",
        )
