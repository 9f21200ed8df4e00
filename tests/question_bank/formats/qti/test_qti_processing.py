"""Rules for scoring in QTI 2 and 3 are run as their authors meant them."""

from __future__ import annotations

import pytest

from question_bank.formats.qti.model import NotUnderstood
from question_bank.formats.qti.processing import Processing
from question_bank.formats.qti.tree import parsed
from tests.question_bank.formats.qti.making import SCORE, declared, item, mapping, plus, rule, score, template, when

VARIABLE = '<variable identifier="RESPONSE"/>'
CORRECT = '<correct identifier="RESPONSE"/>'
MATCH = f"<match>{VARIABLE}{CORRECT}</match>"


def base(value: str, kind: str = "identifier") -> str:
    return f'<baseValue baseType="{kind}">{value}</baseValue>'


def processing(declarations: str, rules: str, outcomes: str = SCORE) -> Processing:
    return Processing(parsed(item("", declarations, rules, outcomes=outcomes)))


def scored(declarations: str, rules: str, *given: str, outcomes: str = SCORE) -> float:
    return processing(declarations, rules, outcomes).score({"RESPONSE": given}).score


ONE = declared("B")
ONE_MORE = f"<sum><mapResponse identifier='RESPONSE'/>{base('1', 'float')}</sum>"
MANY = declared(
    "A,B", cardinality="multiple", more=mapping({"A": 1, "B": 2, "C": -2}, 'lowerBound="0" upperBound="2.5"')
)
ORDERED = declared("A,B,C", cardinality="ordered")
TEXT = declared("Saturn", base="string", more=mapping({"Saturn": 1, "saturn": 0.5}))
FIGURE = declared("10", base="float")


@pytest.mark.parametrize(
    ("declarations", "given", "expected"),
    [
        (ONE, ("B",), 1), (ONE, ("A",), 0), (ONE, (), 0),
        (MANY, ("A", "B"), 1), (MANY, ("B", "A"), 1), (MANY, ("A",), 0), (MANY, ("A", "B", "C"), 0),
        (ORDERED, ("A", "B", "C"), 1), (ORDERED, ("B", "A", "C"), 0),
        (TEXT, ("Saturn",), 1), (TEXT, ("saturn",), 0), (FIGURE, ("10.0",), 1), (FIGURE, ("10.5",), 0),
    ],
)  # fmt: skip
def test_match_correct_takes_the_declared_response(declarations: str, given: tuple[str, ...], expected: float) -> None:
    assert scored(declarations, template("match_correct"), *given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [(("A",), 1), (("B",), 2), (("A", "B"), 2.5), (("C",), 0), (("A", "C"), 0), (("D",), 0), ((), 0)],
)
def test_map_response_adds_the_marks_within_the_bounds(given: tuple[str, ...], expected: float) -> None:
    assert scored(MANY, template("map_response"), *given) == expected


def test_the_templates_of_common_cartridge_and_of_qti_3_have_other_addresses() -> None:
    for name in ("CC2_match", "match_correct.xml"):
        assert scored(ONE, template(name), "B") == 1
    assert scored(MANY, template("CC2_map_response"), "B") == 2


def test_a_template_of_someone_else_is_not_understood() -> None:
    with pytest.raises(NotUnderstood, match="house_rules"):
        scored(ONE, template("house_rules"), "B")


def test_marks_for_what_is_not_mapped_are_the_default() -> None:
    more = '<mapping defaultValue="-1"><mapEntry mapKey="A" mappedValue="1"/></mapping>'
    assert scored(declared(more=more), template("map_response"), "Z") == -1


@pytest.mark.parametrize(("sensitive", "expected"), [("true", 0), ("false", 1)])
def test_case_counts_unless_the_mapping_says_otherwise(sensitive: str, expected: float) -> None:
    more = mapping({"Saturn": 1}, entry=f'caseSensitive="{sensitive}"')
    assert scored(declared(base="string", more=more), template("map_response"), "SATURN") == expected


def test_without_a_rule_the_declared_response_is_right() -> None:
    assert scored(ONE, "", "B") == 1
    assert scored(ONE, "", "A") == 0


def test_without_a_rule_and_a_declared_response_the_marks_count() -> None:
    assert scored(declared(more=mapping({"A": 3})), "", "A") == 3


@pytest.mark.parametrize(
    ("test", "given", "holds"),
    [
        (MATCH, ("B",), True),
        (MATCH, (), False),
        (f"<match>{VARIABLE}{base('B')}</match>", ("B",), True),
        (f"<isNull>{VARIABLE}</isNull>", (), True),
        (f"<isNull>{VARIABLE}</isNull>", ("B",), False),
        (f"<not><isNull>{VARIABLE}</isNull></not>", ("B",), True),
        (f"<not>{MATCH}</not>", ("A",), True),
        (f"<and>{MATCH}<not><isNull>{VARIABLE}</isNull></not></and>", ("B",), True),
        (f"<and>{MATCH}<isNull>{VARIABLE}</isNull></and>", ("B",), False),
        (f"<or>{MATCH}<isNull>{VARIABLE}</isNull></or>", (), True),
        ("<and/>", ("A",), True),
        ("<or/>", ("A",), False),
        (f"<member>{base('B')}{VARIABLE}</member>", ("B",), True),
        (f"<stringMatch caseSensitive='false'>{VARIABLE}{base('b')}</stringMatch>", ("B",), True),
        (f"<stringMatch caseSensitive='true'>{VARIABLE}{base('b')}</stringMatch>", ("B",), False),
        (f"<stringMatch substring='true'>{VARIABLE}{base('B')}</stringMatch>", ("ABC",), True),
        (f"<match>{VARIABLE}<null/></match>", ("B",), False),
        (base("true", "boolean"), (), True),
        (base("false", "boolean"), (), False),
    ],
)
def test_conditions_hold_as_they_say(test: str, given: tuple[str, ...], holds: bool) -> None:
    assert scored(ONE, rule(when(test, score())), *given) == float(holds)


@pytest.mark.parametrize(
    ("test", "given", "holds"),
    [
        (f"<contains>{VARIABLE}<multiple>{base('A')}{base('B')}</multiple></contains>", ("A", "B", "C"), True),
        (f"<contains>{VARIABLE}<multiple>{base('A')}{base('B')}</multiple></contains>", ("A", "C"), False),
        (f"<match>{VARIABLE}<multiple>{base('B')}{base('A')}</multiple></match>", ("A", "B"), True),
        (f"<gt><containerSize>{VARIABLE}</containerSize>{base('1', 'integer')}</gt>", ("A", "B"), True),
        (f"<gt><containerSize>{VARIABLE}</containerSize>{base('1', 'integer')}</gt>", ("A",), False),
        (f"<equal><mapResponse identifier='RESPONSE'/>{base('2', 'float')}</equal>", ("B",), True),
        (f"<equal>{ONE_MORE}{base('3', 'float')}</equal>", ("B",), True),
    ],
)  # fmt: skip
def test_conditions_look_into_several_values(test: str, given: tuple[str, ...], holds: bool) -> None:
    assert scored(MANY, rule(when(test, score())), *given) == float(holds)


@pytest.mark.parametrize(
    ("test", "given", "holds"),
    [
        (f"<gt>{VARIABLE}{base('9', 'float')}</gt>", "10", True),
        (f"<gte>{VARIABLE}{base('10', 'float')}</gte>", "10", True),
        (f"<lt>{VARIABLE}{base('10', 'float')}</lt>", "10", False),
        (f"<lte>{VARIABLE}{base('10', 'float')}</lte>", "10", True),
        (f"<equal>{VARIABLE}{CORRECT}</equal>", "10", True),
        (f"<equal toleranceMode='absolute' tolerance='1 2'>{VARIABLE}{CORRECT}</equal>", "12", True),
        (f"<equal toleranceMode='absolute' tolerance='1 2'>{VARIABLE}{CORRECT}</equal>", "8.5", False),
        (f"<equal toleranceMode='relative' tolerance='10 10'>{VARIABLE}{CORRECT}</equal>", "9.5", True),
        (f"<equalRounded roundingMode='decimalPlaces' figures='1'>{VARIABLE}{CORRECT}</equalRounded>", "10.04", True),
        (f"<equalRounded roundingMode='decimalPlaces' figures='1'>{VARIABLE}{CORRECT}</equalRounded>", "10.2", False),
        (
            f"<equalRounded roundingMode='significantFigures' figures='2'>{VARIABLE}{CORRECT}</equalRounded>",
            "10.4",
            True,
        ),
        (
            f"<equalRounded roundingMode='significantFigures' figures='3'>{VARIABLE}{CORRECT}</equalRounded>",
            "10.4",
            False,
        ),
        (f"<equal><round>{VARIABLE}</round>{CORRECT}</equal>", "10.4", True),
        (f"<equal><subtract>{VARIABLE}{base('1', 'float')}</subtract>{CORRECT}</equal>", "11", True),
        (f"<equal><divide>{VARIABLE}{base('2', 'float')}</divide>{CORRECT}</equal>", "20", True),
        (f"<equal><divide>{VARIABLE}{base('0', 'float')}</divide>{CORRECT}</equal>", "20", False),
        (f"<equal><product>{VARIABLE}{base('2', 'float')}</product>{CORRECT}</equal>", "5", True),
        (f"<equal><max>{VARIABLE}{base('3', 'float')}</max>{CORRECT}</equal>", "10", True),
        (f"<equal><min>{VARIABLE}{base('30', 'float')}</min>{CORRECT}</equal>", "10", True),
    ],
)
def test_figures_are_compared_by_value(test: str, given: str, holds: bool) -> None:
    assert scored(FIGURE, rule(when(test, score())), given) == float(holds)


def test_places_in_an_order_can_be_asked_for() -> None:
    rules = rule(
        *(
            when(f"<match><index n='{n}'>{VARIABLE}</index>{base(one)}</match>", plus())
            for n, one in enumerate("ABC", 1)
        )
    )
    assert [scored(ORDERED, rules, *given) for given in ("ABC", "BAC", "BCA")] == [3, 1, 0]


def test_an_ordered_value_is_compared_in_its_order() -> None:
    rules = rule(when(f"<match>{VARIABLE}<ordered>{base('A')}{base('B')}</ordered></match>", score()))
    assert scored(declared(cardinality="ordered"), rules, "A", "B") == 1
    assert scored(declared(cardinality="ordered"), rules, "B", "A") == 0


def test_pairs_are_compared_whatever_their_white_space() -> None:
    pairs = declared("A  X,B Y", cardinality="multiple", base="directedPair")
    assert scored(pairs, template("match_correct"), "A X", "B Y") == 1


def test_the_first_branch_that_holds_is_taken() -> None:
    rules = rule(
        f"<responseCondition><responseIf><isNull>{VARIABLE}</isNull>{score('0')}</responseIf>"
        f"<responseElseIf>{MATCH}{score('2')}</responseElseIf><responseElse>{score('1')}</responseElse></responseCondition>"
    )
    assert [scored(ONE, rules, *given) for given in ((), ("B",), ("A",))] == [0, 2, 1]


def test_conditions_stand_within_conditions() -> None:
    rules = rule(when(f"<not><isNull>{VARIABLE}</isNull></not>", when(MATCH, score("3"))))
    assert scored(ONE, rules, "B") == 3


def test_a_fragment_is_run_and_an_exit_stops() -> None:
    rules = rule(
        f"<responseProcessingFragment>{score('1')}</responseProcessingFragment>", "<exitResponse/>", score("9")
    )
    assert scored(ONE, rules, "B") == 1


def test_outcomes_begin_with_their_defaults() -> None:
    outcomes = SCORE + (
        '<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float">'
        "<defaultValue><value>4</value></defaultValue></outcomeDeclaration>"
    )
    rules = rule(when(MATCH, '<setOutcomeValue identifier="SCORE"><variable identifier="MAXSCORE"/></setOutcomeValue>'))
    assert scored(ONE, rules, "B", outcomes=outcomes) == 4


@pytest.mark.parametrize("given", ["A", "B"])
def test_an_outcome_of_another_name_holds_the_score_where_there_is_no_score(given: str) -> None:
    outcomes = '<outcomeDeclaration identifier="POINTS" cardinality="single" baseType="integer"/>'
    rules = rule(when(MATCH, score("5").replace("SCORE", "POINTS")))
    assert scored(ONE, rules, given, outcomes=outcomes) == (5 if given == "B" else 0)


@pytest.mark.parametrize(("given", "expected"), [("A", 0), ("B", 7)])
def test_a_score_is_looked_up_in_a_table(given: str, expected: float) -> None:
    table = (
        '<interpolationTable defaultValue="0"><interpolationTableEntry sourceValue="1" targetValue="7"/>'
        "</interpolationTable>"
    )
    outcomes = (
        '<outcomeDeclaration identifier="RAW" cardinality="single" baseType="integer"/>'
        f'<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float">{table}</outcomeDeclaration>'
    )
    rules = rule(
        when(MATCH, score().replace("SCORE", "RAW")),
        '<lookupOutcomeValue identifier="SCORE"><variable identifier="RAW"/></lookupOutcomeValue>',
    )
    assert scored(ONE, rules, given, outcomes=outcomes) == expected


def test_what_is_called_for_to_be_shown_is_told() -> None:
    outcomes = SCORE + '<outcomeDeclaration identifier="FEEDBACK" cardinality="multiple" baseType="identifier"/>'
    shown = f'<setOutcomeValue identifier="FEEDBACK"><multiple>{base("x")}{base("y")}</multiple></setOutcomeValue>'
    outcome = processing(ONE, rule(shown), outcomes).score({"RESPONSE": ("B",)})
    assert {"FEEDBACK x", "FEEDBACK y"} <= outcome.shown


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        (rule("<houseRule/>"), "the rule “houseRule”"),
        (rule(when("<customOperator/>", score())), "the expression “customOperator”"),
        (rule(when("<match/>", score())), "without two sides"),
        (rule(when(f"<member>{VARIABLE}</member>", score())), "without two sides"),
        (rule(when('<variable identifier="X"/>', score())), "the variable “X”, which is not declared"),
        (rule(when('<correct identifier="X"/>', score())), "the response “X”, which is not declared"),
        (rule(when('<mapResponse identifier="RESPONSE"/>', score())), "has no mapping"),
        (rule('<setOutcomeValue identifier="SCORE"/>'), "without one expression"),
        (rule("<responseCondition><responseWhen/></responseCondition>"), "the rule “responseWhen”"),
        (rule('<lookupOutcomeValue identifier="SCORE"><null/></lookupOutcomeValue>'), "without a table"),
        (rule(when(base("x", "float"), score())), "“x” is no number"),
    ],
)
def test_what_is_beyond_the_reader_is_named(rules: str, reason: str) -> None:
    with pytest.raises(NotUnderstood, match=reason):
        scored(ONE, rules, "B")
