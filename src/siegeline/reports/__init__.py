"""Bytes in, reports out."""

from siegeline.reports.formats.archive import is_archive
from siegeline.reports.paths import read_paths
from siegeline.reports.report import Report

__all__ = ["Report", "is_archive", "read_paths"]
