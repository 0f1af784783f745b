"""What waits for staff is seen to once, by one of them."""

from collections.abc import Callable
from dataclasses import dataclass

from agentline.domain.receivables import Actor
from agentline.domain.seeing_to import SeenTo, Task
from agentline.ports import AccountChangedError
from agentline.services.conflict import attempts


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What a member of staff does, and its name for good: done again, it was done."""

    by: Actor
    name: str

    def seen(self, outcome: str, customer: str | None = None) -> SeenTo:
        return SeenTo(
            by=self.by.who, at=self.by.at, outcome=outcome, deed=self.name, customer=customer
        )


def see_to[Kind: Task](
    task: str, deed: Deed, find: Callable[[str], Kind], do: Callable[[Kind], None]
) -> Kind:
    """Do it on the task as it is; again if others were faster. The task afterwards.

    Raises AlreadySeenToError, which names who was faster, StillContestedError, and what `find` and
    `do` raise, but for AccountChangedError.
    """
    retries = attempts()
    while True:
        next(retries)
        found = find(task)
        if found.was_done(deed.name):
            return found
        found.require_waiting()
        try:
            do(found)
        except AccountChangedError:
            continue
        return find(task)
