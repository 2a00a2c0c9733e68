"""Take records down: out of the store, the files and the index, and out for good.

A post or file goes with its bytes.  A pair or conversation goes with the places on the pictures where it
stands: their lines leave every reading, now and whenever the file is read again, and the file itself is
served with those places painted over only; when nothing else stands on it, its bytes go too.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from chatmine.errors import WrongCall
from chatmine.records import Conversation, Evidence, Pair, Reading
from chatmine.store import Store
from chatmine.store.ledger import ExportedRow

KINDS = ("post", "author", "media", "conversation", "pair", "url")


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """How many of each are gone."""

    posts: int = 0
    media: int = 0
    conversations: int = 0
    pairs: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """An earlier export that holds rows of what was taken down, and the patch that removes them."""

    path: str
    rows: tuple[str, ...]
    patch: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenDown:
    """What `chatmine takedown` prints."""

    kind: str
    value: str
    removed: Removed
    duplicates: tuple[str, ...]
    exports: tuple[Affected, ...]


Repair = Callable[[Store, str], None]
WritePatch = Callable[[Path, Iterable[ExportedRow]], None]


def take_down(
    store: Store,
    kind: str,
    value: str,
    *,
    repair: Repair,
    write_patch: WritePatch,
    with_duplicates: bool = False,
) -> TakenDown:
    """Remove what `kind` and `value` name and keep it out; all zeros where there is nothing.

    `repair` pairs one post anew after lines have left its readings.  `duplicates` are the conversations of
    other posts that rest on the same files.
    """
    if kind not in KINDS:
        raise WrongCall("unknown_kind", f"{kind!r} can't be taken down", f"one of: {', '.join(KINDS)}")
    before = _counts(store)
    removal = _Removal(store, repair)
    with store.transaction():
        removal.remove(kind, value)
        duplicates = removal.duplicates()
        if with_duplicates:
            for conversation in duplicates:
                removal.remove("conversation", conversation)
    removal.remove_bytes()
    return TakenDown(
        kind=kind,
        value=value,
        removed=_fewer(before, _counts(store)),
        duplicates=tuple(duplicates),
        exports=_affected(store, removal, write_patch),
    )


class _Removal:
    """One takedown under way: what has gone so far."""

    def __init__(self, store: Store, repair: Repair) -> None:
        self.store = store
        self.repair = repair
        self.posts: set[str] = set()
        self.conversations: list[str] = []
        self.pairs: set[str] | None = None
        self.media: set[str] = set()
        self.bytes: set[str] = set()

    def remove(self, kind: str, value: str) -> None:
        """Remove what `kind` and `value` name, as far as it is there."""
        {
            "post": self._post,
            "author": self._author,
            "media": self._media,
            "conversation": self._conversation,
            "pair": self._pair,
            "url": self._url,
        }[kind](value)

    def _author(self, value: str) -> None:
        platform, colon, handle = value.partition(":")
        author = self.store.posts.author_hash(platform, handle) if colon else value
        self.store.ledger.take_down("author", author)
        for post in self.store.posts.found("author", author):
            self._post(post)

    def _url(self, value: str) -> None:
        for post in self.store.posts.found("url", value):
            self._post(post)

    def _post(self, post: str) -> None:
        if not self.store.posts.get(post):
            return
        self.posts.add(post)
        self.store.ledger.take_down("post", post)
        for conversation in self.store.conversations.of_post(post, retired=True):
            self._forget(conversation)
        for shared in self.store.posts.shared_by(post):
            if self.store.posts.sharing(shared.media) == [post]:
                self._drop_file(shared.media)
            self.media.add(shared.media)
        self.store.posts.delete(post)

    def _media(self, media: str) -> None:
        if not self.store.posts.media(media):
            return
        posts = self.store.posts.sharing(media)
        self._drop_file(media)
        self.media.add(media)
        for post in posts:
            rested = [c for c in self.store.conversations.of_post(post, retired=True) if media in c.media]
            self.conversations += [c.id for c in rested]
            self.repair(self.store, post)
            self._forget_rest(post, {media})

    def _conversation(self, conversation: str) -> None:
        found = self.store.conversations.get(conversation)
        if found:
            self._take_spots(found, [e for turn in found.turns for e in turn.evidence])
            self._forget(found)

    def _pair(self, pair: str) -> None:
        found = self.store.conversations.pair(pair)
        conversation = found and self.store.conversations.get(found.conversation)
        if not found or not conversation:
            return
        self.pairs = {found.id}
        self.conversations.append(conversation.id)
        self._take_spots(conversation, [*found.question.evidence, *found.answer.evidence])
        self._forget_pairs(conversation.id, [found])

    def _take_spots(self, conversation: Conversation, spots: list[Evidence]) -> None:
        self.posts.add(conversation.post)
        before = self._said(conversation.post)
        self.store.ledger.take_spots(spots)
        files = {spot.media for spot in spots}
        for media in files:
            for reading, stage in self.store.readings.all_of(media):
                self.store.readings.save(without_spots(reading, self.store.ledger.taken_spots(media)), stage)
        self.repair(self.store, conversation.post)
        # Pairing may take for speech the buttons and headers that stay behind: they go too.
        if left_over := [spot for spot in self._said(conversation.post) if not _stands_on(spot, before)]:
            self._take_spots(conversation, left_over)
        self._forget_rest(conversation.post, files)
        for media in files:
            self.media.add(media)
            if not self.store.conversations.with_media(media):
                self._drop_file(media)

    def _said(self, post: str) -> list[Evidence]:
        """Where everything stands that is said in the conversations of a post."""
        return [
            spot for c in self.store.conversations.of_post(post) for turn in c.turns for spot in turn.evidence
        ]

    def _forget_rest(self, post: str, files: set[str]) -> None:
        """Blot out what pairing no longer finds on these files: it may hold what was taken down."""
        live = {c.id for c in self.store.conversations.of_post(post)}
        for conversation in self.store.conversations.of_post(post, retired=True):
            if not files & set(conversation.media):
                continue
            if conversation.id not in live:
                self._forget(conversation)
            else:
                kept = {p.id for p in self.store.conversations.pairs_of(conversation.id)}
                every = self.store.conversations.pairs_of(conversation.id, retired=True)
                self._forget_pairs(conversation.id, [p for p in every if p.id not in kept])

    def _forget(self, conversation: Conversation) -> None:
        for pair in self.store.conversations.pairs_of(conversation.id, retired=True):
            self.store.ledger.take_down("pair", pair.id)
        self.store.ledger.take_down("conversation", conversation.id)
        self.store.conversations.empty(conversation.id, [])
        self.conversations.append(conversation.id)

    def _forget_pairs(self, conversation: str, pairs: list[Pair]) -> None:
        if pairs:
            self.store.conversations.empty(conversation, [pair.id for pair in pairs])
        for pair in pairs:
            self.store.ledger.take_down("pair", pair.id)

    def _drop_file(self, media: str) -> None:
        self.store.ledger.take_down("media", media)
        self.store.posts.delete_media(media)
        self.bytes.add(media)

    def duplicates(self) -> list[str]:
        """The conversations of other posts that still rest on the files of what went."""
        found = {c for media in self.media for c in self.store.conversations.with_media(media)}
        return sorted({c.id for c in found if c.post not in self.posts} - set(self.conversations))

    def remove_bytes(self) -> None:
        """After the rows are gone for good, the bytes go."""
        for media in self.bytes:
            self.store.files.remove(media)


def without_spots(reading: Reading, spots: Iterable[Evidence]) -> Reading:
    """The reading without the lines and stretches of speech that stand on the spots."""
    places = list(spots)
    if not places:
        return reading
    return replace(
        reading,
        lines=tuple(line for line in reading.lines if not any(_covers(spot, line.box) for spot in places)),
        speech=tuple(
            part
            for part in reading.speech
            if not any(spot.box is None and _overlap(spot, part.start, part.end) for spot in places)
        ),
    )


def _stands_on(spot: Evidence, others: Iterable[Evidence]) -> bool:
    """Whether a spot is, about, one of the others."""
    near = (other for other in others if other.media == spot.media)
    if spot.box:
        return any(_covers(other, spot.box) for other in near)
    start, end = spot.start or 0.0, spot.end or 0.0
    return any(other.box is None and _overlap(other, start, end) for other in near)


def _covers(spot: Evidence, box: tuple[int, int, int, int]) -> bool:
    """Whether a spot lies on at least half of a line, or a line on half of the spot."""
    if spot.box is None:
        return False
    left, top, width, height = box
    across = min(spot.box.right, left + width) - max(spot.box.x, left)
    down = min(spot.box.bottom, top + height) - max(spot.box.y, top)
    smaller = min(width * height, spot.box.width * spot.box.height)
    return across > 0 and down > 0 and across * down * 2 >= smaller


def _overlap(spot: Evidence, start: float, end: float) -> bool:
    return spot.start is not None and spot.end is not None and spot.start < end and start < spot.end


def _counts(store: Store) -> Removed:
    posts, media = store.posts.counts()
    conversations, pairs = store.conversations.counts()
    return Removed(posts=posts, media=media, conversations=conversations, pairs=pairs)


def _fewer(before: Removed, after: Removed) -> Removed:
    return Removed(
        posts=before.posts - after.posts,
        media=before.media - after.media,
        conversations=before.conversations - after.conversations,
        pairs=before.pairs - after.pairs,
    )


def _affected(store: Store, removal: _Removal, write_patch: WritePatch) -> tuple[Affected, ...]:
    found = []
    for path, rows in store.ledger.exports_with(sorted(set(removal.conversations))):
        gone = [row for row in rows if removal.pairs is None or removal.pairs & set(row.pairs)]
        if gone:
            number = store.ledger.next_patch()
            patch = store.folder / "takedowns" / f"{number:04}.jsonl"
            patch.parent.mkdir(exist_ok=True)
            write_patch(patch, gone)
            found.append(Affected(path=path, rows=tuple(row.row for row in gone), patch=str(patch)))
    return tuple(found)
