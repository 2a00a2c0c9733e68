"""Take records down: out of the store, the files and the index, and out for good.

A post or file goes with its bytes.  A pair or conversation goes with the places on the pictures where it
stands, whoever shares them: their lines leave every reading, now and whenever the file is read again, and the
file is served with those places painted over only; when nothing else stands on it, its bytes go too.  From a
video nothing can be cut out: it goes whole.
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
    other posts that rested on the same files; what stood on the same spots has gone from them already.
    """
    if kind not in KINDS:
        raise WrongCall("unknown_kind", f"{kind!r} can't be taken down", f"one of: {', '.join(KINDS)}")
    before = _counts(store)
    removal = _Removal(store, repair)
    with store.transaction():
        removal.remove(kind, value)
        duplicates = removal.duplicates()
        if with_duplicates and kind not in ("pair", "conversation"):  # those are gone from the shared file
            for conversation in duplicates:
                removal.remove("conversation", conversation)
        # Before anything is gone for good: killed in between, the patches are written again.
        exports = _affected(store, removal.pairs, write_patch)
    removal.remove_bytes()
    store.database.empty_log()
    return TakenDown(
        kind=kind,
        value=value,
        removed=_fewer(before, _counts(store)),
        duplicates=tuple(duplicates),
        exports=exports,
    )


class _Removal:
    """One takedown under way: what has gone so far."""

    def __init__(self, store: Store, repair: Repair) -> None:
        self.store = store
        self.repair = repair
        self.posts: set[str] = set()
        self.pairs: set[str] = set()
        self.resting: set[str] = set()
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
            self._note_resting(shared.media)
            if self.store.posts.sharing(shared.media) == [post]:
                self._drop_file(shared.media)
        self.store.posts.delete(post)

    def _media(self, media: str) -> None:
        if not self.store.posts.media(media):
            return
        posts = self.store.posts.sharing(media)
        self._drop_file(media)
        self._pair_anew(posts, {media})

    def _conversation(self, conversation: str) -> None:
        if self.store.ledger.is_taken_down("conversation", conversation):
            return
        found = self.store.conversations.get(conversation, retired=True)  # an earlier export may hold it
        if found:
            self.posts.add(found.post)
            self._take_spots([spot for turn in found.turns for spot in turn.evidence])
            self._forget(found)

    def _pair(self, pair: str) -> None:
        if self.store.ledger.is_taken_down("pair", pair):
            return
        found = self.store.conversations.pair(pair, retired=True)
        conversation = found and self.store.conversations.get(found.conversation, retired=True)
        if not found or not conversation:
            return
        self.posts.add(conversation.post)
        self._take_spots([*found.question.evidence, *found.answer.evidence])
        self._forget_pair(found)

    def _take_spots(self, spots: list[Evidence]) -> None:
        """Take places on files out of every post that shares the files."""
        files = {spot.media for spot in spots}
        posts = sorted({post for media in files for post in self.store.posts.sharing(media)})
        before = self._said(posts)
        for media in files:
            self._note_resting(media)
            self._blank(media, [spot for spot in spots if spot.media == media])
        self._pair_anew(posts, files)
        # Pairing may take for speech the buttons and headers that stay behind: they go too.
        if left_over := [spot for spot in self._said(posts) if not _stands_on(spot, before)]:
            self._take_spots(left_over)
        for media in files - self.bytes:
            if not self.store.conversations.with_media(media):
                self._drop_file(media)

    def _blank(self, media: str, spots: list[Evidence]) -> None:
        """Take the lines on the spots out of a picture's readings.

        Out of a video nothing can be cut: the same words move over the screen and are heard.  It goes whole.
        """
        file = self.store.posts.media(media)
        if file is None or file.kind != "picture":
            self._drop_file(media)
            return
        self.store.ledger.take_spots(spots)
        for reading, stage in self.store.readings.all_of(media):
            self.store.readings.save(without_spots(reading, self.store.ledger.taken_spots(media)), stage)

    def _said(self, posts: list[str]) -> list[Evidence]:
        """Where everything stands that is said in the conversations of these posts."""
        found = [c for post in posts for c in self.store.conversations.of_post(post)]
        return [spot for c in found for turn in c.turns for spot in turn.evidence]

    def _pair_anew(self, posts: list[str], files: set[str]) -> None:
        """Pair posts after something on these files has gone, and blot out what is no longer found there."""
        for post in posts:
            touched = {pair.id: pair for pair in self._ever_paired(post) if files & _media_of(pair)}
            self.repair(self.store, post)
            live = {c.id for c in self.store.conversations.of_post(post)}
            for conversation in self.store.conversations.of_post(post, retired=True):
                if conversation.id not in live and files & set(conversation.media):
                    self._forget(conversation)
            for pair in touched.values():
                now = self.store.conversations.pair(pair.id)
                if now is None:
                    self._forget_pair(pair)
                elif (now.question, now.answer) != (
                    pair.question,
                    pair.answer,
                ):  # earlier exports hold it whole
                    self.pairs.add(pair.id)

    def _ever_paired(self, post: str) -> list[Pair]:
        found = self.store.conversations.of_post(post, retired=True)
        return [p for c in found for p in self.store.conversations.pairs_of(c.id, retired=True)]

    def _forget(self, conversation: Conversation) -> None:
        for pair in self.store.conversations.pairs_of(conversation.id, retired=True):
            self._forget_pair(pair)
        self.store.ledger.take_down("conversation", conversation.id)
        self.store.conversations.empty(conversation.id, [])

    def _forget_pair(self, pair: Pair) -> None:
        self.store.conversations.empty(pair.conversation, [pair.id])
        self.store.ledger.take_down("pair", pair.id)
        self.pairs.add(pair.id)

    def _drop_file(self, media: str) -> None:
        self.store.ledger.take_down("media", media)
        self.store.posts.delete_media(media)
        self.bytes.add(media)

    def _note_resting(self, media: str) -> None:
        self.resting |= {c.id for c in self.store.conversations.with_media(media)}

    def duplicates(self) -> list[str]:
        """The conversations of other posts that rested on the same files."""
        return sorted(c for c in self.resting if c.rpartition("~")[0] not in self.posts)

    def remove_bytes(self) -> None:
        """After the rows are gone for good, the bytes go."""
        for media in self.bytes:
            self.store.files.remove(media)


def _media_of(pair: Pair) -> set[str]:
    return {piece.media for piece in (*pair.question.evidence, *pair.answer.evidence)}


def without_spots(reading: Reading, spots: Iterable[Evidence]) -> Reading:
    """The reading without the lines that stand on the spots."""
    places = list(spots)
    kept = (line for line in reading.lines if not any(_covers(spot, line.box) for spot in places))
    return replace(reading, lines=tuple(kept)) if places else reading


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


def _affected(store: Store, gone: set[str], write_patch: WritePatch) -> tuple[Affected, ...]:
    """The exports that hold text of the pairs that are gone, each with its patch."""
    found = []
    for path, exported in store.ledger.exports_with(sorted({pair.rpartition(".")[0] for pair in gone})):
        if out := [row for row in exported if gone & set(row.pairs)]:
            number = store.ledger.next_patch()
            patch = store.folder / "takedowns" / f"{number:04}.jsonl"
            patch.parent.mkdir(exist_ok=True)
            write_patch(patch, out)
            rows = tuple(row.row for row in out)
            found.append(Affected(path=path, rows=rows, patch=str(patch.absolute())))
    return tuple(found)
