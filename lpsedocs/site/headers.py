"""What a web server should send with every page: what browsers may load, and which inline scripts may run.

The theme writes a few scripts into its pages. Allowed are exactly those that also stand on its page for
addresses that don't exist, which holds nothing of any record; they are known to browsers by their digests.
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

NOT_FOUND: Final = "404.html"
"""The page for addresses that don't exist."""

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script", re.DOTALL | re.IGNORECASE)
_NOT_INLINE = re.compile(r"\bsrc\s*=|application/json", re.IGNORECASE)
_BASE = '"{base}"'
_NGINX = """\
# In the block of the server or location: include {name};
add_header Content-Security-Policy "{policy}" always;
{others}"""


def allowed_scripts(folder: Path, root: str) -> tuple[str, ...]:
    """Return the theme's inline scripts; each names the way back to the first page, so there is one a depth.

    ``root`` is that way on the page for addresses that don't exist.
    """
    missing = folder / NOT_FOUND
    shipped = dict(_scripts(missing.read_text("utf-8"), root)) if missing.is_file() else {}
    found = set(shipped.values())
    looked_for: dict[str, set[str]] = {}
    for path in folder.rglob("*.html"):
        base = "/".join([".."] * (len(path.relative_to(folder).parts) - 1)) or "."
        forms = looked_for.setdefault(base, set(shipped))
        if forms:
            here = {form: script for form, script in _scripts(path.read_text("utf-8"), base) if form in forms}
            found.update(here.values())
            # On other pages as deep it is the same.
            forms.difference_update(here)
    return tuple(sorted(found))


def _scripts(html: str, base: str) -> Iterator[tuple[str, str]]:
    """Yield each inline script: whatever the depth of its page, and as it stands there."""
    for attributes, script in _SCRIPT.findall(html):
        if not _NOT_INLINE.search(attributes):
            yield script.replace(f'"{base}"', _BASE, 1), script


def policy(scripts: tuple[str, ...]) -> str:
    """Return the Content-Security-Policy of a site."""
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *(f"'sha256-{digest}'" for digest in digests))),
            *("style-src 'self'", "img-src 'self' data:", "font-src 'self'"),
            *("connect-src 'self'", "worker-src 'self'", "manifest-src 'self'"),
            *("base-uri 'none'", "form-action 'none'", "frame-ancestors 'self'"),
        )
    )


def header_files(policy: str) -> Mapping[str, str]:
    """Return what tells a web server of the headers, by the name of the file in the site."""
    headers = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
    every = {"Content-Security-Policy": policy, **headers}
    apache = "".join(f'  Header always set {name} "{value}"\n' for name, value in every.items())
    others = "".join(f'add_header {name} "{value}" always;\n' for name, value in headers.items())
    return {
        "_headers": "/*\n" + "".join(f"  {name}: {value}\n" for name, value in every.items()),
        ".htaccess": f"<IfModule mod_headers.c>\n{apache}</IfModule>\n",
        "headers.nginx.conf": _NGINX.format(name="headers.nginx.conf", policy=policy, others=others),
    }
