"""Scrapy's settings, polite: its own defaults are eight requests at once, no delay and no robots.txt."""

from importlib.metadata import version

from crawlers.asking import CrawlRequest

PAGE_BYTES = 16 * 2**20
"""The largest page or API answer; real ones are below 1 MB."""


def scrapy_settings(wanted: CrawlRequest) -> dict[str, object]:
    """The settings of one crawl."""
    fetcher = "crawlers.fetching.Fetcher"
    return {
        "USER_AGENT": f"chatmine/{version('chatmine')} (+{one_line(wanted.contact)})",
        "DOWNLOAD_HANDLERS": {
            "http": fetcher, "https": fetcher, "file": None, "data": None, "s3": None, "ftp": None,
        },
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "crawlers.robots.Robots": 100,
            "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
        },
        "ITEM_PIPELINES": {"crawlers.saving.SavePosts": 100},
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_MAXSIZE": PAGE_BYTES,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_TIMEOUT": 60,
        "RETRY_TIMES": 2,
        "RETRY_HTTP_CODES": [500, 502, 503, 504, 522, 524, 408],  # never 429, and no wall
        "RETRY_GIVE_UP_LOG_LEVEL": "INFO",
        "REDIRECT_MAX_TIMES": 5,
        "COOKIES_ENABLED": False,
        "REFERRER_POLICY": "no-referrer",
        "DEFAULT_REQUEST_HEADERS": {"Accept": "*/*"},
        "HTTPPROXY_ENABLED": False,  # behind one we could not see which address is fetched
        "TWISTED_DNS_RESOLVER": "scrapy.resolver.CachingHostnameResolver",  # the default knows no IPv6
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "LOG_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "LOGSTATS_INTERVAL": 0,
    }  # fmt: skip


def one_line(contact: str) -> str:
    """What can stand in a header."""
    return "".join(char for char in contact if char.isprintable()).encode("ascii", "replace").decode("ascii")
