"""The basis as JSON, for programs: the very message a webhook ledger gets (webhook_messages)."""

from agentline.adapters.ledgers.webhook_messages import InvoiceMessage
from agentline.domain.invoice import Invoice


def invoice_json(invoice: Invoice) -> str:
    """Amounts are decimal text such as "12.50", times UTC. To be stored as UTF-8."""
    return InvoiceMessage.of(invoice).model_dump_json(indent=2) + "\n"
