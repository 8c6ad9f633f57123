"""IATI files and edited workbooks through the intake: read, compare, apply."""

from .importer import IATI, IatiImporter, IatiRecord
from .workbook import WORKBOOK, write_register

__all__ = ["IATI", "WORKBOOK", "IatiImporter", "IatiRecord", "write_register"]
