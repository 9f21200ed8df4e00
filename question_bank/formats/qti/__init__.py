"""QTI: items and packages in the dialects 1.2, 2.0 to 2.2 and 3.0."""

from question_bank.formats.qti.package import read

__all__ = ["read"]
