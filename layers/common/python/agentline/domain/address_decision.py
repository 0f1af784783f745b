"""What staff decide about a finding: take the directory's version, or keep the register's."""

from dataclasses import dataclass, replace

from agentline.domain.address_audit import audit_decision
from agentline.domain.address_file import AddressFile, Choice, Decision, Finding
from agentline.domain.audit import AuditEntry


class AddressDecisionError(ValueError):
    """The decision cannot stand; nothing changes. The message is for staff."""


class FindingChangedError(AddressDecisionError):
    """The difference is no longer the one that staff saw."""


class OwnerTakenError(AddressDecisionError):
    """The new name and address are those of another `customer` by now."""

    def __init__(self, customer: str) -> None:
        super().__init__(f"this name and address are those of customer {customer} already")
        self.customer = customer


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressDecision:
    """The file as the decision leaves it, and the entry that tells of it."""

    after: AddressFile
    audit: AuditEntry


def decide_finding(file: AddressFile, seen: str, decision: Decision) -> AddressDecision:
    """Apply a decision on the finding whose token staff saw.

    What is accepted becomes the register's version, with the directory's provenance; what is kept
    stays as it is. The finding goes on holding both versions. Raises AddressDecisionError.
    """
    if not decision.why.strip():
        raise AddressDecisionError("say why")
    finding = _seen_finding(file, seen)
    version = file.version
    if decision.choice is Choice.ACCEPTED:
        if finding.found is None:
            raise AddressDecisionError(
                "the directory names no one complete owner who could be accepted"
            )
        version = finding.found
    return AddressDecision(
        after=replace(file, version=version, finding=replace(finding, decision=decision)),
        audit=audit_decision(file.customer, finding, file.version, decision),
    )


def _seen_finding(file: AddressFile, seen: str) -> Finding:
    finding = file.undecided
    if finding is None:
        before = file.finding.decision if file.finding else None
        if before:
            raise FindingChangedError(
                f"{before.who} decided about it on {before.at:%Y-%m-%d %H:%M} UTC: "
                f"{before.choice.value}"
            )
        raise FindingChangedError("nothing about this address waits for a decision")
    if finding.token != seen:
        raise FindingChangedError("the directory or the register says something else by now")
    return finding
