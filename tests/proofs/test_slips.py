from uuid import UUID

import pytest

from legislation_hub.problems import SlipMistyped
from legislation_hub.proofs.slips import (
    ALPHABET,
    MODULUS,
    RADIX,
    address_of,
    check_characters,
    check_of,
    code_of,
    read,
)

TASK = UUID("019892a0-0000-7000-8000-000000000001")
OTHER = UUID("019892a0-0000-7000-8000-000000000002")
NUMBERS = range(1, 1000)


class TestCheckCharacters:
    @pytest.mark.parametrize(
        ("text", "check"),
        [
            ("ISO79", "3W"),  # the example of the standard, section 8.2
            ("XS868977863229", "AU"),
            ("AEIOU1592430QWERTY", "0Z"),
            ("Z" * 36, "6X"),
            ("0", "01"),
        ],
    )
    def test_are_those_that_were_published(self, text, check):
        assert check_characters(text) == check

    def test_are_known_for_a_known_slip(self):
        assert str(code_of(TASK, 12)) == f"12-{check_characters('019892A0000070008000000000000001' + '12')}"

    def test_notice_every_wrong_figure_and_every_exchange(self):
        for number in NUMBERS:
            text, check = str(number), check_of(TASK, number)
            wrong = {text[:at] + figure + text[at + 1 :] for at in range(len(text)) for figure in "0123456789"}
            swapped = {text[:at] + text[at + 1] + text[at] + text[at + 2 :] for at in range(len(text) - 1)}

            assert all(check_characters(TASK.hex.upper() + other) != check for other in (wrong | swapped) - {text})

    def test_notice_them_even_where_o_is_read_as_0_and_i_as_1(self):
        # Whatever the task, a wrong figure changes the check by a multiple of a power of 36, modulo 1271.
        apart = [ALPHABET.index(one) - ALPHABET.index(other) for one, other in ("O0", "0O", "I1", "1I")]
        unseen = {(high * RADIX + low) % MODULUS for high in (0, *apart) for low in (0, *apart)} - {0}
        figures = {
            sign * by * RADIX**place % MODULUS for place in range(2, 8) for by in range(1, 10) for sign in (1, -1)
        }
        exchanges = {
            sign * by * (RADIX ** (place + 1) - RADIX**place) % MODULUS
            for place in range(2, 7)
            for by in range(1, 10)
            for sign in (1, -1)
        }

        assert not unseen & (figures | exchanges)

    def test_belong_to_one_task(self):
        same = [number for number in NUMBERS if code_of(TASK, number).belongs_to(OTHER)]

        assert same == []


class TestReading:
    @pytest.mark.parametrize("typed", ["12-{c}", "12{c}", " 12 {c} ", "0012-{c}", "12—{c}", "１２－{c}", "12-{l}"])
    def test_takes_it_however_it_is_typed(self, typed):
        check = check_of(TASK, 12)
        code = read(typed.format(c=check, l=check.lower()))

        assert (code.number, code.door) == (12, "")
        assert code.belongs_to(TASK)

    def test_takes_the_address_that_a_scanner_types(self):
        code = read(address_of("https://x.example/hub/c/k7Qd2mXp", TASK, 12))

        assert (code.number, code.door) == (12, "k7Qd2mXp")
        assert code.belongs_to(TASK)

    def test_takes_the_address_through_a_chinese_input_method(self):
        code = read("ｈｔｔｐｓ：／／ｘ．ｅｘａｍｐｌｅ／ｃ／ａｂ１？ｓ＝" + str(code_of(TASK, 12)))

        assert code.belongs_to(TASK)

    def test_prints_no_letter_that_reads_as_a_figure(self):
        assert not {"O", "I"} & {letter for number in NUMBERS for letter in code_of(TASK, number).check}

    def test_takes_o_for_0_and_i_for_1_as_earlier_slips_print_them(self):
        earlier = [(number, check_of(TASK, number)) for number in NUMBERS]
        lettered = [one for one in earlier if {"O", "I"} & set(one[1])]

        assert lettered
        assert all(read(f"{number}-{check}").belongs_to(TASK) for number, check in lettered)

    @pytest.mark.parametrize(
        "typed",
        ["", "12", "-", "3W", "0-3W", "1234567-3W", "村民", "https://x.example/c/ab", "https://[x/c/ab?s=1-3W",
         "12-3W-4", "12;3W", "٣-3W"],
    )  # fmt: skip
    def test_refuses_what_is_no_number(self, typed):
        with pytest.raises(SlipMistyped):
            read(typed)

    def test_tells_a_wrong_check_from_the_right_one(self):
        assert not read("12-ZZ").belongs_to(TASK)
