"""What can be chosen on the command line, without loading what it chooses."""

from enum import StrEnum


class Provider(StrEnum):
    """Whose webhook is signed, where the stage's ledger is theirs."""

    STRIPE = "stripe"
    BILLOGRAM = "billogram"
