"""What must be found, what must not, and that no text of any kind breaks it.  All numbers are made up."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curation.personal_data import find

POSITIVE = [
    ("email", "写信给 zhang.wei88@163.com 吧", "zhang.wei88@163.com"),
    ("email", "Mail me:anna-lena+news@mail.uni-weimar.de.", "anna-lena+news@mail.uni-weimar.de"),
    ("email", "我的邮箱是zhangwei@qq.com,谢谢", "zhangwei@qq.com"),
    ("email", "<j.smith@kew-bakery.co.uk>", "j.smith@kew-bakery.co.uk"),
    ("email", "ｚｗ＠ｑｑ．ｃｏｍ", "ｚｗ＠ｑｑ．ｃｏｍ"),
    ("email", "e7654321@u.nus.edu", "e7654321@u.nus.edu"),
    ("email", "z@qq.com.Next sentence", "z@qq.com"),
    ("mobile", "电话13912476580", "13912476580"),
    ("mobile", "手机:139-1247-6580。", "139-1247-6580"),
    ("mobile", "186 0247 6581", "186 0247 6581"),
    ("mobile", "+86 139 1247 6580", "+86 139 1247 6580"),
    ("mobile", "8613912476580", "8613912476580"),
    ("mobile", "微信/13912476580", "13912476580"),
    ("mobile", "１３９１２４７６５８０", "１３９１２４７６５８０"),
    ("resident_id", "身份证号110101199003074610。", "110101199003074610"),
    ("resident_id", "ID: 32058219800229005x", "32058219800229005x"),
    ("bank_card", "卡号 6222 0212 3456 7894", "6222 0212 3456 7894"),
    ("bank_card", "6222021234567890128", "6222021234567890128"),
    ("bank_card", "Visa 4539-1488-0343-6467", "4539-1488-0343-6467"),
    ("phone", "Call +49 151 23456780!", "+49 151 23456780"),
    ("phone", "+442071838750", "+442071838750"),
    ("phone", "tel:+1 (415) 867-5309", "+1 (415) 867-5309"),
    ("phone", "+852 9123 4507", "+852 9123 4507"),
]

NEGATIVE = [
    "user@example.com, admin@mail.example.org, me@test.com, you@yourdomain.com",
    "git clone git@github.com:owner/repo.git",
    "noreply@github.com, your_email@gmail.com, username@qq.com, xxx@xxx.com.cn",
    "icon@2x.png und logo@3x.jpg",
    "a@b.com, c@d.org",
    "x = q @ k.T; y = x@w.weight",
    "@app.route('/'), npm i lodash@4.17.21",
    "#include <stdio.h> // @param foo.bar",
    "2024年5月1日 12:30:45, 1998-2024",
    "192.168.100.200 and 255.255.255.0",
    "订单号 202405011234567890",
    "order 1234567890123456",
    "timestamp 1716958212345, 1716958212",
    "0.13912476580 or 3.13912476580",
    "13912476580.25",
    "https://weibo.com/139124765/13912476580",
    "?id=13912476580&x=6222021234567890128",
    "13800138000 / 13812345678 / 13888888888 / 13900000000",
    "9.10938356e-31 kg; 6.02214076e23; 299792458 m/s",
    "3.14159265358979323846264338327950288419716939937510",
    "sha 13912476580abcdef, 0x13912476580",
    "id_13912476580, a13912476580",
    "110101199003074611",  # the check digit is wrong
    "110101199013074618",  # there is no month 13
    "11010519491231002X",  # the standard's own example
    "4111 1111 1111 1111, 5555555555554444, 378282246310005",
    "6222021234567890129",  # the check digit is wrong
    "4000000000000000000",
    "1,391,247,6580 and 12-13912476580-1",
    "x+12345678, (a)+4915123456780, 1+442071838750",
    "UTC+08:00, C++17, +1, +100, +10000000, +50000000000",
    "+1 555 867 5309 and +1 (415) 555-0132",
    "0123456789 9876543210 123456789012",
    "18位数字 123456789012345678",
    "GB/T 13912-2020, ISBN 978-7-111-54742-6",
    "",
]


@pytest.mark.parametrize(("kind", "text", "expected"), POSITIVE)
def test_personal_data_is_found_where_it_stands(kind: str, text: str, expected: str) -> None:
    assert [(found.kind, text[slice(*found.span)]) for found in find(text)] == [(kind, expected)]


@pytest.mark.parametrize("text", NEGATIVE)
def test_what_only_looks_like_it_passes(text: str) -> None:
    assert find(text) == []


def test_several_are_found_in_order() -> None:
    found = find("z@qq.com 13912476580 6222021234567890128 z@qq.com")
    assert [finding.kind for finding in found] == ["email", "mobile", "bank_card", "email"]


def _check(text: str) -> None:
    end = 0
    for found in find(text):
        assert end <= found.span.start < found.span.end <= len(text)
        end = found.span.end


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    _check(text)


@given(st.text(alphabet=string.digits + "０１９Ｘ+＋@＠.-－ ()xaZ/=é١²中"))
def test_no_mix_of_its_own_characters_breaks_it(text: str) -> None:
    _check(text)


@given(st.text(alphabet="中文,。 \n"), st.text(alphabet="中文,。 \n"))
def test_what_surrounds_it_does_not_hide_it(before: str, after: str) -> None:
    (found,) = find(f"{before}zhangwei@qq.com{after}")
    assert found.span == (len(before), len(before) + 15)


@pytest.mark.parametrize("piece", ["1", "a", "a.", "a@", "+1 ", "(1)", "1 ", "1-", "a@a.", "62"])
def test_long_runs_take_no_time_to_speak_of(piece: str) -> None:
    find(piece * (300_000 // len(piece)))
