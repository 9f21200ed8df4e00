"""The bank that ships is sound, large enough, and built fast enough."""

from __future__ import annotations

import re
import time
from collections import Counter

import pytest

from question_bank import measures
from question_bank.bank import Bank, load_bank
from question_bank.checks import check
from question_bank.checks.spread import BLIND_LIMIT
from question_bank.facts import ENTITY_CLASSES, Slot
from question_bank.formats import FORMATS
from question_bank.generate import generate
from question_bank.kinds import KINDS, AnyQuestion
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.question import Demand

SECONDS = 2
OFTEN = 50
LESS_OFTEN = {"numeric": 20, "matching": 20, "multiple_response": 15, "who_says_so": 15, "ordering": 5}
"""There are no more figures in the articles that are worth asking for, nor relations between facts."""


@pytest.fixture(scope="module")
def shipped() -> Bank:
    """Give the bank that ships."""
    return load_bank()


@pytest.fixture(scope="module")
def questions(shipped: Bank) -> list[AnyQuestion]:
    """Give the questions of the bank that ships."""
    return generate(shipped)


def test_the_bank_has_no_item_writing_fault(shipped: Bank, questions: list[AnyQuestion]) -> None:
    """Giveaways between facts are no fault of a bank, but of a sitting that asks both."""
    found = [finding for finding in check(questions, shipped) if finding.rule != "gives_another_away"]
    assert [str(finding) for finding in found] == []


def test_every_question_ends_with_its_mark(questions: list[AnyQuestion]) -> None:
    for question in questions:
        ends = {"question": ("?",), "statement": (".",)}.get(question.stem_is, (".", "?", "!"))
        assert question.stem.rstrip("”’").endswith(ends), question.stem


def test_the_bank_is_large_but_not_padded(shipped: Bank, questions: list[AnyQuestion]) -> None:
    assert 500 <= len(questions) <= 1000
    assert len(shipped.facts) >= 150


def test_every_kind_occurs_often(questions: list[AnyQuestion]) -> None:
    number = Counter[str](question.kind for question in questions)
    assert number.keys() == KINDS.keys()
    assert [kind for kind in KINDS if number[kind] < LESS_OFTEN.get(kind, OFTEN)] == []


def test_every_fact_is_asked_in_two_forms_and_once_recalled(shipped: Bank, questions: list[AnyQuestion]) -> None:
    for fact in shipped.facts:
        kinds = {question.kind for question in questions if fact.id in question.facts}
        assert len(kinds) >= 2, fact.id
        assert any(KINDS[kind].demands is Demand.RECALL for kind in kinds), fact.id


def test_ids_are_unique(questions: list[AnyQuestion]) -> None:
    assert len({question.id for question in questions}) == len(questions)


def test_every_choice_has_four_options(questions: list[AnyQuestion]) -> None:
    choices = [question for question in questions if isinstance(question, MultipleChoice)]
    assert [question.id for question in choices if len(question.options) != measures.OPTIONS] == []


def test_who_knows_nothing_scores_about_what_chance_gives(questions: list[AnyQuestion]) -> None:
    for solver in measures.SOLVERS:
        mean, number = measures.score(solver, questions)
        assert number >= 25, solver.takes
        assert mean <= BLIND_LIMIT, solver.takes
    assert 0.15 <= measures.longest_share(questions) <= 0.3


def test_every_article_is_asked_about(shipped: Bank, questions: list[AnyQuestion]) -> None:
    cited = {citation.article for question in questions for citation in question.citations}
    assert cited == shipped.article_by_id.keys()


def test_every_answer_that_is_an_entity_is_a_known_one(shipped: Bank) -> None:
    for fact in shipped.facts:
        for slot in fact.slots.values():
            if slot.sort in ENTITY_CLASSES:
                assert slot.answer in shipped.entity_by_name, f"{fact.id}: {slot.answer}"


def test_for_every_conflict_it_is_asked_who_says_so(shipped: Bank, questions: list[AnyQuestion]) -> None:
    asked = {question.facts[0] for question in questions if question.kind == "who_says_so"}
    for fact in shipped.facts:
        for other in fact.conflicts:
            assert {fact.id, other} & asked, f"{fact.id} and {other}"


def test_what_is_right_of_several_is_in_the_facts(shipped: Bank) -> None:
    for several in shipped.several:
        facts = [shipped.fact_by_id[one] for one in several.facts]
        slots = [slot for fact in facts for slot in fact.slots.values()]
        said = " ".join([*(f"{fact.sentence()} {fact.explanation}" for fact in facts), *_also_true(slots)])
        for key in several.keys:
            words = [word[:6].casefold() for word in re.findall(r"\w+", key) if len(word) > 3]
            is_told = words and all(word in said.casefold() for word in words)
            assert shipped.names.mentions(said, key) or is_told, f"{several.stem} {key}"


def test_what_belongs_together_is_in_the_fact(shipped: Bank) -> None:
    for relation in shipped.relations:
        for pair in relation.pairs:
            fact = shipped.fact_by_id[pair.fact]
            figures = re.findall(r"\d[\d.,]*\d|\d", f"{pair.left} {pair.right}")
            assert all(figure in f"{fact.sentence()} {fact.as_of}" for figure in figures), f"{relation.id} {pair.left}"


def test_questions_across_facts_cite_all_of_them_and_teach_them(shipped: Bank, questions: list[AnyQuestion]) -> None:
    for question in questions:
        for fact in map(shipped.fact_by_id.__getitem__, question.facts):
            assert set(fact.citations) <= set(question.citations), question.id
            assert fact.sentence() in question.explanation, question.id


def test_everything_right_is_right(questions: list[AnyQuestion]) -> None:
    for question in questions:
        assert question.grade(question.parse(question.right_response)).is_right, question.id


def test_no_text_is_left_with_a_placeholder(questions: list[AnyQuestion]) -> None:
    for question in questions:
        assert "{" not in question.stem + question.explanation + question.answer, question.id


def test_the_bank_is_built_fast_and_the_same_each_time(shipped: Bank, questions: list[AnyQuestion]) -> None:
    begun = time.process_time()
    again = generate(load_bank())
    assert time.process_time() - begun < SECONDS
    assert again == questions


def _also_true(slots: list[Slot]) -> list[str]:
    return [text for slot in slots for text in (slot.answer, *slot.also_true)]


@pytest.mark.parametrize("name", FORMATS)
def test_the_bank_is_written_and_read_back_or_its_losses_are_told(questions: list[AnyQuestion], name: str) -> None:
    written = FORMATS[name].write(questions, {})
    back = {question.id: question for question in FORMATS[name].read(written.data).questions}
    told = {loss.question for loss in written.losses}
    assert [one.id for one in questions if one.id not in told and back.get(one.id) != one] == []
    assert len(back) + len(told) >= len(questions)
