"""Staff's care: of customers, calls, unmatched callers and records in quarantine."""

from agentline.adapters.code_key_secret import SecretKeys, read_code_keys
from agentline.adapters.dynamodb.billing import TableBillingBook
from agentline.adapters.dynamodb.call_archive import TableCallArchive
from agentline.adapters.dynamodb.call_journal import TableCallJournal
from agentline.adapters.dynamodb.catalogue import TableCatalogue
from agentline.adapters.dynamodb.codes import TableCodes
from agentline.adapters.dynamodb.customer_book import TableCustomerBook
from agentline.adapters.dynamodb.customer_lists import TableCustomerLists
from agentline.adapters.dynamodb.quarantine_shelf import TableQuarantineShelf
from agentline.adapters.dynamodb.register import TableRegister
from agentline.adapters.dynamodb.unmatched import TableUnmatched
from agentline.adapters.record_bucket import KinesisContactStream, RecordBucket
from agentline.bootstrap.invoicing import read_fine_clock
from agentline.services.calls_desk import CallsDesk
from agentline.services.care_desk import CareDesk
from agentline.services.register_caller import RegistrationTerms
from agentline.services.see_to_quarantine import QuarantineDesk
from agentline.services.see_to_unmatched import UnmatchedDesk
from agentline.settings import BASIC_PRICE_LIST, OPENING_LIMIT


def open_calls_desk() -> CallsDesk:
    return CallsDesk(
        journal=TableCallJournal(),
        archive=TableCallArchive(),
        unmatched=TableUnmatched(),
        register=TableRegister(),
        book=TableBillingBook(),
        catalogue=TableCatalogue(),
    )


def open_unmatched_desk() -> UnmatchedDesk:
    return UnmatchedDesk(
        unmatched=TableUnmatched(),
        register=TableRegister(),
        book=TableBillingBook(),
        terms=RegistrationTerms(limit=OPENING_LIMIT, price_list=BASIC_PRICE_LIST),
    )


def open_quarantine_desk(bucket: str, stream: str) -> QuarantineDesk:
    """Of the bucket that records are set aside in, and the stream that they are rated from."""
    return QuarantineDesk(
        shelf=TableQuarantineShelf(RecordBucket(bucket)), stream=KinesisContactStream(stream)
    )


def open_care_desk(code_keys_secret: str) -> CareDesk:
    """The keys of codes are fetched when the first code is issued."""
    return CareDesk(
        book=TableCustomerBook(),
        lists=TableCustomerLists(),
        catalogue=TableCatalogue(),
        codes=TableCodes(SecretKeys(lambda: read_code_keys(code_keys_secret))),
        clock=read_fine_clock,
    )
