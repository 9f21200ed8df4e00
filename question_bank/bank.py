"""The bank on disk: articles, entities and facts, loaded, joined and refused where they are unsound."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml
from pydantic import ValidationError

from question_bank.articles import paragraphs
from question_bank.facts import Article, Entity, Fact
from question_bank.groups import Relation, Several, Source
from question_bank.model import Value
from question_bank.names import Names
from question_bank.words import roots


class UnsoundBank(ValueError):
    """The bank's files contradict each other or break a rule: the message names the place and the remedy."""


class UnreadableText(ValueError):
    """The text of an article is not the text file that it should be."""


class Bank(Value):
    """Everything that questions are generated from."""

    articles: tuple[Article, ...]
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    relations: tuple[Relation, ...] = ()
    several: tuple[Several, ...] = ()
    sources: tuple[Source, ...] = ()

    @cached_property
    def fact_by_id(self) -> Mapping[str, Fact]:
        """Facts by id."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def article_by_id(self) -> Mapping[str, Article]:
        """Articles by id."""
        return {article.id: article for article in self.articles}

    @cached_property
    def entity_by_name(self) -> Mapping[str, Entity]:
        """Entities by name."""
        return {entity.name: entity for entity in self.entities}

    @cached_property
    def names(self) -> Names:
        """What the entities are called."""
        return Names(self.entities)

    @cached_property
    def sentences(self) -> frozenset[str]:
        """The sentences of all facts, which are true."""
        return frozenset(fact.sentence() for fact in self.facts)

    @cached_property
    def _facts_by_root(self) -> Mapping[str, Sequence[int]]:
        found = defaultdict(list)
        for place, fact in enumerate(self.facts):
            for root in roots(fact.sentence()):
                found[root].append(place)
        return found

    def about(self, asked: Iterable[str]) -> list[Fact]:
        """Return the facts whose sentences hold all these roots of words."""
        holding = [set(self._facts_by_root.get(root, ())) for root in asked]
        return [self.facts[place] for place in sorted(set.intersection(*holding))] if holding else []

    def with_facts(self, facts: Iterable[Fact]) -> "Bank":
        """Return the bank with other facts; a copy of pydantic's would keep what was looked up among the old ones."""
        kept = {name: getattr(self, name) for name in type(self).model_fields}
        return Bank(**{**kept, "facts": tuple(facts)})

    def article_of(self, fact: str) -> Article:
        """Return the article that a fact cites first."""
        return self.article_by_id[self.fact_by_id[fact].citations[0].article]

    def named(self, text: str, fact: str) -> str:
        """Return a text with the names of a fact's article in place of {article} and {title}."""
        article = self.article_of(fact)
        return text.replace("{article}", article.cue).replace("{title}", article.title)

    def without_cues(self, sentence: str) -> str:
        """Return a sentence without what it calls the articles: naming a source names nobody in it."""
        for article in self.articles:
            sentence = sentence.replace(article.cue, "")
        return sentence

    def texts(self, folder: Traversable) -> dict[str, list[str]]:
        """Read the paragraphs of every article from a folder that holds their files.

        Raises:
            OSError: a file is missing.
            UnreadableText: a file is not UTF-8.
        """
        return {article.id: _paragraphs(folder / article.file) for article in self.articles}


def load_bank(folder: Traversable | None = None) -> Bank:
    """Load the bank from a folder, or the one that ships.

    Raises:
        UnsoundBank: the files contradict each other or break a rule.
    """
    folder = folder or files("question_bank") / "data"
    facts_folder = folder / "facts"
    try:
        articles = tuple(Article.model_validate(data) for data in _read(folder / "articles.yaml"))
        cues = {article.id: article.cue for article in articles}
        names = _in_order_of(articles, (path.name for path in facts_folder.iterdir()))
        bank = Bank(
            articles=articles,
            entities=tuple(Entity.model_validate(data) for data in _read(folder / "entities.yaml")),
            facts=tuple(_fact(data, cues, name) for name in names for data in _read(facts_folder / name)),
            relations=tuple(Relation.model_validate(data) for data in _read_if_there(folder / "relations.yaml")),
            several=tuple(Several.model_validate(data) for data in _read_if_there(folder / "several.yaml")),
            sources=tuple(Source.model_validate(data) for data in _read_if_there(folder / "sources.yaml")),
        )
    except ValidationError as error:
        raise UnsoundBank(str(error)) from error
    if problems := list(_contradictions(bank)):
        raise UnsoundBank("\n".join(problems))
    return bank


def _in_order_of(articles: Sequence[Article], files: Iterable[str]) -> list[str]:
    """Return the YAML files: first those named after articles, in the articles' order, then the rest by name."""
    order = {f"{article.id}.yaml": place for place, article in enumerate(articles)}
    found = (name for name in files if name.endswith(".yaml"))
    return sorted(found, key=lambda name: (order.get(name, len(order)), name))


def _paragraphs(path: Traversable) -> list[str]:
    try:
        return paragraphs(path.read_text("utf-8"))
    except UnicodeDecodeError as error:
        raise UnreadableText(f"{path.name} is not UTF-8: save it in that encoding.") from error


def _read(path: Traversable) -> list[dict[str, Any]]:
    try:
        data = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UnsoundBank(f"{path.name} is no YAML in UTF-8: {error}") from error
    if not isinstance(data, list) or not all(isinstance(entry, dict) for entry in data):
        raise UnsoundBank(
            f"{path.name} holds no list of entries: begin each with a dash and a name, such as “- id: …”."
        )
    return data


def _read_if_there(path: Traversable) -> list[dict[str, Any]]:
    return _read(path) if path.is_file() else []


def _fact(data: dict[str, Any], cues: Mapping[str, str], file: str) -> Fact:
    """Read a fact; `{article}` in its sentences becomes the cue of the first cited article."""
    which = f"{file}: the fact {data.get('id', data)!r}"
    try:
        cue = cues[data["citations"][0]["article"]]
        named = {**data, "statement": data["statement"].replace("{article}", cue)}
        named["slots"] = {
            name: {**slot, "stem": slot["stem"].replace("{article}", cue)} for name, slot in data["slots"].items()
        }
        return Fact.model_validate(named)
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise UnsoundBank(f"{which} lacks or misuses {error}.") from error
    except ValidationError as error:
        raise UnsoundBank(f"{which}: {error}") from error


def _contradictions(bank: Bank) -> Iterable[str]:
    for kind, ids in (("article", [a.id for a in bank.articles]), ("fact", [f.id for f in bank.facts])):
        for twice in sorted({one for one in ids if ids.count(one) > 1}):
            yield f"The {kind} id {twice} stands twice: ids are unique."
    names = [name.casefold() for entity in bank.entities for name in (entity.name, *entity.aliases)]
    for twice in sorted({one for one in names if names.count(one) > 1}):
        yield f"Two entities are called {twice}: a name or alias belongs to one."
    for fact in bank.facts:
        yield from _fact_contradictions(bank, fact)
    for where, asked in _asked_across(bank):
        for unknown in sorted(set(asked) - bank.fact_by_id.keys()):
            yield f"{where} asks about {unknown}, which is no fact."


def _asked_across(bank: Bank) -> Iterable[tuple[str, list[str]]]:
    for relation in bank.relations:
        yield f"The relation {relation.id}", [pair.fact for pair in relation.pairs]
    for several in bank.several:
        yield f"“{several.stem}”", list(several.facts)
    for source in bank.sources:
        yield f"“{source.stem}”", [source.fact]


def _fact_contradictions(bank: Bank, fact: Fact) -> Iterable[str]:
    for citation in fact.citations:
        if citation.article not in bank.article_by_id:
            yield f"{fact.id} cites the article {citation.article}, which articles.yaml does not have."
    for other in fact.conflicts:
        if other not in bank.fact_by_id:
            yield f"{fact.id} conflicts with {other}, which is no fact."
        elif fact.id not in bank.fact_by_id[other].conflicts:
            yield f"{fact.id} conflicts with {other}, but not the other way round: name it on both sides."
