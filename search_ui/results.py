"""A search result as its page shows it: cards with excerpts and crops, filters that are links, paging."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from chatmine.presenting import Hit, SearchResult
from chatmine.records import Box, Evidence
from chatmine.store import Store
from indexer.marking import Spot
from search_ui.answering import conversation_address
from search_ui.excerpts import Excerpt, excerpt
from search_ui.parameters import OF_FACET, Asked
from search_ui.pictures import Crop, Shown, crop, shown

_QUESTION, _ANSWER = 180, 340
_CHOICES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One hit.  `picture` or `video` (and `second`) is what stands beside its text."""

    hit: Hit
    question: Excerpt
    answer: Excerpt
    address: str
    source: str | None
    picture: Crop | None
    video: Shown | None
    second: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a filter: choosing it, or giving it up, leads to `address`."""

    value: str
    count: int | None
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Which hits are shown; addresses are None at the ends."""

    first: int
    last: int
    previous: str | None
    next: str | None


def card(store: Store, hit: Hit, asked: Asked) -> Card:
    """A hit with its excerpts, its picture or video, and where its conversation is."""
    spots = hit.spots or tuple(_places(store, hit))
    file, second = _shown(store, hit, spots)
    boxes = [spot.box for spot in spots if file and spot.box and spot.media == file.sha256]
    return Card(
        hit=hit,
        question=excerpt(hit.question, hit.marks.question, _QUESTION),
        answer=excerpt(hit.answer, hit.marks.answer, _ANSWER),
        address=_address(hit, asked),
        source=web_address(hit.url),
        picture=_crop(file, boxes, marked=bool(hit.spots)) if file and file.kind == "picture" else None,
        video=file if file and file.kind in ("video", "download") else None,
        second=second,
    )


def filters(result: SearchResult, asked: Asked) -> dict[str, list[Choice]]:
    """The choices of each facet that has any, those that are chosen first."""
    found = {facet: list(_choices(facet, result.facets.get(facet, {}), asked)) for facet in OF_FACET}
    found["month"] = list(_months(result.facets.get("month", {}), asked))
    return {facet: choices for facet, choices in found.items() if choices}


def paging(result: SearchResult, asked: Asked) -> Paging:
    """Where the pages before and after are."""
    last = min(result.total, result.offset + result.limit)
    more = result.limit > 0 and last < result.total
    return Paging(
        first=result.offset + 1,
        last=last,
        previous=asked.at(max(0, result.offset - result.limit)).address() if result.offset else None,
        next=asked.at(last).address() if more else None,
    )


def web_address(url: str | None) -> str | None:
    """`url` where a browser may follow it: http and https only."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def _address(hit: Hit, asked: Asked) -> str:
    text = Asked.of([("q", asked.one("q"))])
    return f"{text.address(conversation_address(hit.conversation))}#pair-{hit.pair.rpartition('.')[2]}"


def _places(store: Store, hit: Hit) -> Iterator[Spot]:
    """Without marks: where the pair stands."""
    pair = store.conversations.pair(hit.pair)
    evidence: tuple[Evidence, ...] = (*pair.question.evidence, *pair.answer.evidence) if pair else ()
    for piece in evidence:
        yield Spot(media=piece.media, box=piece.box, start=piece.start, end=piece.end)


def _shown(store: Store, hit: Hit, spots: tuple[Spot, ...]) -> tuple[Shown | None, float]:
    """The file to show and its second: that of the first spot, else the pair's first."""
    first = spots[0].media if spots else next(iter(hit.media), "")
    media = store.posts.media(first)
    if media is None:
        return None, 0.0
    return shown(store, media), next((spot.start for spot in spots if spot.start is not None), 0.0)


def _crop(file: Shown, boxes: list[Box], *, marked: bool) -> Crop:
    part = crop(file, boxes)
    return part if marked else Crop(picture=part.picture, view=part.view, spots=())


def _choices(facet: str, counts: Mapping[str, int], asked: Asked) -> Iterator[Choice]:
    parameter = OF_FACET[facet]
    chosen = asked.all(parameter)
    for value in chosen:
        address = asked.widened(parameter, value).address()
        yield Choice(value=value, count=counts.get(value), address=address, chosen=True)
    for value, count in list(counts.items())[:_CHOICES]:
        if value not in chosen:
            address = asked.narrowed(parameter, value).address()
            yield Choice(value=value, count=count, address=address, chosen=False)


def _months(counts: Mapping[str, int], asked: Asked) -> Iterator[Choice]:
    """Months, the latest first; a month is chosen by its two dates."""
    dated = {month: count for month, count in counts.items() if month[:4].isdigit()}
    for month in sorted(dated, reverse=True)[:_CHOICES]:
        after, before = month, _month_after(month)
        chosen = (asked.one("after"), asked.one("before")) == (after, before)
        other = (
            asked.widened("after").widened("before")
            if chosen
            else asked.narrowed("after", after).narrowed("before", before)
        )
        yield Choice(value=month, count=dated[month], address=other.address(), chosen=chosen)


def _month_after(month: str) -> str:
    year, number = int(month[:4]), int(month[5:7])
    return f"{year + number // 12:04}-{number % 12 + 1:02}"
