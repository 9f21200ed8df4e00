"""QTI: items and packages in the dialects 1.2, 2.0 to 2.2 and 3.0; packages of 2.1 and 3.0 are written."""

from collections.abc import Mapping, Sequence

from question_bank.formats.exchange import Exported, Format
from question_bank.formats.foreign import first_element
from question_bank.formats.qti import export
from question_bank.formats.qti.markup import QTI_21, QTI_30
from question_bank.formats.qti.package import read
from question_bank.kinds import AnyQuestion

SUFFIXES = (".zip", ".xml", ".imscc", ".imscp", ".qti", ".dat")


def write(questions: Sequence[AnyQuestion], files: Mapping[str, bytes]) -> Exported:
    """Write a package of QTI 2.1, which most programs read."""
    return export.write(questions, files, QTI_21)


def write_3(questions: Sequence[AnyQuestion], files: Mapping[str, bytes]) -> Exported:
    """Write a package of QTI 3.0."""
    return export.write(questions, files, QTI_30)


def recognises(data: bytes) -> bool:
    """Say whether it is XML, or an archive with XML in it: what is not Moodle’s is taken for QTI."""
    if data.startswith(b"PK"):
        return b".xml" in data and b"xl/workbook.xml" not in data
    return bool(first_element(data))


FORMAT = Format("QTI 2.1 package", SUFFIXES, read, write, recognises)
FORMAT_3 = Format("QTI 3.0 package", SUFFIXES, read, write_3, recognises)

__all__ = ["FORMAT", "FORMAT_3", "read", "write", "write_3"]
