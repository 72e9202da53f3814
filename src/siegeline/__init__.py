"""Siegeline reads conflict reports and keeps the record of who is cut off."""

__version__ = "0.1.0"
