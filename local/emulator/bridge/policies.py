"""A policy is read once, not anew for each request it allows.

AWS: what a request takes does not depend on how long the policies of its role are.
ministack: parses every policy of the role twice for each request.
Repaired: what a document says is kept.
"""

from functools import lru_cache
from typing import Any

from local.emulator.bridge import stock

_DOCUMENTS_KEPT = 1_024


def install() -> None:
    parse = stock.policies.parse_policy_document
    parse_text = lru_cache(_DOCUMENTS_KEPT)(parse)

    def parse_once(document: Any) -> Any:
        return parse_text(document) if isinstance(document, str) else parse(document)

    stock.policies.parse_policy_document = parse_once
