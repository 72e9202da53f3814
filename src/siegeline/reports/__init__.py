"""Bytes in, reports out."""

from siegeline.reports.report import Report

__all__ = ["Report"]
