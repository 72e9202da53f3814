"""Bytes in, reports out."""

from siegeline.reports.paths import read_paths
from siegeline.reports.report import Report

__all__ = ["Report", "read_paths"]
