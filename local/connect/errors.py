"""What the simulator cannot do."""


class SimulatorError(Exception):
    """The flow, the template or the deployment asks for something the simulator does not play.

    Never a caller's fault and never a branch of the flow: what Connect itself would send down an
    error branch goes down that branch.
    """
