"""Elasticsearch 8 or 9: an alias over one concrete index, which is built aside and switched.

The tokens are ours, so the mapping needs no analyzer but `whitespace` and no module or plug-in.  Schema and
position stand in the mapping's `_meta`.  Nothing is seen before the refresh that ends a write.  One shard, so
that counts are exact.  Offsets beyond Elasticsearch's window of 10,000 are walked to by `search_after`.
"""

import hashlib
import logging
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, assert_never

from elastic_transport import TransportError
from elasticsearch import (
    ApiError,
    AuthenticationException,
    AuthorizationException,
    Elasticsearch,
    helpers,
)

from chatmine.errors import CannotWork, WrongCall
from indexer import analysis, dates, searching
from indexer.entries import COUNTED, QUESTION_WEIGHT, SAID_WEIGHT, entry, ranked, value
from indexer.searching import (
    FACETS,
    Clause,
    Dated,
    Document,
    Either,
    Every,
    Filters,
    Found,
    Page,
    Query,
    Value,
    Word,
)

_Json = dict[str, Any]

# Grows with the mapping or the analysis; an index of another number is written anew.
SCHEMA = 2
WINDOW = 10_000
# How many words a prefix inside a phrase may stand for; tantivy's limit for the same is 16,384.
_EXPANSIONS = 16_384
_SECONDS = 60
_CHUNK = 10_000_000  # bytes a request; the server takes 100 MB
_LOOK = "look at the cluster's health and disks; chatmine index --rebuild makes the index anew"
_KEYWORD: _Json = {"type": "keyword"}
_TEXT: _Json = {"type": "text", "analyzer": "whitespace"}
_MAPPING: _Json = {
    "dynamic": "strict",
    "_source": {"excludes": ["question", "answer", "said"]},
    "properties": {
        "id": _KEYWORD,
        "question": _TEXT,
        "answer": _TEXT,
        "said": _TEXT,
        "values": _KEYWORD,
        "posted": {"type": "long"},
        "confidence": {"type": "double"},
        **dict.fromkeys(FACETS, _KEYWORD),
    },
}
_SETTINGS = {"number_of_shards": 1, "auto_expand_replicas": "0-1", "refresh_interval": "-1"}
_SORTS: dict[str, list[_Json]] = {
    "relevance": [{"_score": "desc"}, {"id": "asc"}],
    "newest": [{"posted": {"order": "desc", "missing": "_last"}}, {"id": "asc"}],
    "oldest": [{"posted": {"order": "asc", "missing": "_last"}}, {"id": "asc"}],
}
_COUNTS = {facet: {"terms": {"field": facet, "size": COUNTED}} for facet in FACETS}


def open_index(
    url: str,
    name: str = "chatmine",
    user: str | None = None,
    password: str | None = None,
    api_key: str | None = None,
    ca: str | None = None,
) -> "Index":
    """The index behind the alias `name`; `url` may name several nodes of a cluster, with commas between.

    `ca` is a file with the certificate authority of the cluster.  Raises `CannotWork` when no node answers or
    the access is refused, `WrongCall` when the address is none.
    """
    access: _Json = {
        "basic_auth": (user, password or "") if user else None,
        "api_key": api_key,
        "ca_certs": ca,
    }
    given = {name: setting for name, setting in access.items() if setting}
    nodes = [each.strip() for each in url.split(",")]
    logging.getLogger("elastic_transport").setLevel(logging.ERROR)  # each retry with its traceback
    try:
        if not all(node.startswith(("http://", "https://")) for node in nodes):
            raise ValueError("neither http:// nor https://")
        client = Elasticsearch(nodes, request_timeout=_SECONDS, retry_on_timeout=True, **given)
    except ValueError as error:
        raise WrongCall("bad_url", f"{url!r}: {error}", "write it like http://127.0.0.1:9200") from error
    return Index(client, name)


class Index(searching.Index):
    """May be searched from several threads, and while one other process writes."""

    name = "elasticsearch"

    def __init__(self, client: Elasticsearch, alias: str) -> None:
        """Asks a node for its version, so that a cluster out of reach shows at once."""
        self._client = client
        self._alias = alias
        self._fits = False
        with _told():  # `info` would say it too, but the core distribution that the tests use lacks it
            nodes = client.nodes.info(filter_path="nodes.*.version").body["nodes"]
        self.version = min(node["version"] for node in nodes.values())

    def position(self) -> int:
        """The number of the last change of the store that this index holds."""
        meta = self._current()[1]
        return int(meta["position"]) if meta.get("schema") == SCHEMA else 0

    def write(self, documents: Iterable[Document], removed: Iterable[str], position: int) -> None:
        """Remove, add or replace; show it all; then remember `position`."""
        index, meta = self._current()
        if index and meta.get("schema") == SCHEMA:
            self._fill(index, documents, removed)
            self._remember(index, position)
        else:
            self.rebuild(documents, position)

    def rebuild(self, documents: Iterable[Document], position: int) -> None:
        """A new concrete index, which takes the alias when it is whole."""
        self._sweep()
        index = f"{self._alias}-{uuid.uuid4().hex[:12]}"
        mapping = {**_MAPPING, "_meta": self._meta(0)}
        with _told():
            self._client.indices.create(index=index, settings=_SETTINGS, mappings=mapping)
        self._fill(index, documents, ())
        self._remember(index, position)
        old = self._current()[0]
        actions = [{"add": {"index": index, "alias": self._alias}}]
        with _told():
            self._client.indices.update_aliases(
                actions=actions + [{"remove_index": {"index": old}}] if old else actions
            )

    def search(self, query: Query) -> Page:
        """One page of what matches."""
        if not self._written():
            return Page(total=0, found=(), facets=ranked({facet: {} for facet in FACETS}))
        asked, sort = _within(query.filters, query.clause), _SORTS[searching.order(query)]
        end = query.offset + query.limit
        start, size = (query.offset, query.limit) if end <= WINDOW else (0, 0)
        with _told():
            answer = self._client.search(
                index=self._alias,
                query=asked,
                sort=sort,
                from_=start,
                size=size,
                source=False,
                aggs=_COUNTS,
                track_total_hits=True,
            ).body
            total, hits = answer["hits"]["total"]["value"], answer["hits"]["hits"]
            if end > WINDOW:
                hits = self._walk(asked, sort, query.offset, min(end, total))
        found = tuple(Found(id=hit["sort"][-1], score=hit["_score"] or 0.0) for hit in hits)
        return Page(total=total, found=found, facets=_counted(answer["aggregations"]))

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def _walk(self, asked: _Json, sort: list[_Json], start: int, end: int) -> list[_Json]:
        """Hits `start` to `end` by going there in steps from the first hit."""
        hits: list[_Json] = []
        seen, after = 0, None
        while start < end and seen < end:
            size = min(WINDOW, end - seen)
            answer = self._client.search(
                index=self._alias, query=asked, sort=sort, source=False, size=size, search_after=after
            )
            step = answer.body["hits"]["hits"]
            hits += step[max(0, start - seen) :]
            if len(step) < size:
                break
            seen, after = seen + size, step[-1]["sort"]
        return hits

    def _written(self) -> bool:
        """Whether there is anything to search; raises `CannotWork` for an index of another schema."""
        if self._fits:
            return True
        index, meta = self._current()
        if index and meta.get("schema") != SCHEMA:
            raise CannotWork("index_outdated", "the index was made by another version", "run: chatmine index")
        self._fits = index is not None
        return self._fits

    def _current(self) -> tuple[str | None, _Json]:
        """The concrete index behind the alias and what it says of itself."""
        with _told():
            answer = self._client.options(ignore_status=404).indices.get_mapping(index=self._alias)
        if answer.meta.status == 404:
            return None, {}
        index, described = next(iter(answer.body.items()))
        return index, described["mappings"].get("_meta", {})

    def _fill(self, index: str, documents: Iterable[Document], removed: Iterable[str]) -> None:
        with _told():
            answers = helpers.streaming_bulk(
                self._client,
                _actions(documents, removed),
                index=index,
                max_chunk_bytes=_CHUNK,
                raise_on_error=False,
                max_retries=3,
            )
            for done, answer in answers:
                operation, told = next(iter(answer.items()))
                if not done and not (operation == "delete" and told["status"] == 404):
                    raise CannotWork("index_failed", f"{told['_id']}: {told.get('error')}", _LOOK)
            self._client.indices.refresh(index=index)

    def _remember(self, index: str, position: int) -> None:
        with _told():
            self._client.indices.put_mapping(index=index, meta=self._meta(position))

    def _meta(self, position: int) -> _Json:
        return {"chatmine": self._alias, "schema": SCHEMA, "position": position}

    def _sweep(self) -> None:
        """Remove what rebuilds that were stopped have left."""
        with _told():
            found = self._client.indices.get(index=f"{self._alias}-*", features=["aliases", "mappings"]).body
            for index, described in found.items():
                ours = described["mappings"].get("_meta", {}).get("chatmine") == self._alias
                if ours and not described["aliases"]:
                    self._client.indices.delete(index=index)


def _actions(documents: Iterable[Document], removed: Iterable[str]) -> Iterator[_Json]:
    for gone in removed:
        yield {"_op_type": "delete", "_id": _key(gone)}
    for made in map(entry, documents):
        yield {
            "_id": _key(made.id),
            "id": made.id,
            "question": made.question,
            "answer": made.answer,
            "said": made.said,
            "values": made.values,
            "posted": made.posted,
            "confidence": made.confidence,
            **made.facets,
        }


def _counted(aggregations: _Json) -> dict[str, dict[str, int]]:
    return ranked(
        {
            facet: {each["key"]: each["doc_count"] for each in aggregations[facet]["buckets"]}
            for facet in FACETS
        }
    )


def _key(id: str) -> str:
    """Elasticsearch takes ids of up to 512 bytes."""
    data = id.encode()
    return id if len(data) <= 512 else "sha256:" + hashlib.sha256(data).hexdigest()


def _within(filters: Filters, clause: Clause) -> _Json:
    """What matches the clause and is let through."""
    wanted: list[_Json] = []
    for field in searching.VALUE_FIELDS:
        if values := getattr(filters, field):
            wanted.append({"terms": {"values": [value(field, each) for each in values]}})
    if filters.min_confidence is not None:
        wanted.append({"range": {"confidence": {"gte": filters.min_confidence}}})
    if filters.before or filters.after:
        wanted.append(_clause(Dated(before=filters.before, after=filters.after)))
    return {"bool": {"must": [_clause(clause)], "filter": wanted}}


def _clause(clause: Clause) -> _Json:
    match clause:
        case Word():
            return _word(clause)
        case Value(field=field, value=text):
            return _silent({"term": {"values": value(field, text)}})
        case Dated(before=before, after=after):
            bounds = {
                name: dates.start(text) for name, text in (("gte", after), ("lt", before)) if text is not None
            }
            return _silent({"range": {"posted": bounds}} if bounds else {"match_all": {}})
        case Either(clauses=clauses):
            return _any([_clause(each) for each in clauses])
        case Every(clauses=clauses, without=without):
            wanted = [_clause(each) for each in clauses] or [_silent({"match_all": {}})]
            return {"bool": {"must": wanted, "must_not": [_clause(each) for each in without]}}
        case _:
            assert_never(clause)


def _word(word: Word) -> _Json:
    tokens = [token.text for token in analysis.tokens(word.text)]
    if not tokens:
        return {"match_none": {}}
    if word.field:
        return _side_by_side(word.field, tokens, word.prefix, 1.0)
    return _any(
        [
            _side_by_side("question", tokens, word.prefix, QUESTION_WEIGHT),
            _side_by_side("answer", tokens, word.prefix, 1.0),
            _side_by_side("said", tokens, word.prefix, SAID_WEIGHT),
        ]
    )


def _side_by_side(field: str, tokens: list[str], prefix: bool, weight: float) -> _Json:
    if prefix and analysis.grows(tokens[-1]):
        if len(tokens) == 1:
            return _silent({"prefix": {field: tokens[0]}})
        asked: _Json = {"query": " ".join(tokens), "max_expansions": _EXPANSIONS}
        return _silent({"match_phrase_prefix": {field: asked}})
    if len(tokens) == 1:
        return {"term": {field: {"value": tokens[0], "boost": weight}}}
    return {"match_phrase": {field: {"query": " ".join(tokens), "boost": weight}}}


def _any(choices: list[_Json]) -> _Json:
    return {"bool": {"should": choices, "minimum_should_match": 1}} if choices else {"match_none": {}}


def _silent(query: _Json) -> _Json:
    """Matches without adding to the score."""
    return {"constant_score": {"filter": query, "boost": 0}}


@contextmanager
def _told() -> Iterator[None]:
    """The client's failures as ours."""
    try:
        yield
    except (AuthenticationException, AuthorizationException) as error:
        way_out = "look at CHATMINE_ELASTICSEARCH_USER and _PASSWORD, or _API_KEY, and what they may do"
        raise CannotWork("engine_refused", f"Elasticsearch refuses the access: {error}", way_out) from error
    except ApiError as error:
        raise CannotWork("index_failed", f"Elasticsearch: {error}", _LOOK) from error
    except TransportError as error:
        way_out = "start it, or look at CHATMINE_ELASTICSEARCH_URL (and _CA for https)"
        raise CannotWork("engine_unreachable", f"Elasticsearch does not answer: {error}", way_out) from error
