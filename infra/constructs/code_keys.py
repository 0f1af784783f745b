"""The keys under which customers' codes are stored."""

from constructs import Construct

from infra.constructs.generated_secret import GeneratedSecret
from infra.settings import StageSettings


class CodeKeys(GeneratedSecret):
    """A secret {"current": {"version", "key"}, "previous": null or the same}, keys in base64."""

    def __init__(self, scope: Construct, construct_id: str, *, settings: StageSettings) -> None:
        super().__init__(
            scope,
            construct_id,
            first="the first key of the codes",
            holds="the keys of the customers' codes, current and previous",
            compose=lambda key: {"current": {"version": "1", "key": key}, "previous": None},
            not_rotated=(
                "A key can go only when no code is stored under it any more: an operator replaces "
                "it as docs/running.md says, not a calendar."
            ),
            settings=settings,
        )
