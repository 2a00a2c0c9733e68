"""In which order every search engine gives what it finds, page by page."""

import random

from indexer.asking import parse
from indexer.searching import Index
from tests.indexer.documents import found, pair


def test_sorts_unknown_dates_last_both_ways(library: Index) -> None:
    assert found(library, "", sort="newest") == ["weather", "code", "english", "korean", "wide"]
    assert found(library, "", sort="oldest") == ["english", "code", "weather", "korean", "wide"]
    assert found(library, "") == found(library, "", sort="newest")


def test_a_word_in_the_question_counts_more_than_in_the_answer(index: Index) -> None:
    index.write([pair("a", "茶", "咖啡"), pair("b", "咖啡", "茶")], [], 1)
    page = index.search(parse("咖啡"))
    assert [each.id for each in page.found] == ["b", "a"]
    assert page.found[0].score > page.found[1].score > 0


def test_equal_scores_stand_in_order_of_their_ids(index: Index) -> None:
    order = [f"p{number:02d}" for number in range(30)]
    mixed = random.Random(1).sample(order, len(order))
    for part in range(0, 30, 10):
        index.write([pair(id, "同样的问题", "同样的回答") for id in mixed[part : part + 10]], [], part)
    assert found(index, "问题", limit=30) == order
    assert [found(index, "问题", limit=7, offset=start) for start in range(0, 35, 7)] == [
        order[start : start + 7] for start in range(0, 35, 7)
    ]


def test_twenty_thousand_pairs_are_paged_without_gaps_or_repeats(index: Index) -> None:
    days = [None, "2024-01-01", "2024-02-01T10:00:00Z", "2024-03-01", "2023-01-01"]
    documents = (
        pair(f"p{number:05d}", f"问题{number % 7}怎么做", "先做一", posted_at=days[number % 5])
        for number in range(20_000)
    )
    index.write(documents, [], 20_000)
    everything = {f"p{number:05d}" for number in range(20_000)}
    for sort in ("relevance", "newest", "oldest"):
        pages = [
            found(index, "问题", sort=sort, limit=4_500, offset=start) for start in range(0, 22_500, 4_500)
        ]
        ids = [id for page in pages for id in page]
        assert len(ids) == 20_000
        assert set(ids) == everything
    assert found(index, "问题", limit=20_000) == sorted(everything)
    assert found(index, "问题", limit=5, offset=10**12) == []
    page = index.search(parse("问题3", limit=0))
    assert (page.total, page.found, page.facets["month"]["unknown"]) == (2857, (), 572)
    assert index.search(parse("问题3怎*")).total == 2857
