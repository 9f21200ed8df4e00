"""Facts become questions: each fact from several sides, the same to the byte in every run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.formats import jsonl
from question_bank.generate import generate
from question_bank.kinds import KINDS, AnyQuestion
from question_bank.kinds.cloze import Cloze
from question_bank.kinds.flashcard import Flashcard
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.kinds.numeric import Numeric
from question_bank.kinds.short_answer import ShortAnswer
from question_bank.kinds.true_false import TrueFalse
from question_bank.question import Demand
from tests.question_bank.samples import bank, fact, fact_fields, phrase_fact, slot, write_bank, year_fact


def by_id(*facts: object) -> dict[str, AnyQuestion]:
    return {question.id: question for question in generate(bank(*facts))}  # type: ignore[arg-type]


def test_ids_name_fact_slot_and_kind_and_never_the_stem() -> None:
    reworded = fact(slots={"planet": slot("Saturn", stem="Whose rings are the widest?")})
    assert by_id(fact()).keys() == by_id(reworded).keys()
    assert "rings.planet.multiple_choice" in by_id(fact())
    assert "rings.true_false" in by_id(fact())


def test_ids_are_unique() -> None:
    assert len(by_id()) == len(generate(bank()))


def test_every_question_of_the_samples_is_sound() -> None:
    assert [question.problems() for question in generate(bank())] == [[]] * len(generate(bank()))


def test_a_slot_of_words_becomes_a_choice_and_a_word_to_type() -> None:
    found = by_id(fact())
    choice = found["rings.planet.multiple_choice"]
    assert isinstance(choice, MultipleChoice)
    assert (choice.stem, choice.key, choice.ordered) == ("Which planet has the widest rings?", "Saturn", False)
    assert len(found) == 3
    typed = [one for one in found.values() if isinstance(one, ShortAnswer | Cloze)]
    assert [one.accepted for one in typed] == [("Saturn", "the ringed planet")]


def test_words_to_type_are_short_answers_and_clozes_in_turn() -> None:
    kinds = Counter(question.kind for question in generate(bank(*(fact(f"fact-{number}") for number in range(40)))))
    assert kinds["short_answer"] + kinds["cloze"] == 40
    assert abs(kinds["short_answer"] - kinds["cloze"]) <= 3


def test_a_figure_becomes_a_choice_and_a_number_to_type() -> None:
    alone = fact(statement="It has {n} moons.", slots={"n": slot("145", "count", unit="moons", tolerance=1)})
    found = by_id(alone)
    typed = found["rings.n.numeric"]
    assert isinstance(typed, Numeric)
    assert (typed.value, typed.unit, typed.tolerance) == (145, "moons", 1)
    assert found.keys() == {"rings.n.multiple_choice", "rings.n.numeric", "rings.true_false"}


def test_a_year_is_typed_without_a_unit() -> None:
    typed = by_id(year_fact())["galileo.year.numeric"]
    assert isinstance(typed, Numeric)
    assert (typed.value, typed.unit) == (1610, None)


def test_a_figure_beside_other_slots_also_fills_a_gap() -> None:
    gap = by_id(year_fact())["galileo.year.cloze"]
    assert isinstance(gap, Cloze)
    assert gap.stem == "In _____, Galileo was the first to see the rings."
    assert gap.accepted == ("1610",)


def test_a_phrase_becomes_a_choice_and_a_flashcard_and_is_never_typed() -> None:
    found = by_id(phrase_fact())
    card = found["reason.why.flashcard"]
    assert isinstance(card, Flashcard)
    assert (card.stem, card.answer) == ("Why does it shine?", "its rings are ice")
    assert found.keys() == {"reason.why.multiple_choice", "reason.why.flashcard", "reason.true_false"}


def test_a_fact_with_one_slot_becomes_a_statement_to_judge() -> None:
    assert "galileo.true_false" not in by_id(year_fact())
    assert "rings.true_false" in by_id(fact())


def judged(number: int = 40) -> list[TrueFalse]:
    found = generate(bank(*(fact(f"fact-{n}") for n in range(number))))
    return [question for question in found if isinstance(question, TrueFalse)]


def test_statements_are_true_and_false_about_equally_often() -> None:
    keys = Counter(question.key for question in judged())
    assert abs(keys["True"] - keys["False"]) <= 3


def test_true_statements_are_the_fact_and_false_ones_name_a_distractor() -> None:
    for question in judged():
        planet = question.stem.removesuffix(".").rpartition(" ")[2]
        assert (planet == "Saturn") == (question.key == "True")
        assert planet in {"Saturn", "Jupiter", "Venus", "Uranus", "Neptune"}


def test_a_false_statement_is_no_other_fact() -> None:
    wrong = ["Jupiter", "Venus", "Uranus", "Neptune"]
    others = [fact(planet.lower(), slots={"planet": slot(planet)}) for planet in wrong]
    found = generate(bank(fact(), *others))
    assert {question.key for question in found if isinstance(question, TrueFalse)} == {"True"}


def test_explanations_begin_with_the_fact_and_go_on_to_teach() -> None:
    for question in generate(bank(fact())):
        assert question.explanation == "The planet with the widest rings is Saturn. Galileo took them for moons."


def test_questions_carry_where_who_and_when() -> None:
    asked = fact(voice="Galileo", as_of="1610", topic="Rings")
    for question in generate(bank(asked)):
        assert question.facts == ("rings",)
        assert question.citations == asked.citations
        assert (question.voice, question.as_of, question.topic) == ("Galileo", "1610", "Rings")
        assert question.conflicts == ()


def test_questions_carry_what_another_article_says() -> None:
    rival = fact("moons", conflicts=["rings"], voice="Huygens", as_of="1655", statement="The moons are on {planet}.")
    for question in generate(bank(fact(conflicts=["moons"]), rival)):
        if question.facts == ("rings",):
            said = question.conflicts[0]
            assert (said.fact, said.statement) == ("moons", "The moons are on Saturn.")
            assert (said.voice, said.as_of, said.citations) == ("Huygens", "1655", rival.citations)


def test_every_fact_is_asked_in_two_forms_and_once_recalled() -> None:
    found = generate(bank())
    for one in bank().facts:
        mine = [question for question in found if one.id in question.facts]
        assert len({question.kind for question in mine}) >= 2
        assert any(KINDS[question.kind].demands is Demand.RECALL for question in mine)


def test_a_slot_without_options_is_still_recalled() -> None:
    found = by_id(fact(slots={"planet": slot("icy", "term", distractors=["Icy", "icy.", "the icy"])}))
    assert {question.kind for question in found.values()} <= {"short_answer", "cloze", "true_false"}
    assert found["rings.true_false"].answer == "True"


@settings(deadline=None)
@given(st.permutations(["one", "two", "three", "four", "five"]))
def test_the_order_of_the_facts_changes_only_the_order_of_the_questions(ids: list[str]) -> None:
    sorted_bank = generate(bank(*(year_fact(id) for id in sorted(ids))))
    assert sorted(generate(bank(*(year_fact(id) for id in ids))), key=str) == sorted(sorted_bank, key=str)


def test_questions_come_in_the_order_of_the_bank() -> None:
    facts = [question.facts[0] for question in generate(bank())]
    assert list(dict.fromkeys(facts)) == ["rings", "galileo", "reason"]


@pytest.mark.parametrize("seed", ["0", "1", "random"])
def test_every_process_writes_the_same_bytes(tmp_path: Path, seed: str) -> None:
    folder = write_bank(tmp_path, fact_fields(), *(fact_fields(f"fact-{number}") for number in range(9)))
    command = [sys.executable, "-m", "question_bank", "build", "--data", str(folder), "--out", str(tmp_path / "out")]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    facts = [fact(), *(fact(f"fact-{number}") for number in range(9))]
    small = bank(*facts, entities=(bank().entities[0].model_copy(update={"aliases": ()}),))
    assert (tmp_path / "out").read_bytes() == jsonl.write(generate(small), {}).data
