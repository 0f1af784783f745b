"""What the product's rules refuse, and the problem each refusal is answered with.

The detail of the problem is the refusal's own sentence, which is written for staff.
"""

from collections.abc import Mapping

from agentline.adapters.ledgers.opening import LedgerSettingsError
from agentline.adapters.payment_files.payment_file import PaymentFileError
from agentline.adapters.price_csv import PriceFileError
from agentline.billing_ports import LedgerRejectedError, LedgerUnavailableError
from agentline.calls_ports import CallMissingError, RecordMissingError, UnmatchedMissingError
from agentline.domain.account import NothingToCloseError
from agentline.domain.address_decision import (
    AddressDecisionError,
    FindingChangedError,
    OwnerTakenError,
)
from agentline.domain.basis import BasisStateError
from agentline.domain.basis_edit import EditError
from agentline.domain.blocking import BlockError, NumberBlockedError
from agentline.domain.catalogue import ArticleMissingError
from agentline.domain.crediting import CreditError
from agentline.domain.customer_file import (
    CodeMissingError,
    CodeRequiredError,
    CustomerGoneError,
    CustomerInUseError,
    CustomerStateError,
)
from agentline.domain.discount import DiscountError
from agentline.domain.draft import BelowZeroError
from agentline.domain.erasure import ErasureRefusedError, ReasonNamesCustomerError
from agentline.domain.kept_entry import (
    EntryEndedError,
    EntryMissingError,
    TooManyEntriesError,
)
from agentline.domain.manual_order import GoodwillError, ManualOrderError
from agentline.domain.merge import MergeRefusedError
from agentline.domain.money import CurrencyMismatchError
from agentline.domain.order_key import UnknownOrderError
from agentline.domain.outgoing_event import EventIdError
from agentline.domain.payment import PaymentError
from agentline.domain.payment_file import MarkedAsTestError
from agentline.domain.period import PeriodError
from agentline.domain.price_list import (
    ArticleInUseError,
    PriceListError,
    VersionBegunError,
    VersionExistsError,
    VersionTooSoonError,
)
from agentline.domain.receivables import UnknownBasisError
from agentline.domain.reference import UnknownReferenceError
from agentline.domain.refund import RefundError
from agentline.domain.seeing_to import AlreadySeenToError
from agentline.domain.service_line import (
    LineChangedError,
    LineClosedError,
    LineMissingError,
    QueueMissingError,
)
from agentline.domain.spoken_text import SpokenTextError
from agentline.domain.staff import OwnAccountError
from agentline.domain.takeover import OrdersLostError
from agentline.domain.unmatched import NumberWithheldError
from agentline.outgoing_ports import (
    DeliveryChangedError,
    DeliveryMissingError,
    EndpointExistsError,
    EndpointMissingError,
)
from agentline.ports import (
    AccountChangedError,
    CustomerMissingError,
    NumberTakenError,
    PriceListMissingError,
)
from agentline.services.billing_desk import BasisChangedError
from agentline.services.change_customer import CustomerChangedError
from agentline.services.conflict import StillContestedError
from agentline.services.customer_numbers import NumberNotTheirsError, NumberTakenByError
from agentline.services.dispatch_basis import (
    AddressHindranceError,
    LedgerKnowsError,
    OrdersMissingError,
)
from agentline.services.enter_order import OtherDeedError
from agentline.services.export_customer import ExportTooLargeError
from agentline.services.limits import CreditChangedError, LimitError
from agentline.services.reports import ReportTooLargeError
from agentline.services.see_to_unmatched import CustomerNotActiveError
from agentline.services.spoken_texts import TextStandardError
from agentline.services.suspense import PaymentChangedError, UnknownPaymentError
from agentline.services.webhook_endpoints import DeliveryPendingError, EndpointDisabledError
from agentline.staff_ports import StaffExistsError, StaffMissingError

REFUSALS: Mapping[type[Exception], str] = {
    # invoices
    CustomerMissingError: "customer_missing",
    UnknownReferenceError: "invoice_missing",
    UnknownBasisError: "invoice_missing",
    BasisStateError: "invoice_state",
    BasisChangedError: "version_stale",
    NothingToCloseError: "nothing_to_close",
    EditError: "edit_refused",
    BelowZeroError: "below_zero",
    CreditError: "credit_refused",
    AddressHindranceError: "address_in_doubt",
    OrdersMissingError: "orders_missing",
    LedgerKnowsError: "ledger_has_it",
    LedgerRejectedError: "ledger_refused",
    LedgerUnavailableError: "ledger_unavailable",
    LimitError: "limit_refused",
    # orders
    UnknownOrderError: "order_missing",
    ManualOrderError: "order_refused",
    GoodwillError: "goodwill_refused",
    RefundError: "refund_refused",
    PeriodError: "period_refused",
    OtherDeedError: "key_reused",
    # reports
    ReportTooLargeError: "report_too_large",
    # payments
    UnknownPaymentError: "payment_missing",
    PaymentError: "payment_refused",
    PaymentChangedError: "version_stale",
    PaymentFileError: "payment_file_refused",
    MarkedAsTestError: "payment_file_is_test",
    # credit
    CreditChangedError: "version_stale",
    # addresses
    FindingChangedError: "finding_changed",
    OwnerTakenError: "owner_taken",
    AddressDecisionError: "address_refused",
    # webhook endpoints
    EndpointMissingError: "endpoint_missing",
    EndpointExistsError: "endpoint_exists",
    EndpointDisabledError: "endpoint_disabled",
    DeliveryMissingError: "delivery_missing",
    EventIdError: "delivery_missing",
    DeliveryPendingError: "delivery_pending",
    DeliveryChangedError: "busy",
    # lifecycle of a customer
    MergeRefusedError: "merge_refused",
    OrdersLostError: "orders_missing",
    ErasureRefusedError: "erasure_refused",
    ReasonNamesCustomerError: "reason_names_customer",
    ExportTooLargeError: "export_too_large",
    # price lists
    PriceListMissingError: "price_list_missing",
    ArticleMissingError: "article_missing",
    CurrencyMismatchError: "currency_mismatch",
    # staff
    StaffMissingError: "staff_missing",
    StaffExistsError: "staff_exists",
    OwnAccountError: "own_account",
    # catalogue
    VersionTooSoonError: "version_too_soon",
    PriceListError: "version_refused",
    VersionExistsError: "version_exists",
    VersionBegunError: "version_begun",
    ArticleInUseError: "article_in_use",
    PriceFileError: "price_file_refused",
    LineMissingError: "line_missing",
    LineChangedError: "version_stale",
    LineClosedError: "line_closed",
    QueueMissingError: "queue_missing",
    SpokenTextError: "text_not_speakable",
    TextStandardError: "text_standard",
    # calls, unmatched callers, quarantine
    CallMissingError: "call_missing",
    UnmatchedMissingError: "unmatched_missing",
    RecordMissingError: "record_missing",
    AlreadySeenToError: "seen_to_already",
    NumberWithheldError: "number_withheld",
    NumberTakenError: "number_taken",
    CustomerNotActiveError: "customer_not_active",
    # customers
    CustomerGoneError: "customer_gone",
    CustomerStateError: "customer_state",
    CustomerInUseError: "customer_in_use",
    CustomerChangedError: "version_stale",
    NumberTakenByError: "number_taken",
    NumberNotTheirsError: "number_missing",
    NumberBlockedError: "number_blocked",
    CodeMissingError: "code_missing",
    CodeRequiredError: "code_required",
    BlockError: "block_refused",
    DiscountError: "discount_refused",
    EntryMissingError: "entry_missing",
    EntryEndedError: "entry_ended",
    TooManyEntriesError: "too_many",
    # whatever is contested or in want of an operator
    AccountChangedError: "busy",
    StillContestedError: "busy",
    LedgerSettingsError: "failed",
}


def code_of(error: BaseException) -> str | None:
    """The code of a refusal, by the nearest of its classes; None for what is none."""
    return next((REFUSALS[kind] for kind in type(error).__mro__ if kind in REFUSALS), None)
