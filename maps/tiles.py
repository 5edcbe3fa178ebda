"""Online tiles, only by name and only after the reader agrees: the provider's address, its hosts, its credit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from gazetteer.errors import KharitaError


class TilesError(KharitaError, LookupError):
    """No such tile provider, or one that needs a key or an unsafe address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A server of map images.

    Attributes:
        url: template with `{z}`, `{x}`, `{y}` and perhaps `{s}`.
        hosts: the only origins that the page's policy then allows images from.
        subdomains: letters for `{s}`.
        credit: plain text.
    """

    name: str
    url: str
    hosts: tuple[str, ...]
    subdomains: str
    max_zoom: int
    credit: str


def provider(name: str) -> Provider:
    """The provider that xyzservices knows by `name` (`OpenTopoMap`, `Esri.WorldImagery`, …).

    Raises:
        TilesError: unknown name, or the provider needs a key, or is not reached by https.
    """
    import xyzservices.providers as known  # noqa: PLC0415  (an optional feature: its catalogue is read only when asked for)

    try:
        found = known.query_name(name)
    except ValueError as error:
        message = f"no tile provider named {name!r}; names are those of xyzservices, such as OpenTopoMap"
        raise TilesError(message) from error
    if found.requires_token():
        message = f"{found.name} needs a key, which a page that is handed on would give away; choose another provider"
        raise TilesError(message)
    subdomains = str(found.get("subdomains", "abc")) if isinstance(found.get("subdomains", "abc"), str) else "".join(found["subdomains"])
    url = found.build_url(fill_subdomain=False)
    letters = subdomains if "{s}" in url else "a"
    hosts = sorted({_origin(url.replace("{s}", letter)) for letter in letters})
    return Provider(
        name=found.name, url=url, hosts=tuple(hosts), subdomains=subdomains, max_zoom=int(found.get("max_zoom", 18)),
        credit=found.get("attribution", found.name),
    )  # fmt: skip


def _origin(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or not re.fullmatch(r"[A-Za-z0-9.-]+", parts.netloc):
        message = f"tiles from {parts.scheme}://{parts.netloc} would not be safe: only https servers are allowed"
        raise TilesError(message)
    return f"https://{parts.netloc}"
