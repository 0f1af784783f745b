"""What merging and erasing customers, and telling all of one, work with."""

from dataclasses import dataclass

from agentline.lifecycle_ports import ErasureBook, MergeBook
from agentline.office_ports import Records
from agentline.services.billing_desk import BillingDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class LifecycleDesk:
    """`records` is all that is kept of single customers."""

    billing: BillingDesk
    merges: MergeBook
    erasures: ErasureBook
    records: Records

    def family(self, customer: str) -> tuple[str, ...]:
        """The customer, then whoever was merged into them, at whatever hand."""
        found = [customer]
        for one in found:
            found += [merge.source for merge in self.merges.absorbed_by(one)]
        return tuple(found)
