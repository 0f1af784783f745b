"""A stack whose deployment was cut short by the emulator's end can be deployed again.

AWS: a deployment goes on whatever happens to whoever asked for it.
ministack: its deploying thread ends with it, and the restored stack stays "in progress" for ever.
Repaired: at the start such a stack is what AWS would have made of a failure. One that was being
created counts as rolled back (delete it, create it anew), one that was being updated as rolled
back to its former template (update it again).
"""

# ruff: noqa: SLF001 - a repair reaches into private parts by nature
from local.emulator.bridge import stock

_AS_AFTER_FAILURE = {
    "CREATE_IN_PROGRESS": "ROLLBACK_COMPLETE",
    "ROLLBACK_IN_PROGRESS": "ROLLBACK_COMPLETE",
    "DELETE_IN_PROGRESS": "DELETE_FAILED",
    "UPDATE_IN_PROGRESS": "UPDATE_ROLLBACK_COMPLETE",
    "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS": "UPDATE_COMPLETE",
    "UPDATE_ROLLBACK_IN_PROGRESS": "UPDATE_ROLLBACK_COMPLETE",
    "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS": "UPDATE_ROLLBACK_COMPLETE",
}


def settle() -> None:
    """Call once, after the last state has been loaded and before the first request."""
    for stack in stock.stacks._stacks.all_values():
        status = stack["StackStatus"]
        stack["StackStatus"] = _AS_AFTER_FAILURE.get(status, status)
