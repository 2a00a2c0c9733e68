from crawlers.asking import CrawlRequest
from crawlers.settings import one_line, scrapy_settings


def test_the_settings_are_polite_and_say_who_crawls() -> None:
    settings = scrapy_settings(CrawlRequest(platform="mastodon", contact="me@example.org"))
    assert str(settings["USER_AGENT"]).startswith("chatmine/")
    assert str(settings["USER_AGENT"]).endswith(" (+me@example.org)")
    assert settings["CONCURRENT_REQUESTS_PER_DOMAIN"] == 1
    assert settings["TELNETCONSOLE_ENABLED"] is False
    assert settings["REMOTE_CONTROL_ENABLED"] is False
    assert not {401, 403, 412, 418, 429, 432, 461, 471} & set(settings["RETRY_HTTP_CODES"])  # type: ignore[call-overload]


def test_a_contact_cannot_add_a_header() -> None:
    assert one_line("me\r\nX-Evil: 1\x00") == "meX-Evil: 1"
    assert one_line("小雨@example.org").isascii()
