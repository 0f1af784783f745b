"""What a command says when it cannot do what was asked, and its exit code."""


class CommandError(Exception):
    """The message is one line, shown as it is; the command then exits with `exit_code`."""

    exit_code = 1


class WrongInputError(CommandError):
    """What was typed cannot be meant."""

    exit_code = 2


def one_line(error: BaseException) -> str:
    """An error of somebody else's on one line, named by its kind where it says nothing."""
    return " ".join(str(error).split()) or type(error).__name__
