"""Publication: what is safe to publish, as files for others; the page is one HTML file for offline use."""

from siegeline.publish.onefile import write_page

__all__ = ["write_page"]
