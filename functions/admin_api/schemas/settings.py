"""What holds in this deployment."""

from pydantic import BaseModel, Field

from admin_api.schemas.common import Amount


class LimitRule(BaseModel):
    """By how much, and when, limits rise by themselves, unless a customer has other terms."""

    step: Amount
    cap: Amount
    days: int
    words: str


class Settings(BaseModel):
    """The deployment's terms. They change by deploying it: infra/stages/<stage>.toml."""

    stage: str
    opening_limit: Amount = Field(description="What every new customer may use.")
    basic_price_list: str
    due_days: int
    is_rounded_to_kronor: bool
    limit_rule: LimitRule
    address_days: int = Field(description="How old an address may be at dispatch; 0 is any age.")
    ledger: str = Field(description="Who makes the invoices.")
    directory: str = Field(description="Who is asked whose a number is.")
    queues: list[str]
    is_cut_off: bool = Field(description="Whether a call ends when its credit does.")
    time_zone: str = Field(description="By whose clock tariffs and days are.")
