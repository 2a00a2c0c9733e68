"""Why a page or file could not be had: one error type, whichever way a platform spells it.

`refusal` looks at a page for the signs that all platforms share; a spider adds its platform's own.  A wall
(captcha, firewall, ban) is never retried or worked around: the host is left alone for the rest of the run.
"""

import re
from typing import Literal

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response, TextResponse
from scrapy.utils.httpobj import urlparse_cached

from chatmine.errors import Unreadable

RefusalKind = Literal[
    "login_wall",
    "guest_gate",
    "captcha",
    "waf",
    "banned",
    "rate_limited",
    "empty_ambiguous",
    "gone",
    "schema_changed",
    "robots",
]

WALLS: frozenset[RefusalKind] = frozenset({"captcha", "waf", "banned", "rate_limited"})
"""After one of these the host gets no further request in this run."""

WAYS_OUT: dict[RefusalKind, str] = {
    "login_wall": "the server shows this to its own users only: ask another, or import what you may see",
    "guest_gate": "the platform wants a browser: save the page there and import it",
    "captcha": "wait, crawl less, or open the page in a browser and import what you saved",
    "waf": "wait, crawl less, or open the page in a browser and import what you saved",
    "banned": "stop crawling this host; ask its operator",
    "rate_limited": "wait, then run this again: it goes on with what is missing",
    "empty_ambiguous": "look in a browser whether there is anything to find, and check the spelling",
    "gone": "nothing to do: it was deleted, or the address is wrong",
    "schema_changed": "check that the address is of this platform; if it is, it has changed: report it",
    "robots": "the operator asks programs to stay out of there: respect it, or ask the operator",
}

_BY_STATUS: dict[int, RefusalKind] = {
    401: "login_wall",
    403: "banned",
    404: "gone",
    410: "gone",
    412: "banned",
    418: "banned",
    429: "rate_limited",
    432: "banned",
    461: "captcha",
    471: "captcha",
}
# Only what stands in no honest page: people do write "Just a moment..." in posts, never in the title.
_WAF = re.compile(r"<title>\s*Just a moment\.\.\.|aliyun_waf|_wafchallengeid|window\._riskdata_")
_CAPTCHA = re.compile(r"<title>[^<]*(?:环境异常|安全验证)")
_GUEST = re.compile(r"<title>\s*Sina Visitor System")


class Unfetched(Unreadable, IgnoreRequest):
    """A page or file could not be had; costs just that one.  (Scrapy is quiet about an IgnoreRequest.)"""


class Refused(Unfetched):
    """A host refused; `kind` is the code."""

    def __init__(self, kind: RefusalKind, host: str, message: str) -> None:
        """`host` is who refused, `message` what was seen."""
        super().__init__(kind, message, WAYS_OUT[kind])
        self.kind: RefusalKind = kind
        self.host = host


def refusal(page: Response) -> Refused | None:
    """What refuses in this answer to a request for a page, or None."""
    wall = wall_of(page)
    if wall:
        return wall
    kind = _BY_STATUS.get(page.status)
    if kind:
        return Refused(kind, host_of(page), f"{host_of(page)} answered {page.status} to {page.url}")
    if page.status == 200 and not page.body:
        return Refused("empty_ambiguous", host_of(page), f"{host_of(page)} sent nothing for {page.url}")
    return None


def wall_of(answer: Response) -> Refused | None:
    """A captcha, a firewall's challenge, a ban or a limit in this answer, for a page or a file."""
    host = host_of(answer)
    kind = _wall_kind(answer)
    return Refused(kind, host, f"{host} shows {kind} ({answer.status}) for {answer.url}") if kind else None


def _wall_kind(answer: Response) -> RefusalKind | None:
    if b"challenge" in (answer.headers.get("cf-mitigated") or b"") or "punish-loc" in answer.headers:
        return "waf"
    kind = _BY_STATUS.get(answer.status)
    if kind in WALLS and answer.status != 403:  # storage servers say 403 for a file that is not there
        return kind
    if not isinstance(answer, TextResponse) or b"json" in (answer.headers.get("Content-Type") or b""):
        return None
    head = answer.text[:50_000]
    signs: tuple[tuple[RefusalKind, re.Pattern[str]], ...] = (
        ("waf", _WAF),
        ("captcha", _CAPTCHA),
        ("guest_gate", _GUEST),
    )
    return next((kind for kind, sign in signs if sign.search(head)), None)


def host_of(answer: Response) -> str:
    """The host that answered, with its port where it is an unusual one."""
    return urlparse_cached(answer).netloc.rpartition("@")[2].lower()
