"""Formats other than plain text: each reader takes bytes and gives the documents in them."""
