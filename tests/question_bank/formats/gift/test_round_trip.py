"""What is written as GIFT is read back whole, and the losses say what other programs do not see."""

from __future__ import annotations

from hypothesis import given

from question_bank.formats import gift
from question_bank.kinds import AnyQuestion
from tests.question_bank.formats.strategies import banks


@given(banks())
def test_what_is_written_is_read_back_but_for_what_the_losses_name(asked: list[AnyQuestion]) -> None:
    written = gift.write(asked, {})
    lost = {loss.question for loss in written.losses if loss.lost.startswith("GIFT ")}
    if written.data:
        read = gift.read(written.data)
        assert [one for one in read.questions if one.id not in lost] == [one for one in asked if one.id not in lost]
        assert list(read.troubles) == []


@given(banks())
def test_export_import_export_is_a_fixed_point(asked: list[AnyQuestion]) -> None:
    written = gift.write(asked, {}).data
    if written:
        assert gift.write(gift.read(written).questions, {}).data == written
