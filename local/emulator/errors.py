"""What can go wrong with the emulator. Every message is one line, ready to be shown."""


class EmulatorError(Exception):
    """The emulator cannot start, or did not end as it should."""


class StageRunningError(EmulatorError):
    """Another process runs this stage: there is one emulator for each `.local/` folder."""


class PortTakenError(EmulatorError):
    """Something else listens on the emulator's port."""


class EmulatorMissingError(EmulatorError):
    """The emulator's virtual environment has not been installed."""
