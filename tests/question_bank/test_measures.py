"""The figures of a bank are those that counting by hand gives."""

from __future__ import annotations

import pytest

from question_bank import measures
from question_bank.kinds import AnyQuestion
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.question import Compared
from tests.question_bank.samples import choice, judged, one_of_each, several, source, typed

FIGURES = ("10", "20", "30", "40")
WORDS = ("aa", "bb", "cc", "ddd")


def figures(*ranks: int) -> list[MultipleChoice]:
    """Return choices among four figures whose keys have the ranks given."""
    return [choice(options=FIGURES, key=FIGURES[rank], ordered=True) for rank in ranks]


def words(*places: int) -> list[MultipleChoice]:
    """Return choices among four words, of which the last is the longest."""
    return [choice(options=WORDS, key=WORDS[place]) for place in places]


ONE_WORD, ONE_FIGURE = Compared(WORDS, ("aa",)), Compared(FIGURES, ("10",), ordered=True)


def test_only_choices_of_four_with_one_key_are_measured() -> None:
    odd: list[AnyQuestion] = [choice(options=("a", "b", "c"), key="a"), choice(key="Pluto"), judged(), typed()]
    odd += [several(), source(options=("a", "b", "c", "d"), key="a")]
    assert measures.choices([*odd, *words(0), *figures(0)]) == [ONE_WORD, ONE_FIGURE]


def test_every_kind_can_be_measured() -> None:
    assert len(measures.choices(one_of_each())) == 1


def test_figures_and_words_are_told_apart() -> None:
    both = [*words(0), *figures(0)]
    assert measures.choices(both, ordered=True) == [ONE_FIGURE]
    assert measures.choices(both, ordered=False) == [ONE_WORD]


def test_a_key_is_the_longest_only_without_a_tie() -> None:
    assert measures.has_longest_key(Compared(WORDS, ("ddd",)))
    assert not measures.has_longest_key(ONE_WORD)
    assert not measures.has_longest_key(Compared(("aaa", "bbb", "c", "d"), ("aaa",)))


def test_the_share_of_longest_keys_counts_words_only() -> None:
    assert measures.longest_share([*words(3, 0, 0, 0), *figures(0)]) == 0.25
    assert measures.longest_share([]) == 0


def test_places_of_keys_are_counted() -> None:
    assert measures.places([*words(0, 0, 3), *figures(2)], ordered=False) == [2, 0, 0, 1]
    assert measures.places([*words(0, 0, 3), *figures(2)], ordered=True) == [0, 0, 1, 0]


def test_true_and_false_are_counted() -> None:
    assert measures.truths([judged(), judged(key="False"), judged(), typed()]) == [2, 1]


LONGEST, LIKE_STEM, LIKE_OTHERS, MIDDLE = measures.SOLVERS


@pytest.mark.parametrize(("places", "score"), [((3,), 1), ((0,), 0), ((3, 0), 0.5)])
def test_who_takes_the_longest_option_scores_when_it_is_the_key(places: tuple[int, ...], score: float) -> None:
    assert measures.score(LONGEST, words(*places)) == (score, len(places))


def test_who_takes_the_longest_option_guesses_among_equals() -> None:
    assert measures.score(LONGEST, figures(0)) == (0.25, 1)


def test_who_takes_what_is_most_like_the_stem_looks_for_its_words() -> None:
    options = ("a ringed planet", "a comet", "a star", "a moon")
    asked = choice(stem="Which planet has rings?", options=options, key=options[0])
    assert measures.score(LIKE_STEM, [asked]) == (1, 1)
    assert measures.score(LIKE_STEM, [asked.changed(key="a moon")]) == (0, 1)
    assert measures.score(LIKE_STEM, [asked.changed(stem="Who is it?")]) == (0.25, 1)


def test_who_takes_what_is_most_like_the_others_finds_a_key_that_was_varied() -> None:
    options = ("icy rings", "icy moons", "dusty rings", "a star")
    asked = choice(options=options, key="icy rings")
    assert measures.score(LIKE_OTHERS, [asked]) == (1, 1)
    assert measures.score(LIKE_OTHERS, [asked.changed(key="a star")]) == (0, 1)
    assert measures.score(LIKE_OTHERS, words(0)) == (0.25, 1)


@pytest.mark.parametrize(("ranks", "score"), [((0,), 0), ((1,), 0.5), ((2,), 0.5), ((0, 1, 2, 3), 0.25)])
def test_who_takes_a_middle_value_scores_half_of_the_middle_keys(ranks: tuple[int, ...], score: float) -> None:
    assert measures.score(MIDDLE, figures(*ranks)) == (score, len(ranks))


def test_figures_that_nobody_ordered_have_a_middle_too() -> None:
    asked = choice(options=("$400", "$1,000", "$2.5", "$30"), key="$30")
    assert measures.score(MIDDLE, [asked]) == (0.5, 1)
    assert measures.score(MIDDLE, [asked.changed(key="$1,000")]) == (0, 1)


def test_words_have_no_middle() -> None:
    assert measures.score(MIDDLE, words(1)) == (0, 0)


@pytest.mark.parametrize("solver", measures.SOLVERS, ids=lambda solver: solver.takes)
def test_who_knows_nothing_scores_nothing_where_nothing_is_asked(solver: measures.Solver) -> None:
    assert measures.score(solver, []) == (0, 0)
    assert measures.score(solver, [typed(), judged(), several()]) == (0, 0)


@pytest.mark.parametrize("counts", [[0, 0], [0, 0, 0, 0], [5, 5, 5, 5], [1, 0, 0, 0], [30, 20], [60, 66, 67, 70]])
def test_what_chance_makes_is_even(counts: list[int]) -> None:
    assert measures.is_even(counts)


@pytest.mark.parametrize("counts", [[40, 20], [100, 60, 60, 60], [0, 10, 10, 0], [20, 0, 0, 0]])
def test_what_chance_hardly_makes_is_not_even(counts: list[int]) -> None:
    assert not measures.is_even(counts)
