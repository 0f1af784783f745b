"""What staff's work with calls is done with."""

from dataclasses import dataclass

from agentline.billing_ports import BillingBook
from agentline.calls_ports import CallArchive, CallJournal, UnmatchedBook
from agentline.ports import Catalogue, Register


@dataclass(frozen=True, slots=True, kw_only=True)
class CallsDesk:
    journal: CallJournal
    archive: CallArchive
    unmatched: UnmatchedBook
    register: Register
    book: BillingBook
    catalogue: Catalogue
