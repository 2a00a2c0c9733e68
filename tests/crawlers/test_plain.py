import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.plain import plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one</p><p>two<br>three</p>", "one\ntwo\nthree"),
        ("plain", "plain"),
        ("<p>a &lt;b&gt; &amp; c</p>", "a <b> & c"),
        ('<p>ha <img alt="😀" src="x"></p>', "ha 😀"),
        ("<p>x<script>alert(1)</script>y</p>", "xy"),
        ('<p><span class="invisible">https://</span>a.example/b</p>', "https://a.example/b"),
        ("<div><div><p>deep</p></div></div>\n  <p>next</p>", "deep\nnext"),
        ("<p>one<br><br>two</p>", "one\n\ntwo"),
        ("<p>never closed <b>bold", "never closed bold"),
        ('<p>if (a < b) x<y</p><p title="a > b">c</p>', "if (a < b) x<y\nc"),
        ("<p>a<!-- b --> c<style>p { d }</style><!-- e", "a c"),
        ("&#" + "9" * 5000 + ";", "&#" + "9" * 5000 + ";"),
        ("", ""),
    ],
)
def test_html_becomes_what_a_reader_sees(html: str, text: str) -> None:
    assert plain_text(html) == text


@given(st.text())
def test_any_text_is_read(html: str) -> None:
    plain_text(html)


@pytest.mark.parametrize("piece", ["<a ", "<!--", "<a b='", "<img alt=", "<", "</"])
def test_what_is_never_closed_takes_no_time_by_the_square(piece: str) -> None:
    plain_text(piece * 100_000)  # by the square this would be an hour


def test_deep_nesting_is_no_trouble() -> None:
    assert plain_text("<div>" * 20_000 + "x") == "x"
