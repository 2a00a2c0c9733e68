"""Pairs for the index, and what the index found looked up in the store: used by stages, command line and web.

The engine knows ids, scores and counts; texts, places and posts come from the store, so a hit that the store
no longer has is left out, however far behind the index is.
"""

import re

from chatmine.presenting import ConversationView, Hit, Marks, SearchResult, post_view, turn_view
from chatmine.records import Conversation, MediaKind, Pair, Post
from chatmine.store import Store
from indexer import marking
from indexer.searching import Document, Found, Index, Query

_FENCE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})", re.MULTILINE)
# The line under a table's head: dashes in at least two columns.
_TABLE = re.compile(r"^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$", re.MULTILINE)


def document(store: Store, pair_id: str) -> Document | None:
    """What the index is to hold for a pair; None where the pair is gone."""
    found = _look_up(store, pair_id)
    if found is None:
        return None
    pair, conversation, post = found
    return Document(
        id=pair.id,
        conversation=conversation.id,
        post=post.id,
        question=pair.question.text,
        answer=pair.answer.text,
        assistant=conversation.assistant,
        model=conversation.model,
        client=conversation.client,
        language=conversation.language,
        platform=post.platform,
        kind=_kind(store, _media_of(pair, conversation)),
        tags=post.tags,
        flags=conversation.flags,
        posted_at=post.posted_at,
        confidence=pair.confidence,
        has=_holds(pair.answer.text),
        said="\n".join(stretch.text for stretch in conversation.commentary),
    )


def search(store: Store, index: Index, text: str, query: Query) -> SearchResult:
    """One page of what matches `query`, which was asked for as `text`."""
    page = index.search(query)
    hits = (_hit(store, found, query) for found in page.found)
    return SearchResult(
        query=text,
        total=page.total,
        limit=query.limit,
        offset=query.offset,
        hits=tuple(hit for hit in hits if hit is not None),
        facets=page.facets,
    )


def conversation(store: Store, conversation_id: str) -> ConversationView | None:
    """A whole conversation with its post; None where there is none."""
    found = store.conversations.get(conversation_id)
    post = store.posts.get(found.post) if found else None
    if found is None or post is None:
        return None
    return ConversationView(
        conversation=found.id,
        assistant=found.assistant,
        model=found.model,
        client=found.client,
        language=found.language,
        flags=found.flags,
        confidence=found.confidence,
        turns=tuple(turn_view(turn, found.number, media=True) for turn in found.turns),
        post=post_view(post),
        duplicates=(),
        other_answers=(),
        formerly=found.formerly,
    )


def _look_up(store: Store, pair_id: str) -> tuple[Pair, Conversation, Post] | None:
    pair = store.conversations.pair(pair_id)
    found = store.conversations.get(pair.conversation) if pair else None
    post = store.posts.get(found.post) if found else None
    return (pair, found, post) if pair and found and post else None


def _hit(store: Store, found: Found, query: Query) -> Hit | None:
    known = _look_up(store, found.id)
    if known is None:
        return None
    pair, conversation, post = known
    marks = _marks(pair, query)
    media = _media_of(pair, conversation)
    return Hit(
        pair=pair.id,
        conversation=conversation.id,
        position=pair.position,
        score=found.score,
        question=pair.question.text,
        answer=pair.answer.text,
        marks=marks,
        spots=(*marking.spots(marks.question, pair.question), *marking.spots(marks.answer, pair.answer)),
        assistant=conversation.assistant,
        model=conversation.model,
        client=conversation.client,
        language=conversation.language,
        platform=post.platform,
        post_id=post.id,
        url=post.url,
        author=post.author,
        posted_at=post.posted_at,
        kind=_kind(store, media),
        tags=post.tags,
        flags=conversation.flags,
        confidence=pair.confidence,
        partial=pair.partial,
        media=media,
        folded=0,
    )


def _marks(pair: Pair, query: Query) -> Marks:
    found = marking.marks(query, pair.question.text, pair.answer.text)
    return Marks(question=tuple(found["question"]), answer=tuple(found["answer"]))


def _media_of(pair: Pair, conversation: Conversation) -> tuple[str, ...]:
    """The files behind a pair in the order in which it rests on them."""
    evidence = (*pair.question.evidence, *pair.answer.evidence)
    return tuple(dict.fromkeys(piece.media for piece in evidence)) or conversation.media


def _kind(store: Store, media: tuple[str, ...]) -> MediaKind:
    kinds = {file.kind for sha256 in media if (file := store.posts.media(sha256))}
    return "video" if "video" in kinds else "text" if kinds == {"text"} else "picture"


def _holds(markdown: str) -> tuple[str, ...]:
    found = {"code": _FENCE.search(markdown), "table": _TABLE.search(markdown)}
    return tuple(name for name, match in found.items() if match)
