"""XML from outside, read without entities or other tricks, and asked by plain paths."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from agentline.adapters.payment_files.payment_file import PaymentFileError


@dataclass(frozen=True, slots=True)
class Node:
    """An element and what is below it in the namespace of the document, whatever its prefix."""

    element: Element
    namespace: str

    @property
    def name(self) -> str:
        return self.element.tag.removeprefix(f"{{{self.namespace}}}")

    def all(self, path: str) -> Sequence["Node"]:
        """The elements at a path such as "NtryDtls/TxDtls"."""
        steps = "/".join(f"{{{self.namespace}}}{step}" for step in path.split("/"))
        return [Node(found, self.namespace) for found in self.element.findall(steps)]

    def text(self, *paths: str) -> str:
        """The text of the first of the paths that has any, in single spaces, or nothing."""
        for path in paths:
            for found in self.all(path):
                if words := " ".join((found.element.text or "").split()):
                    return words
        return ""


def read_xml(content: bytes) -> Node:
    """The root of a document. Raises PaymentFileError."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except ParseError as error:
        line, column = error.position
        raise PaymentFileError(
            "The file is not readable XML: it is damaged, broken off or of another encoding than "
            f"it says, at line {line}, column {column + 1}."
        ) from None
    except DefusedXmlException:
        raise PaymentFileError(
            "The file declares a document type or entities, which no bank's file does."
        ) from None
    except (LookupError, ValueError):
        raise PaymentFileError("The file is in an encoding that cannot be read.") from None
    namespace = root.tag[1:].partition("}")[0] if root.tag.startswith("{") else ""
    return Node(root, namespace)
