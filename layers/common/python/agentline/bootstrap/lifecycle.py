"""Merging and erasing customers, beside invoicing."""

from agentline.adapters.dynamodb.erasing import TableErasureBook
from agentline.adapters.dynamodb.merging import TableMergeBook
from agentline.adapters.dynamodb.records import TableRecords
from agentline.services.billing_desk import BillingDesk
from agentline.services.lifecycle_desk import LifecycleDesk


def open_lifecycle_desk(billing: BillingDesk) -> LifecycleDesk:
    return LifecycleDesk(
        billing=billing,
        merges=TableMergeBook(),
        erasures=TableErasureBook(),
        records=TableRecords(),
    )
