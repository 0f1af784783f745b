"""What screening decided, in words for staff: why, and what the directory had said."""

from collections.abc import Mapping

from agentline.domain.call import ScreenedCall, Verdict
from agentline.domain.customer import BlockReason, ListingStatus
from agentline.domain.screening import CodeRequest, Refusal

_REFUSALS: Mapping[str, str] = {
    Refusal.SERVICE_UNKNOWN: "The number that was called is no service line.",
    Refusal.BLOCKED_FINANCIAL: "A block for unpaid calls was in force.",
    Refusal.BLOCKED_CONDUCT: "A block for conduct was in force.",
    Refusal.BLOCKED_FRAUD: "A block for fraud was in force.",
    Refusal.BLOCKED_OWN_REQUEST: "A block at the customer's own request was in force.",
    Refusal.BLOCKED_OTHER: "A block was in force.",
    Refusal.INVOICE_UNPAID: "An invoice was unpaid.",
    Refusal.CREDIT_EXHAUSTED: "The credit left did not pay for the shortest call.",
    Refusal.CREDIT_IN_USE: "The credit left was held for another call.",
}
_CODE_REQUESTS: Mapping[str, str] = {
    CodeRequest.NUMBER_WITHHELD: "The caller's number was withheld.",
    CodeRequest.NUMBER_UNMATCHED: "Nobody with a complete address was found for the number.",
    CodeRequest.CODE_REQUIRED: "The customer must enter a code with every call.",
    CodeRequest.CODE_WRONG: "No right code was entered.",
}
_LISTINGS: Mapping[ListingStatus, str] = {
    ListingStatus.FOUND: "The directory named one owner.",
    ListingStatus.PARTIAL: "The directory named an owner without a complete address.",
    ListingStatus.HIDDEN: "The directory keeps secret whose number it is.",
    ListingStatus.SEVERAL: "The directory named several owners.",
    ListingStatus.NOT_FOUND: "The directory did not know the number.",
    ListingStatus.ERROR: "The directory gave no usable answer.",
}
_BLOCKS: Mapping[BlockReason, str] = {
    BlockReason.FINANCIAL: "for unpaid calls",
    BlockReason.CONDUCT: "for conduct",
    BlockReason.FRAUD: "for fraud",
    BlockReason.OWN_REQUEST: "at the customer's own request",
    BlockReason.OTHER: "for another reason",
}


def reason_in_words(step: ScreenedCall) -> str:
    """Why a step ended as it did, as far as it says by itself."""
    if step.verdict is Verdict.ADMIT:
        return "Nothing spoke against it."
    return _REFUSALS.get(step.reason) or _CODE_REQUESTS[step.reason]


def listing_in_words(listing: ListingStatus) -> str:
    return _LISTINGS[listing]


def block_in_words(reason: BlockReason) -> str:
    """As in: blocked at the customer's own request."""
    return _BLOCKS[reason]
