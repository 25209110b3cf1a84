"""HTML to PDF. Knows WeasyPrint, and nothing of papers; reads no file and no network."""

from collections.abc import Sequence
from typing import Any

from lpsedocs.findings import Refusal, say

LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
"""The packages of Debian and Ubuntu that WeasyPrint needs."""


def laid_out(html: str, styles: Sequence[str]) -> Any:
    """Return a document with its pages; what it shows beside text must be in it whole, as a data address."""
    weasyprint = _weasyprint()
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols={"data"})
    sheets = [weasyprint.CSS(string=style, url_fetcher=fetcher) for style in styles]
    return weasyprint.HTML(string=html, url_fetcher=fetcher).render(stylesheets=sheets)


def bound(documents: Sequence[Any]) -> bytes:
    """Return documents as one PDF; the same documents give the same bytes."""
    first, *_ = documents
    content: bytes = first.copy([page for document in documents for page in document.pages]).write_pdf()
    return content


def _weasyprint() -> Any:
    try:
        import weasyprint  # type: ignore[import-untyped]  # an extra, which only prints need
    except ImportError:
        raise Refusal(
            say("a PDF needs WeasyPrint, which is not installed here; 'pip install lpsedocs[pdf]' brings it")
        ) from None
    except OSError as error:
        raise Refusal(
            say(
                "WeasyPrint lacks a library of the system ({reason}); "
                "'apt install {packages}' brings what it needs",
                reason=str(error).partition("\n")[0],
                packages=LIBRARIES,
            )
        ) from None
    return weasyprint
