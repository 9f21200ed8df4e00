"""Small facts about planets and the texts they stand in, from which each test makes what it needs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from question_bank.bank import Bank
from question_bank.citations import cite
from question_bank.facts import Article, Citation, Entity, Fact
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

TEXTS = {
    "saturn": [
        "The rings",
        "Saturn has the widest rings; they were seen first by Galileo in 1610.",
        "It has at least 145 moons, and its rings are 282,000 kilometres wide. Probes cost about $3.9 billion.",
    ],
    "mars": [
        "The red planet",
        "Mars has two moons. Critics say that travelling there is a waste of money.",
    ],
}
SHA = "0" * 64


def article(id: str = "saturn", **fields: Any) -> Article:
    known: dict[str, Any] = {
        "file": f"{id}.txt",
        "title": f"All about {id.title()}",
        "cue": f"the article on {id.title()}",
        "as_of": "May 2020",
    }
    return Article(id=id, **known | fields)


def entity(name: str, *aliases: str, sort: str = "place") -> Entity:
    return Entity.model_validate({"name": name, "class": sort, "aliases": aliases})


def citation(**fields: Any) -> Citation:
    return cite(TEXTS, "saturn", 2, "widest rings").model_copy(update=fields)


def slot(answer: str, sort: str = "place", **fields: Any) -> dict[str, Any]:
    """Return a slot as it stands in a file; words get distractors, figures need none."""
    known: dict[str, Any] = {"class": sort, "answer": answer, "stem": f"What fills the {sort}?"}
    if sort not in ("year", "money", "percentage", "count"):
        known["distractors"] = ["Jupiter", "Venus", "Uranus", "Neptune"]
    return known | fields


def fact_fields(id: str = "rings", **fields: Any) -> dict[str, Any]:
    """Return a fact as it stands in a file."""
    return {
        "id": id,
        "statement": "The planet with the widest rings is {planet}.",
        "slots": {"planet": slot("Saturn", stem="Which planet has the widest rings?")},
        "topic": "Planets",
        "voice": "author",
        "status": "fact",
        "as_of": "1610",
        "explanation": "Galileo took them for moons.",
        "citations": [citation().model_dump()],
    } | fields


def fact(id: str = "rings", **fields: Any) -> Fact:
    return Fact.model_validate(fact_fields(id, **fields))


def year_fact(id: str = "galileo", year: str = "1610", **fields: Any) -> Fact:
    """Return a fact with a year and a person, each worth asking for."""
    wrong = ["Kepler", "Newton", "Copernicus", "Huygens"]
    known: dict[str, Any] = {
        "statement": "In {year}, {person} was the first to see the rings.",
        "slots": {
            "year": slot(year, "year", stem="In which year were the rings first seen?"),
            "person": slot("Galileo", "person", stem="Who first saw the rings?", distractors=wrong),
        },
    }
    return fact(id, **known | fields)


def phrase_fact(id: str = "reason", **fields: Any) -> Fact:
    """Return a fact whose answer is too long to be typed."""
    wrong = ["it reflects the sun", "nobody knows why", "it is made of pure gold", "it turns very fast"]
    asked = slot("its rings are ice", "phrase", stem="Why does it shine?", distractors=wrong)
    return fact(id, **{"statement": "Saturn shines because {why}.", "slots": {"why": asked}} | fields)


def bank(*facts: Fact, entities: tuple[Entity, ...] = (), articles: tuple[Article, ...] = ()) -> Bank:
    return Bank(
        articles=articles or (article("saturn"), article("mars")),
        entities=entities or (entity("Saturn", "the ringed planet"), entity("Jupiter", "Jove")),
        facts=facts or (fact(), year_fact(), phrase_fact()),
    )


def write_bank(folder: Path, *facts: dict[str, Any], entities: list[dict[str, Any]] | None = None) -> Path:
    """Write a bank as files, as people write them, and return its folder."""
    articles = [
        {"id": id, "file": f"{id}.txt", "title": id, "cue": f"the article on {id.title()}", "as_of": "2020"}
        for id in TEXTS
    ]
    (folder / "facts").mkdir(parents=True, exist_ok=True)
    write_yaml(folder / "articles.yaml", articles)
    write_yaml(folder / "entities.yaml", entities if entities is not None else [{"name": "Saturn", "class": "place"}])
    write_yaml(folder / "facts" / "saturn.yaml", list(facts or (fact_fields(),)))
    return folder


def write_yaml(path: Path, data: Any) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")


def write_texts(folder: Path) -> Path:
    """Write the articles' texts, with the blank lines that texts have."""
    folder.mkdir(parents=True, exist_ok=True)
    for id, paragraphs in TEXTS.items():
        (folder / f"{id}.txt").write_text("\n\n".join(paragraphs) + "\n", "utf-8")
    return folder


COMMON: dict[str, Any] = {"topic": "Planets", "explanation": "It is so.", "facts": ("rings",)}


def choice(id: str = "choice", **fields: Any) -> MultipleChoice:
    known = {"stem": "Which planet has rings?", "options": ("Venus", "Saturn", "Mars", "Earth"), "key": "Saturn"}
    return MultipleChoice.model_validate({"id": id} | COMMON | known | fields)


def judged(id: str = "judged", **fields: Any) -> TrueFalse:
    return TrueFalse.model_validate({"id": id, "stem": "Saturn has rings.", "key": "True"} | COMMON | fields)


def typed(id: str = "typed", **fields: Any) -> ShortAnswer:
    known = {"stem": "Which planet has rings?", "accepted": ("Saturn",)}
    return ShortAnswer.model_validate({"id": id} | COMMON | known | fields)


def gapped(id: str = "gapped", **fields: Any) -> Cloze:
    known = {"stem": "The planet with rings is _____.", "accepted": ("Saturn",)}
    return Cloze.model_validate({"id": id} | COMMON | known | fields)


def number(id: str = "number", **fields: Any) -> Numeric:
    return Numeric.model_validate({"id": id, "stem": "How many moons are known?", "value": 145} | COMMON | fields)


def several(id: str = "several", **fields: Any) -> MultipleResponse:
    known = {
        "stem": "Which planets have rings?",
        "options": ("Mars", "Saturn", "Venus", "Neptune"),
        "keys": ("Saturn", "Neptune"),
    }
    return MultipleResponse.model_validate({"id": id} | COMMON | known | fields)


def ordering(id: str = "ordering", **fields: Any) -> Ordering:
    known = {"stem": "What is their order, the nearest first?", "items": ("Mercury", "Venus", "Earth", "Mars")}
    return Ordering.model_validate({"id": id} | COMMON | known | fields)


def matching(id: str = "matching", **fields: Any) -> Matching:
    pairs = (("Mercury", "88 days"), ("Earth", "365 days"), ("Mars", "687 days"))
    known = {"stem": "How long are their years?", "pairs": pairs, "distractors": ("7 days",)}
    return Matching.model_validate({"id": id} | COMMON | known | fields)


def gaps(id: str = "gaps", **fields: Any) -> SeveralGaps:
    fillings = (Filling(accepted=("Galileo", "Galilei")), Filling(accepted=("rings",), wrong=("moons", "storms")))
    known = {"stem": "In 1610, _____ saw the _____ of Saturn.", "fillings": fillings}
    return SeveralGaps.model_validate({"id": id} | COMMON | known | fields)


def source(id: str = "source", **fields: Any) -> WhoSaysSo:
    known = {"stem": "Who says that the rings are ears?", "options": ("Kepler", "Galileo", "Huygens"), "key": "Galileo"}
    return WhoSaysSo.model_validate({"id": id} | COMMON | known | fields)


def flawed(id: str = "flawed", **fields: Any) -> ErrorSpotting:
    known = {
        "stem": "In 1610, Newton saw the rings of Saturn.",
        "options": ("In 1610", "Newton", "saw the rings", "of Saturn"),
        "key": "Newton",
        "correction": "Galileo",
    }
    return ErrorSpotting.model_validate({"id": id} | COMMON | known | fields)


def card(id: str = "card", **fields: Any) -> Flashcard:
    known = {"stem": "Why does it shine?", "accepted": ("it is ice",)}
    return Flashcard.model_validate({"id": id} | COMMON | known | fields)


def one_of_each() -> list[AnyQuestion]:
    """Return a question of every kind."""
    return [
        choice(), several(), judged(), flawed(), source(), typed(), number(tolerance=2, unit="moons"), gapped(),
        gaps(), ordering(), matching(), card(),
    ]  # fmt: skip
