"""Whether what an invoice says adds up, as any ledger would ask before it takes one in."""

from agentline.adapters.ledgers.webhook_messages import InvoiceMessage
from agentline.domain.money import Money
from local.billing.book import BookError


def check_sums(invoice: InvoiceMessage) -> None:
    """Raises BookError."""

    def minor(*amounts: str) -> int:
        read = (Money.parse(amount, invoice.currency, signed=True) for amount in amounts)
        return sum(amount.minor for amount in read)

    total = minor(invoice.total)
    if minor(*(line.amount for line in invoice.lines)) != total:
        raise BookError("The lines do not add up to the total.")
    if minor(*(share.gross for share in invoice.vat)) != total:
        raise BookError("The sums by VAT rate do not add up to the total.")
    for share in invoice.vat:
        if minor(share.net, share.vat) != minor(share.gross):
            raise BookError(f"Net and VAT of {share.percent} % do not add up.")
    if minor(invoice.prepaid, invoice.to_pay) != total:
        raise BookError("What is to pay is not the total less what was prepaid.")
    if total <= 0 or minor(invoice.to_pay) < 0:
        raise BookError("There is nothing to invoice.")
