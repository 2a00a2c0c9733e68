"""A small real workspace: drawn pictures, a short video, several posts, indexed by the embedded engine.

What stands on the pictures is known, because it is drawn here, line by line with its box.
"""

import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import av
import numpy
import pytest
from PIL import Image, ImageDraw, ImageFont
from starlette.testclient import TestClient

from chatmine import stages
from chatmine.records import (
    Box,
    Conversation,
    Evidence,
    Line,
    Media,
    Pair,
    Post,
    Reading,
    Role,
    Span,
    Turn,
)
from chatmine.store import Store
from chatmine.store.posts import Shared
from indexer.engines import tantivy
from search_ui.app import make_app

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)> \u202egnirts & {{ 7*7 }}'
FONTS = (
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
)
CODE = "用 Python 可以这样写：\n```python\ndef add(a, b):\n    return a + b\n```\n这个函数返回两数之和。"


@dataclass(frozen=True)
class Drawn:
    """A picture and the boxes of its lines, each with the role that says it."""

    image: Image.Image
    turns: tuple[tuple[Role, tuple[tuple[str, Box], ...]], ...]


def draw(
    *turns: tuple[Role, str], width: int = 1080, size: int = 40, paper: str = "#ededed", ink: str = "#1a1a1a"
) -> Drawn:
    """A chat with the user's messages right and the assistant's left, one line of text a line."""
    font = _font(size)
    step, left, top = round(size * 1.6), size, size
    image = Image.new("RGB", (width, size * 3 + step * sum(text.count("\n") + 2 for _, text in turns)), paper)
    brush = ImageDraw.Draw(image)
    found = []
    for role, text in turns:
        lines = text.split("\n")
        longest = max(int(brush.textlength(line, font)) for line in lines)
        x = width - left - longest - size // 2 if role == "user" else left + size // 2
        bubble = (x - size // 2, top, x + longest + size // 2, top + step * len(lines) + size // 2)
        brush.rounded_rectangle(bubble, size // 3, "#95ec69" if role == "user" else "#ffffff")
        boxes = []
        for number, line in enumerate(lines):
            y = top + size // 4 + number * step
            brush.text((x, y), line, ink, font)
            boxes.append((line, Box(x, y, max(1, int(brush.textlength(line, font))), round(size * 1.25))))
        found.append((role, tuple(boxes)))
        top += step * (len(lines) + 1)
    return Drawn(image, tuple(found))


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for path in FONTS:
        if Path(path).exists():
            return ImageFont.truetype(path, size)
    return ImageFont.load_default(size)


def film(seconds: int = 3) -> bytes:
    """A video of one colour a second."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=4)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        for number in range(seconds * 4):
            pixels = numpy.full((240, 320, 3), 60 + 50 * (number // 4), numpy.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, "rgb24")))
        container.mux(stream.encode())
    return file.getvalue()


class Builder:
    """Puts records into a store as the stages would."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def file(self, data: bytes, mime: str, width: int, height: int, duration: float | None = None) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.store.files.room() / "new"
        path.write_bytes(data)
        self.store.files.take(path, sha256, copy=False)
        kind = "video" if mime.startswith("video/") else "picture"
        media = Media(
            sha256=sha256,
            kind=kind,
            mime=mime,
            size=len(data),
            width=width,
            height=height,
            duration=duration,
        )
        self.store.posts.save_media(media)
        return sha256

    def picture(self, drawn: Drawn, **options: object) -> str:
        file = io.BytesIO()
        kind = str(options.pop("format", "PNG"))
        drawn.image.save(file, kind, **options)
        return self.file(file.getvalue(), Image.MIME[kind], *drawn.image.size)

    def chat(self, post: Post, drawn: Drawn, media: str, texts: Sequence[str] = (), **about: object) -> str:
        """A conversation whose turns are those drawn; `texts` replace what the turns say."""
        turns = []
        for number, (role, lines) in enumerate(drawn.turns):
            text = texts[number] if texts else "\n".join(line for line, _ in lines)
            at, evidence = 0, []
            for line, box in lines:
                start = text.index(line, at)
                at = start + len(line)
                evidence.append(Evidence(span=Span(start, at), media=media, box=box, confidence=0.97))
            turns.append(Turn(role=role, text=text, confidence=0.97, evidence=tuple(evidence)))
        self.reading(media, drawn)
        return self.conversation(post, (media,), turns, **about)

    def reading(self, media: str, drawn: Drawn) -> None:
        lines = tuple(
            Line(text=text, box=box, confidence=0.97) for _, said in drawn.turns for text, box in said
        )
        width, height = drawn.image.size
        self.store.readings.save(
            Reading(
                media=media, engine="paddleocr", version="3.7.0", width=width, height=height, lines=lines
            ),
            "read",
        )

    def conversation(self, post: Post, media: tuple[str, ...], turns: Sequence[Turn], **about: object) -> str:
        self.store.posts.save(post, [Shared(media=file) for file in media])
        empty = Conversation(post=post.id, number=0, media=media, turns=tuple(turns))
        found = replace(empty, **about)  # type: ignore[arg-type]
        pairs = [
            Pair(conversation=found.id, number=n, position=n, question=question, answer=answer)
            for n, (question, answer) in enumerate(zip(turns[::2], turns[1::2], strict=False))
        ]
        self.store.conversations.save(post.id, [(found, pairs)], "1")
        return found.id


def fill(build: Builder) -> dict[str, str]:
    """The workspace of these tests; names of what is in it to ids and hashes."""
    sky = draw(
        ("user", "天空为什么是蓝色的？"),
        (
            "assistant",
            "这是因为瑞利散射：阳光进入大气层后，\n波长较短的蓝光被空气分子散射得更多，\n所以我们看到的天空是蓝色的。",
        ),
        ("user", "那日落呢？"),
        ("assistant", "日落时阳光穿过更厚的大气，\n蓝光大多被散射掉，剩下红光。"),
    )
    sky_png = build.picture(sky)
    names = {"sky_png": sky_png}
    names["sky"] = build.chat(
        Post(
            platform="mastodon",
            platform_id="m.example.social/1171278",
            url="https://m.example.social/@a/1171278",
            author="0f" * 16,
            text="问了 ChatGPT 一个从小就想知道的问题 #ChatGPT",
            posted_at="2024-05-03T08:20:00Z",
            fetched_at="2024-06-01T10:00:00Z",
            tags=("ChatGPT", "科普"),
            licence="CC BY 4.0",
        ),
        sky,
        sky_png,
        assistant="chatgpt",
        client="chatgpt-mobile",
        language="zh",
    )
    code = draw(
        ("user", "写一个加法函数"),
        ("assistant", "用 Python 可以这样写：\ndef add(a, b):\n    return a + b\n这个函数返回两数之和。"),
        width=1400,
        size=26,
        paper="#343541",
    )
    names["code_png"] = build.picture(code)
    names["code"] = build.chat(
        Post(platform="mastodon", platform_id="m.example.social/2", posted_at="2024-04-11T00:00:00Z"),
        code,
        names["code_png"],
        ["写一个加法函数", CODE],
        assistant="ernie",
        language="zh",
        flags=("personal-data",),
    )
    hostile = draw(("user", "<script>"), ("assistant", "alert"), size=30, width=600)
    names["hostile_png"] = build.picture(replace_last(hostile))
    names["hostile"] = build.conversation(
        Post(
            platform="file",
            platform_id=f"{'e' * 60}",
            url="javascript:alert(1)",
            title=HOSTILE,
            text=HOSTILE,
            tags=(HOSTILE,),
            licence=HOSTILE,
        ),
        (names["hostile_png"],),
        [
            Turn(role="user", text=f"hostile {HOSTILE}", confidence=0.5),
            Turn(role="assistant", text=f"```{HOSTILE}\n{HOSTILE}\n```\n" + "很长" * 50_000, confidence=0.5),
        ],
        assistant='"><script>',
        flags=(HOSTILE,),
        language="mixed",
    )
    names["film"] = build.file(film(), "video/mp4", 320, 240, 3.0)
    said: tuple[tuple[Role, str, float], ...] = (
        ("user", "How do planes fly?", 0.5),
        ("assistant", "Wings push air down, and the air pushes the plane up.", 2.0),
    )
    names["flight"] = build.conversation(
        Post(platform="mastodon", platform_id="v.example/9", posted_at="2023-12-01T12:00:00Z"),
        (names["film"],),
        [
            Turn(
                role=role,
                text=text,
                confidence=0.9,
                evidence=(
                    Evidence(
                        span=Span(0, len(text)), media=names["film"], start=at, end=at + 1, confidence=0.7
                    ),
                ),
            )
            for role, text, at in said
        ],
        language="en",
    )
    turned = draw(("user", "旋转的图"), ("assistant", "照片里有方向信息"), width=500, size=32)
    exif = Image.Exif()
    exif[0x0112] = 6
    sideways = Drawn(turned.image.transpose(Image.Transpose.ROTATE_90), turned.turns)
    names["turned_jpg"] = build.picture(sideways, format="JPEG", exif=exif)
    names["tiff"] = build.picture(turned, format="TIFF")
    names["svg"] = build.file(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", 10, 10)
    names["html"] = build.file(b"<script>alert(1)</script>", "text/html", 10, 10)
    for number in range(24):
        build.conversation(
            Post(platform="xhs", platform_id=f"p{number}", posted_at=f"2024-03-{number + 1:02}T00:00:00Z"),
            (sky_png,),
            [
                Turn(role="user", text=f"翻页测试 {number}", confidence=0.9),
                Turn(role="assistant", text=f"第 {number} 个回答", confidence=0.9),
            ],
            assistant="kimi",
            language="zh",
        )
    return names


def replace_last(drawn: Drawn) -> Drawn:
    """The same drawn once more with one pixel changed, so that its bytes are its own."""
    image = drawn.image.copy()
    image.putpixel((0, 0), (1, 2, 3))
    return Drawn(image, drawn.turns)


@dataclass(frozen=True)
class Workspace:
    """A filled folder."""

    folder: Path
    names: dict[str, str]

    def open(self) -> Store:
        return Store(self.folder)

    def index(self) -> tantivy.Index:
        return tantivy.open_index(self.folder / "index")

    def client(self) -> TestClient:
        """A program that asks for what it names; `html` in a test's headers makes it a browser."""
        app = make_app(self.open, self.index)
        return TestClient(app, base_url="http://127.0.0.1:8765", raise_server_exceptions=False)


def make(folder: Path, filling: Callable[[Builder], dict[str, str]]) -> Workspace:
    """A workspace that holds what `filling` puts into it, indexed."""
    with Store(folder, writing=True) as store:
        names = filling(Builder(store))
        index = tantivy.open_index(folder / "index")
        list(stages.index(store, index))
        index.close()
    return Workspace(folder, names)


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return make(tmp_path_factory.mktemp("workspace"), fill)


@pytest.fixture(scope="session")
def names(workspace: Workspace) -> dict[str, str]:
    return workspace.names


@pytest.fixture
def client(workspace: Workspace) -> Iterator[TestClient]:
    with workspace.client() as opened:
        yield opened


@pytest.fixture
def make_workspace(tmp_path: Path) -> Callable[..., Workspace]:
    """A workspace of a test's own: `make_workspace(lambda build: {})`."""
    return lambda filling=lambda build: {}: make(tmp_path, filling)


@pytest.fixture(scope="session")
def hostile() -> str:
    return HOSTILE
