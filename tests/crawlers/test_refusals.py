import json

import pytest
from scrapy.http import HtmlResponse, Response, TextResponse

from crawlers.refusals import WAYS_OUT, refusal, wall_of

URL = "https://host.example/page"


def html(body: str, status: int = 200, **headers: str) -> HtmlResponse:
    return HtmlResponse(URL, status=status, headers=headers, body=body.encode(), encoding="utf-8")


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        (html("x", 401), "login_wall"),
        (html("x", 403), "banned"),
        (html("x", 404), "gone"),
        (html("x", 410), "gone"),
        (html("", 412), "banned"),
        (html("", 418), "banned"),
        (html("", 432), "banned"),
        (html("x", 429), "rate_limited"),
        (html("x", 461), "captcha"),
        (html("x", 471), "captcha"),
        (html(""), "empty_ambiguous"),
        (html("<title>Just a moment...</title>", 403), "waf"),
        (html("x", 403, **{"cf-mitigated": "challenge"}), "waf"),
        (html("x", **{"punish-loc": "1"}), "waf"),
        (html("<script>var aliyun_waf=1</script>"), "waf"),
        (html("<script>window._riskdata_={}</script>"), "waf"),
        (html("<title>百度安全验证</title>"), "captcha"),
        (html("<title>Sina Visitor System</title>"), "guest_gate"),
        (html("<p>Just a moment... 环境异常</p>"), None),
        (html("x", 500), None),
        (html("x"), None),
    ],
)
def test_a_refusal_has_one_name_however_it_is_spelt(page: TextResponse, kind: str | None) -> None:
    refused = refusal(page)
    assert (refused.kind if refused else None) == kind
    if refused:
        assert refused.host == "host.example"
        assert refused.way_out == WAYS_OUT[refused.kind]


def test_what_people_write_in_posts_is_no_refusal() -> None:
    body = json.dumps({"text": "<title>Just a moment...</title> aliyun_waf"}).encode()
    page = TextResponse(URL, headers={"Content-Type": "application/json"}, body=body)
    assert refusal(page) is None


def test_a_file_that_is_not_given_is_no_wall() -> None:
    assert wall_of(Response(URL, status=403)) is None
    assert wall_of(Response(URL, status=404)) is None
