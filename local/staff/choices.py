"""What can be chosen on the command line, without loading what it chooses."""

from enum import StrEnum


class Format(StrEnum):
    """What a basis can be downloaded as."""

    HTML = "html"
    CSV = "csv"
    JSON = "json"


class Provider(StrEnum):
    """Whose webhook is signed, where the stage's ledger is theirs."""

    STRIPE = "stripe"
    BILLOGRAM = "billogram"
