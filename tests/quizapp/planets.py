"""A bank that fits on a page: twelve questions about six facts of two articles, with one conflict, and more kinds."""

from __future__ import annotations

from typing import Any

from question_bank.bank import Bank
from question_bank.facts import Article, Citation, Fact
from question_bank.interactions import Response
from question_bank.kinds import AnyQuestion
from question_bank.kinds.cloze import Cloze
from question_bank.kinds.error_spotting import ErrorSpotting
from question_bank.kinds.flashcard import Flashcard
from question_bank.kinds.matching import Matching
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.kinds.multiple_response import MultipleResponse
from question_bank.kinds.numeric import Numeric
from question_bank.kinds.ordering import Ordering
from question_bank.kinds.several_gaps import Filling, SeveralGaps
from question_bank.kinds.short_answer import ShortAnswer
from question_bank.kinds.true_false import TrueFalse
from question_bank.kinds.who_says_so import WhoSaysSo
from question_bank.question import Rival

DIGEST = "a" * 64
"""Stands for the digest of what the bank was made from."""


def article(id: str, title: str) -> Article:
    return Article(id=id, file=f"{id}.txt", title=title, cue=f"the article on {title}", as_of="2024")


def cited(article_id: str, paragraph: int = 1) -> Citation:
    return Citation(article=article_id, paragraph=paragraph, start=0, end=20, sha256="0" * 64)


def fact(id: str, statement: str, answer: str, *articles: str, topic: str = "Saturn", **fields: Any) -> Fact:
    slot = {"class": "term", "answer": answer, "stem": "What is it?", "distractors": ("Pluto", "Ceres", "Eris")}
    known: dict[str, Any] = {
        "statement": statement,
        "slots": {"it": slot},
        "topic": topic,
        "voice": "author",
        "status": "fact",
        "as_of": "2024",
        "explanation": "It is so.",
        "citations": [cited(one) for one in articles],
    }
    return Fact.model_validate({"id": id, **known, **fields})


SATURN, MOONS = article("saturn", "Saturn"), article("moons", "Moons")
FACTS = (
    fact("widest-rings", "The planet with the widest rings is {it}.", "Saturn", "saturn"),
    fact("rings-seen", "The rings were first seen in {it}.", "1610", "saturn"),
    fact("saturn-moons", "Saturn has {it} moons.", "274", "saturn", conflicts=("saturn-moons-before",)),
    fact("saturn-moons-before", "Saturn has {it} moons.", "82", "moons", topic="Moons", conflicts=("saturn-moons",)),
    fact("mars-moons", "The moons of Mars are Phobos and {it}.", "Deimos", "moons", topic="Moons"),
    fact("titan-air", "The air of Titan is mostly {it}.", "nitrogen", "moons", "saturn", topic="Moons"),
)


def bank_of(*facts: Fact) -> Bank:
    return Bank(articles=(SATURN, MOONS), entities=(), facts=facts)


BANK = bank_of(*FACTS)
FACT_IDS_IN_TURN = ("widest-rings", "saturn-moons-before", "rings-seen", "saturn-moons", "mars-moons", "titan-air")
"""The order in which new facts are asked: the four of one article and the two of the other, in turn."""


def about(fact_id: str, kind: str, *others: str) -> dict[str, Any]:
    """Return what every question about a fact has, its id made of fact and kind."""
    asked = BANK.fact_by_id[fact_id]
    rivals = tuple(
        Rival(fact=one, statement=BANK.fact_by_id[one].sentence(), voice="author", as_of="2019")
        for one in asked.conflicts
    )
    return {
        "id": f"{fact_id}.{kind}",
        "facts": (fact_id, *others),
        "topic": asked.topic,
        "explanation": f"{asked.sentence()} So it says.",
        "citations": asked.citations,
        "conflicts": rivals,
    }


QUESTIONS: tuple[AnyQuestion, ...] = (
    MultipleChoice(
        **about("widest-rings", "multiple_choice"),
        stem="Which planet has the widest rings?",
        options=("Jupiter", "Saturn", "Uranus", "Neptune"),
        key="Saturn",
    ),
    TrueFalse(**about("widest-rings", "true_false"), stem="Uranus has the widest rings.", key="False"),
    Numeric(**about("rings-seen", "numeric"), stem="In which year were the rings first seen?", value=1610),
    Cloze(**about("rings-seen", "cloze"), stem="The rings were first seen in _____.", accepted=("1610",)),
    MultipleChoice(
        **about("saturn-moons", "multiple_choice"),
        stem="How many moons of Saturn are known?",
        options=("146", "210", "274"),
        key="274",
        ordered=True,
    ),
    Flashcard(**about("saturn-moons", "flashcard"), stem="Saturn’s moons: how many?", accepted=("274",)),
    Numeric(
        **about("saturn-moons-before", "numeric"), stem="How many moons had Saturn in 2019?", value=82, tolerance=2
    ),
    TrueFalse(**about("saturn-moons-before", "true_false"), stem="In 2019, Saturn had 82 moons.", key="True"),
    ShortAnswer(
        **about("mars-moons", "short_answer"), stem="Which moon goes round Mars beside Phobos?", accepted=("Deimos",)
    ),
    Flashcard(**about("mars-moons", "flashcard"), stem="The smaller moon of Mars?", accepted=("Deimos",)),
    Cloze(**about("titan-air", "cloze"), stem="Titan’s air is mostly _____.", accepted=("nitrogen", "N2")),
    ShortAnswer(
        **about("titan-air", "short_answer", "mars-moons"),
        stem="Titan has air and Deimos has none: what is that air mostly?",
        accepted=("nitrogen",),
    ),
)
MORE: tuple[AnyQuestion, ...] = (
    ErrorSpotting(
        **about("widest-rings", "error_spotting"),
        stem="The planet with the widest rings is Uranus.",
        options=("The planet", "with the widest rings", "is Uranus"),
        key="is Uranus",
        correction="is Saturn",
    ),
    WhoSaysSo(
        **about("saturn-moons-before", "who_says_so"),
        stem="Which article counts 82 moons of Saturn?",
        options=("Moons", "Saturn"),
        key="Moons",
    ),
    MultipleResponse(
        **about("mars-moons", "multiple_response"),
        stem="Which of these go round Mars?",
        options=("Phobos", "Titan", "Deimos", "Europa"),
        keys=("Phobos", "Deimos"),
    ),
    SeveralGaps(
        **about("titan-air", "several_gaps", "mars-moons"),
        stem="The air of Titan is mostly _____, and Mars has the moons Phobos and _____.",
        fillings=(Filling(accepted=("nitrogen", "N2")), Filling(accepted=("Deimos",), wrong=("Io", "Triton"))),
    ),
    Matching(
        **about("rings-seen", "matching", "saturn-moons"),
        stem="Which figure belongs to which discovery?",
        pairs=(("rings first seen", "1610"), ("moons now known", "274")),
        distractors=("1655",),
    ),
    Ordering(
        **about("saturn-moons", "ordering", "mars-moons", "titan-air"),
        stem="Which has the most moons, and which the fewest?",
        items=("Saturn", "Mars", "Titan"),
    ),
)
EVERY_KIND = (*QUESTIONS, *MORE)
BY_ID = {question.id: question for question in QUESTIONS}
ANY_BY_ID = {question.id: question for question in EVERY_KIND}
FACT_IDS = tuple(one.id for one in FACTS)


def right(question: AnyQuestion) -> Response:
    """Return a response that earns the whole score."""
    return question.right_response


def wrong(question: AnyQuestion) -> Response:
    """Return a response that earns nothing."""
    match question:
        case MultipleResponse():
            return list(question.distractors)
        case Ordering():
            return [*question.items[1:], question.items[0]]
        case Matching():
            return dict.fromkeys(dict(question.pairs), question.distractors[0])
        case SeveralGaps():
            return [filling.wrong[0] if filling.wrong else "something else" for filling in question.fillings]
        case Flashcard():
            return "Again"
        case Numeric():
            return f"{question.value + question.tolerance + 1000:g}"
        case MultipleChoice() | TrueFalse() | ErrorSpotting() | WhoSaysSo():
            return next(option for option in question.options if option != question.key)
        case _:
            return "something else"
