"""Keys of the product's own making: one, and the one before it, so that one can take over."""

from constructs import Construct

from infra.constructs.generated_secret import GeneratedSecret
from infra.settings import StageSettings


class KeyRing(GeneratedSecret):
    """A secret {"current": {"version", "key"}, "previous": null or the same}, keys in base64.

    `of` says whose keys they are; `not_rotated` why no calendar replaces them.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        of: str,
        not_rotated: str,
        settings: StageSettings,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            first=f"the first key of {of}",
            holds=f"the keys of {of}, current and previous",
            compose=lambda key: {"current": {"version": "1", "key": key}, "previous": None},
            not_rotated=f"{not_rotated}; an operator replaces it as docs/running.md says.",
            settings=settings,
        )
