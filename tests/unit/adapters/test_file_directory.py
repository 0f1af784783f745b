"""The directory in a file says found only of one complete owner (fault 42)."""

from pathlib import Path

import pytest

from agentline.adapters.directories.file import DirectoryFileError, FileDirectory
from agentline.domain.customer import ListingStatus
from agentline.domain.phone_number import phone_number
from tests.examples import NOON

HEADER = "number,name,street,postcode,city,country\n"
NUMBER = phone_number("+46701740605")
SIV = "070-174 06 05,Siv Exempel,Provgatan 1,12345,Exempelby,SE\n"


def directory(tmp_path: Path, *lines: str, header: str = HEADER) -> FileDirectory:
    path = tmp_path / "directory.csv"
    path.write_text(header + "".join(lines), encoding="utf-8")
    return FileDirectory(path)


def test_a_listed_number_brings_its_owner_with_provenance(tmp_path: Path) -> None:
    listing = directory(tmp_path, SIV).look_up(NUMBER, NOON)
    assert listing.status is ListingStatus.FOUND
    assert listing.registrable_owner is not None
    assert listing.registrable_owner.name == "Siv Exempel"
    assert (listing.directory, listing.fetched_at) == ("file", NOON)


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ([], ListingStatus.NOT_FOUND),
        (["070-174 06 05,,,,,\n"], ListingStatus.HIDDEN),
        (["070-174 06 05,Siv Exempel,,,Exempelby,SE\n"], ListingStatus.PARTIAL),
        ([SIV, SIV.replace("Siv", "Bo")], ListingStatus.SEVERAL),
    ],
)
def test_anything_less_registers_nobody(
    tmp_path: Path, lines: list[str], status: ListingStatus
) -> None:
    listing = directory(tmp_path, *lines).look_up(NUMBER, NOON)
    assert listing.status is status
    assert listing.registrable_owner is None


def test_a_line_without_number_is_named(tmp_path: Path) -> None:
    with pytest.raises(DirectoryFileError, match="line 3: no telephone number"):
        directory(tmp_path, SIV, "soon,Bo Exempel,Provgatan 2,12345,Exempelby,SE\n")


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(DirectoryFileError, match="no column 'street'"):
        directory(tmp_path, "0701740605,Siv\n", header="number,name\n")


def test_the_embedded_directory_is_whole() -> None:
    FileDirectory()
