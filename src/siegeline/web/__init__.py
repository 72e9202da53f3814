"""The desk: one record over HTTP, to look at, to ask and to judge; for people, and for programs that speak OGC API."""

from siegeline.web.app import create_app
from siegeline.web.people import People

__all__ = ["People", "create_app"]
