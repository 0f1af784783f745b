"""What a request may is read from the policies of its role once.

AWS: what a request takes does not depend on how long the policies of its role are.
ministack: parses them all for each request, and once more only to tell who asks.
Repaired: what a document says is kept, and who asks is told without any.
"""

# ruff: noqa: SLF001 - a repair reaches into private parts by nature
from functools import lru_cache
from threading import local
from typing import Any

from local.emulator.bridge import stock

_DOCUMENTS_KEPT = 1_024


def install() -> None:
    policies = stock.policies
    parse, gather, tell_caller = (
        policies.parse_policy_document,
        policies._gather_role_policies,
        policies.request_caller_arn,
    )
    parse_text = lru_cache(_DOCUMENTS_KEPT)(parse)
    asked = local()

    def parse_once(document: Any) -> Any:
        return parse_text(document) if isinstance(document, str) else parse(document)

    def gather_unless_who_is_asked(*role: str) -> Any:
        return [] if getattr(asked, "who", False) else gather(*role)

    def tell_caller_alone(*request: Any) -> Any:
        asked.who = True
        try:
            return tell_caller(*request)
        finally:
            asked.who = False

    policies.parse_policy_document = parse_once
    policies._gather_role_policies = gather_unless_who_is_asked
    policies.request_caller_arn = tell_caller_alone
