"""Every setting with its default and one line of explanation.

`cli` reads them once: `chatmine.toml`, then `CHATMINE_*`, then flags; everybody else gets values.  In the
file, `[ocr] engine = "..."`; in the environment, `CHATMINE_OCR_ENGINE=...`.
"""

import dataclasses
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar, get_type_hints

import msgspec

from chatmine.errors import WrongCall

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """`[crawl]`: how posts are gathered."""

    delay: float = 1.0
    """Seconds between two requests to one host; a server that asks for more gets more."""
    max_file_mb: int = 200
    """Larger pictures and videos are not downloaded."""
    replay: str = ""
    """For tests and offline work: every request goes to this address instead (CHATMINE_REPLAY)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ocr:
    """`[ocr]`: how pictures and frames are read."""

    engine: str = "paddleocr"
    """A file name of ocr/engines."""
    detection: str = "PP-OCRv6_small_det"
    """The detector: one of the built-in models, a folder, or a name on PaddleOCR's own hub."""
    recognition: str = "PP-OCRv6_small_rec"
    """The recogniser, named in the same way."""
    workers: int = 0
    """Processes that read side by side; 0 takes one per core, at most 4."""
    longest_video: int = 3600
    """Seconds; longer videos are refused."""
    most_text: int = 600
    """Million pixels of text that are read of one video; one takes about a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asr:
    """`[asr]`: how speech is heard."""

    engine: str = "whisper"
    """A file name of asr/engines."""
    model: str = "small"
    """A Whisper model's name (fetched once on first use) or the folder that holds one; empty: none."""
    folder: str = ""
    """Where models are fetched to, or put by hand (FOLDER/NAME); empty: the Hugging Face cache."""
    hub: str = ""
    """A mirror of the model hub; empty: what HF_ENDPOINT names, or the hub itself."""
    device: str = "auto"
    """`cpu`, `cuda` or `auto`."""
    compute_type: str = "int8"
    """The arithmetic of CTranslate2."""
    language: str = ""
    """`zh`, `en`, ...; empty: the model decides for each file."""
    chinese: Literal["simplified", "as-spoken"] = "simplified"
    """The script of heard Chinese; `as-spoken` leaves what the model wrote."""
    longest: float = 3600.0
    """Seconds; a file with more sound is not heard (an hour takes 230 MB)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Elasticsearch:
    """`[elasticsearch]`: used instead of the embedded index when `url` is set."""

    url: str = ""
    """The address of a node, `https://host:9200`."""
    index: str = "chatmine"
    """What the names of our indexes begin with; each workspace has one of its own."""
    user: str = ""
    """For basic authentication."""
    password: str = ""
    """For basic authentication."""
    api_key: str = ""
    """Instead of user and password."""
    ca: str = ""
    """A file with the certificate authority of the cluster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedCrawl:
    """`[crawls.NAME]`: one of the crawls that `chatmine crawl --all` runs."""

    platform: str
    """A file name of crawlers/spiders."""
    query: str | None = None
    """Words to look for, where the platform searches."""
    tag: str | None = None
    """A hashtag, without #."""
    source: str | None = None
    """Where: a server, a forum, a channel."""
    urls: tuple[str, ...] = ()
    """Addresses of posts."""
    since: str | None = None
    """Only posts from this day on."""
    until: str | None = None
    """Only posts up to this day."""
    limit: int | None = None
    """At most this many posts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All of them."""

    workspace: str = "chatmine-workspace"
    """The folder that holds the store, the files and the index."""
    contact: str = ""
    """Who crawls: an e-mail or web address that operators can write to.  Stands in the user agent."""
    crawl: Crawl = field(default_factory=Crawl)
    ocr: Ocr = field(default_factory=Ocr)
    asr: Asr = field(default_factory=Asr)
    elasticsearch: Elasticsearch = field(default_factory=Elasticsearch)
    crawls: Mapping[str, NamedCrawl] = field(default_factory=dict)
    """The named crawls, in the file's order."""


SHORT_NAMES = {"CHATMINE_REPLAY": "CHATMINE_CRAWL_REPLAY"}


def read_settings(file: Path, environment: Mapping[str, str]) -> Settings:
    """The defaults, changed by `file` where it exists, and then by `CHATMINE_*`."""
    values = _from_file(file)
    for name, value in _from_environment(environment).items():
        section, _, key = name.rpartition(".")
        (values.setdefault(section, {}) if section else values)[key] = value
    try:
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise WrongCall("bad_setting", str(error), f"correct it in {file} or in the environment") from error


def _from_file(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise WrongCall(
            "bad_settings_file", f"{file}: {error}", "correct the file, or move it away"
        ) from error
    crawls = {f"crawls.{name}" for name in dataclasses.asdict(NamedCrawl(platform=""))}
    unknown = _names(values) - set(names()) - crawls
    if unknown:
        raise WrongCall(
            "unknown_setting",
            f"{file}: there is no setting {min(unknown)!r}",
            f"one of: {', '.join(names())}",
        )
    return values


def _names(values: Mapping[str, Any]) -> set[str]:
    """The names that a file sets; `[crawls.NAME]` counts as `crawls`, whatever NAME is."""
    inner = {f"{key}.{name}" for key, value in _sections(values) for name in value}
    return inner | {key for key, value in values.items() if not isinstance(value, dict)}


def _sections(values: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for key, value in values.items():
        if key == "crawls" and isinstance(value, dict):
            yield from ((key, named) for named in value.values() if isinstance(named, dict))
        elif isinstance(value, dict):
            yield key, value


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    given = {SHORT_NAMES.get(name, name): value for name, value in environment.items()}
    variables = {variable(name): name for name in names()}
    return {name: given[key] for key, name in variables.items() if key in given}


def names() -> list[str]:
    """The settings' names, `crawl.delay` and so on; named crawls, which only the file has, are none."""
    found = []
    for name, kind in get_type_hints(Settings).items():
        if name == "crawls":
            continue
        if dataclasses.is_dataclass(kind):
            found += [f"{name}.{inner.name}" for inner in dataclasses.fields(kind)]
        else:
            found.append(name)
    return found


def variable(name: str) -> str:
    """The environment variable of a setting: `crawl.delay` is `CHATMINE_CRAWL_DELAY`."""
    return "CHATMINE_" + name.replace(".", "_").upper()
