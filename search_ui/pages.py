"""The pages and their JSON twins: start, search, conversation.

Each request opens the store for itself (SQLite belongs to one thread); the index is shared, sees what other
processes wrote, and is safe to search from several threads.  Handlers are plain functions, so Starlette runs
them in its thread pool.
"""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from chatmine import finding
from chatmine.errors import WrongCall
from chatmine.store import Store
from indexer.asking import parse
from indexer.searching import Index, Query
from search_ui import answering, conversations, results
from search_ui.answering import Absent, Gone
from search_ui.excerpts import one_line
from search_ui.parameters import Asked

EXAMPLES = (
    ("为什么 天空", "how_words"),
    ('"machine learning"', "how_phrase"),
    ("python -java", "how_not"),
    ("猫 OR 狗", "how_or"),
    ("trans*", "how_prefix"),
    ("question:翻译", "how_field"),
    ("has:code", "how_code"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What a workspace holds; the start page's JSON."""

    posts: int
    media: int
    conversations: int
    pairs: int
    indexed: int


class Pages:
    """The handlers over one workspace and its index."""

    def __init__(self, open_store: Callable[[], Store], index: Index) -> None:
        """`open_store` opens the workspace for reading."""
        self._open_store = open_store
        self._index = index

    def start(self, request: Request) -> Response:
        """The search box, what there is, and how to ask."""
        with self._open_store() as store:
            held = self._held(store)
        if answering.wants_json(request):
            return answering.json(held)
        found = self._index.search(parse("", limit=1))
        asked = Asked()
        return answering.page(
            request,
            "start.html",
            held=held,
            asked=asked,
            examples=[(Asked.of([("q", text)]).address(), text, key) for text, key in EXAMPLES],
            choices={
                facet: [
                    (value, count, asked.narrowed(parameter, value).address())
                    for value, count in list(found.facets.get(facet, {}).items())[:8]
                ]
                for facet, parameter in (("assistant", "assistant"), ("platform", "platform"))
            },
        )

    def search(self, request: Request) -> Response:
        """What matches, a page at a time."""
        asked = Asked.of(request.query_params.multi_items())
        try:
            query = asked.query()
        except WrongCall as error:
            if answering.wants_json(request):
                raise
            return answering.page(request, "search.html", 400, asked=asked, error=error, result=None)
        with self._open_store() as store:
            result = finding.search(store, self._index, asked.one("q"), query)
            if answering.wants_json(request):
                return answering.json(result)
            return answering.page(
                request,
                "search.html",
                asked=asked,
                error=None,
                result=result,
                cards=[results.card(store, hit, asked) for hit in result.hits],
                filters=results.filters(result, asked),
                paging=results.paging(result, asked),
            )

    def conversation(self, request: Request) -> Response:
        """One conversation with its pictures and its post."""
        wanted = request.path_params["id"].removesuffix(".json")
        with self._open_store() as store:
            view = finding.conversation(store, wanted)
            _refuse_gone(store, wanted, there=view is not None)
            assert view
            if answering.wants_json(request):
                return answering.json(view)
            asked = Asked.of([("q", request.query_params.get("q", ""))])
            found = store.conversations.get(wanted)
            beside = conversations.files(store, view, found.media if found else ())
            pairs = store.conversations.pairs_of(wanted)
            shown = conversations.turns(view, beside, pairs, _query_or_all(asked), asked)
        return answering.page(
            request,
            "conversation.html",
            view=view,
            title=one_line(view.turns[0].text if view.turns else wanted),
            turns=shown,
            files=beside,
            asked=asked,
            source=results.web_address(view.post.url),
            second=_second(request.query_params.get("at", "")),
        )

    def _held(self, store: Store) -> Start:
        posts, media = store.posts.counts()
        conversations_, pairs = store.conversations.counts()
        indexed = store.conversations.pairs_until(self._index.position())
        return Start(posts=posts, media=media, conversations=conversations_, pairs=pairs, indexed=indexed)


def _refuse_gone(store: Store, conversation: str, *, there: bool) -> None:
    """Raise what an address without a conversation to show answers."""
    post = conversation.rpartition("~")[0]
    ledger = store.ledger
    if ledger.is_taken_down("conversation", conversation) or ledger.is_taken_down("post", post):
        raise Gone(
            "taken_down", "this conversation was taken down", "it will not come back; search for others"
        )
    if not there:
        raise Absent(
            "no_conversation",
            f"there is no conversation {conversation[:200]!r}",
            "search for it: pairing may have given it another id",
        )


def _query_or_all(asked: Asked) -> Query:
    try:
        return asked.query()
    except WrongCall:
        return parse("")


def _second(text: str) -> float:
    try:
        second = float(text)
    except ValueError:
        return 0.0
    return second if 0 < second < 1e6 else 0.0
