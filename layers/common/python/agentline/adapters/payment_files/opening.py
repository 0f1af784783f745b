"""A payment file of whichever kind."""

from agentline.adapters.payment_files.bgmax import read_bgmax
from agentline.adapters.payment_files.camt054 import read_camt054
from agentline.adapters.payment_files.payment_file import SIZE_LIMIT, PaymentFileError
from agentline.domain.payment_file import PaymentFile

_XML_BEGINNINGS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")  # the rest: byte order marks


def read_payment_file(content: bytes) -> PaymentFile:
    """Read camt.054 (version 02 or 08) or Bg Max, told apart by how the content begins.

    Raises PaymentFileError if the file is neither, damaged, or does not add up.
    """
    if not content.strip():
        raise PaymentFileError("The file is empty.")
    if len(content) > SIZE_LIMIT:
        raise PaymentFileError(
            f"The file is larger than {SIZE_LIMIT // 1024**2} MB: ask the bank for smaller ones."
        )
    if content.startswith(b"01BGMAX"):
        return read_bgmax(content)
    if content.lstrip().startswith(_XML_BEGINNINGS):
        return read_camt054(content.lstrip())
    raise PaymentFileError("The file is neither camt.054 (XML) nor Bg Max.")
