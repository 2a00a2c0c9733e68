import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from scrapy.http import Headers, Response

from crawlers.manners import LONGEST_WAIT, Manners, asked_wait
from crawlers.refusals import Refused

NOW = datetime(2026, 8, 20, 12, 0, tzinfo=UTC)
IN_A_MINUTE = NOW + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"Retry-After": "60"}, 60),
        ({"Retry-After": "Thu, 20 Aug 2026 12:01:00 GMT"}, 60),
        ({"X-RateLimit-Reset": "2026-08-20T12:01:00.000000Z"}, 60),
        ({"X-RateLimit-Reset": str(int(IN_A_MINUTE.timestamp()))}, 60),
        ({"RateLimit-Reset": "60"}, 60),
        ({"Retry-After": "5", "X-RateLimit-Reset": "2026-08-20T13:00:00Z"}, 5),
        ({"Retry-After": "Thu, 20 Aug 2026 11:00:00 GMT"}, 0),
        ({"Retry-After": "soon"}, 0),
        ({"Retry-After": "-1"}, 0),
        ({"Retry-After": "99999-99-99"}, 0),
    ],
)
def test_what_a_host_asks_for_is_understood_in_every_spelling(
    headers: dict[str, str], seconds: float
) -> None:
    assert asked_wait(Headers(headers), NOW) == seconds


def answer(status: int, **headers: str) -> Response:
    return Response(
        "https://h.example/x", status=status, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )


def test_a_short_wait_is_taken_and_a_long_or_unnamed_one_is_a_wall() -> None:
    assert Manners(0).wants_again("h.example", answer(429, Retry_After="5"), last=False)
    assert Manners(0).wants_again("h.example", answer(503, Retry_After="5"), last=False)
    assert not Manners(0).wants_again("h.example", answer(200), last=False)
    for refusing in (answer(429), answer(429, Retry_After=str(LONGEST_WAIT + 1)), answer(412)):
        manners = Manners(0)
        assert not manners.wants_again("h.example", refusing, last=False)
        with pytest.raises(Refused):
            asyncio.run(take_turn(manners))
    assert not Manners(0).wants_again("h.example", answer(429, Retry_After="5"), last=True)


async def take_turn(manners: Manners) -> None:
    async with manners.turn("h.example"):
        pass


def test_a_host_is_asked_one_thing_at_a_time_with_its_delay_between() -> None:
    manners = Manners(0.05)
    inside: list[int] = []
    starts: list[float] = []

    async def one() -> None:
        async with manners.turn("h.example"):
            starts.append(asyncio.get_running_loop().time())
            inside.append(1)
            await asyncio.sleep(0.01)
            assert len(inside) == 1
            inside.pop()

    async def several() -> None:
        await asyncio.gather(*(one() for _ in range(4)))

    asyncio.run(several())
    gaps = [later - earlier for earlier, later in zip(starts, starts[1:], strict=False)]
    assert len(gaps) == 3
    assert min(gaps) > 0.04
