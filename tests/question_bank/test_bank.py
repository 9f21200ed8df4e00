"""A bank is loaded from files, and refused with a sentence that names the place where they are unsound."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from question_bank.bank import UnreadableText, UnsoundBank, load_bank
from tests.question_bank.samples import (
    TEXTS,
    article,
    bank,
    citation,
    fact,
    fact_fields,
    slot,
    write_bank,
    write_texts,
    write_yaml,
)


def test_articles_entities_and_facts_are_loaded(tmp_path: Path) -> None:
    loaded = load_bank(write_bank(tmp_path))
    assert [one.id for one in loaded.articles] == ["saturn", "mars"]
    assert [one.name for one in loaded.entities] == ["Saturn"]
    assert [one.id for one in loaded.facts] == ["rings"]


def test_facts_come_in_the_order_of_their_articles(tmp_path: Path) -> None:
    write_bank(tmp_path)
    write_yaml(tmp_path / "facts" / "mars.yaml", [fact_fields("second")])
    write_yaml(tmp_path / "facts" / "saturn.yaml", [fact_fields("first")])
    assert [one.id for one in load_bank(tmp_path).facts] == ["first", "second"]


def test_other_files_of_facts_are_loaded_in_the_order_of_their_names(tmp_path: Path) -> None:
    write_bank(tmp_path)
    write_yaml(tmp_path / "facts" / "zeta.yaml", [fact_fields("last")])
    write_yaml(tmp_path / "facts" / "alpha.yaml", [fact_fields("first")])
    (tmp_path / "facts" / "notes.txt").write_text("not a fact")
    assert [one.id for one in load_bank(tmp_path).facts] == ["rings", "first", "last"]


def test_things_are_found_by_id_and_name() -> None:
    small = bank()
    assert small.fact_by_id["rings"] == fact()
    assert small.article_by_id["mars"] == article("mars")
    assert small.entity_by_name["Jupiter"].aliases == ("Jove",)


def test_the_article_is_named_in_statement_and_stem(tmp_path: Path) -> None:
    fields = fact_fields(
        statement="According to {article}, the widest rings are those of {planet}.",
        slots={"planet": slot("Saturn", stem="Whose rings are the widest, according to {article}?")},
    )
    named = load_bank(write_bank(tmp_path, fields)).facts[0]
    assert named.sentence() == "According to the article on Saturn, the widest rings are those of Saturn."
    assert named.slots["planet"].stem == "Whose rings are the widest, according to the article on Saturn?"


def test_the_article_named_is_the_one_cited_first(tmp_path: Path) -> None:
    places = [citation(article="mars").model_dump(), citation().model_dump()]
    fields = fact_fields(statement="In {article}, it is {planet}.", citations=places)
    assert load_bank(write_bank(tmp_path, fields)).facts[0].sentence() == "In the article on Mars, it is Saturn."


def test_what_articles_are_called_can_be_left_out() -> None:
    assert bank().without_cues("In the article on Saturn and the article on Mars.") == "In  and ."


def test_all_true_sentences_are_known() -> None:
    assert "The planet with the widest rings is Saturn." in bank().sentences
    assert len(bank().sentences) == 3


def test_the_names_are_those_of_the_entities() -> None:
    assert bank().names.same("Jove", "Jupiter")


def problem(folder: Path) -> str:
    """Return what is said about a bank that is refused."""
    with pytest.raises(UnsoundBank) as refused:
        load_bank(folder)
    return str(refused.value)


def test_two_facts_with_one_id_are_named(tmp_path: Path) -> None:
    write_bank(tmp_path)
    write_yaml(tmp_path / "facts" / "more.yaml", [fact_fields()])
    assert problem(tmp_path) == "The fact id rings stands twice: ids are unique."


def test_two_articles_with_one_id_are_named(tmp_path: Path) -> None:
    write_bank(tmp_path)
    write_yaml(tmp_path / "articles.yaml", [article().model_dump(), article().model_dump()])
    assert "The article id saturn stands twice" in problem(tmp_path)


def test_an_alias_of_two_entities_is_named(tmp_path: Path) -> None:
    entities = [
        {"name": "Li Qiang", "class": "person", "aliases": ["Li"]},
        {"name": "Li Keqiang", "class": "person", "aliases": ["LI"]},
    ]
    assert (
        problem(write_bank(tmp_path, entities=entities))
        == "Two entities are called li: a name or alias belongs to one."
    )


def test_an_article_that_does_not_exist_is_named(tmp_path: Path) -> None:
    cited = [citation().model_dump(), citation(article="venus").model_dump()]
    fields = fact_fields(citations=cited)
    assert problem(write_bank(tmp_path, fields)) == "rings cites the article venus, which articles.yaml does not have."


def test_a_conflict_with_nothing_is_named(tmp_path: Path) -> None:
    fields = fact_fields(conflicts=["moons"])
    assert problem(write_bank(tmp_path, fields)) == "rings conflicts with moons, which is no fact."


def test_a_conflict_on_one_side_is_named(tmp_path: Path) -> None:
    said = problem(write_bank(tmp_path, fact_fields(conflicts=["moons"]), fact_fields("moons")))
    assert said == "rings conflicts with moons, but not the other way round: name it on both sides."


def test_a_conflict_on_both_sides_is_sound(tmp_path: Path) -> None:
    both = [fact_fields(conflicts=["moons"]), fact_fields("moons", conflicts=["rings"])]
    assert len(load_bank(write_bank(tmp_path, *both)).facts) == 2


def test_all_contradictions_are_said_at_once(tmp_path: Path) -> None:
    fields = fact_fields(conflicts=["moons", "dust"])
    assert len(problem(write_bank(tmp_path, fields)).splitlines()) == 2


@pytest.mark.parametrize("missing", ["citations", "statement", "slots"])
def test_a_fact_that_lacks_something_is_named_with_its_file(tmp_path: Path, missing: str) -> None:
    fields = fact_fields()
    del fields[missing]
    said = problem(write_bank(tmp_path, fields))
    assert said == f"saturn.yaml: the fact 'rings' lacks or misuses '{missing}'."


@pytest.mark.parametrize(
    "fields",
    [
        {"citations": []},
        {"citations": None},
        {"citations": "there"},
        {"statement": 5},
        {"slots": {"planet": None}},
        {"slots": {"planet": {"class": "place"}}},
        {"status": "rumour"},
        {"voice": None},
    ],
)
def test_a_fact_that_misuses_something_is_named_with_its_file(tmp_path: Path, fields: dict[str, Any]) -> None:
    said = problem(write_bank(tmp_path, fact_fields() | fields))
    assert said.startswith("saturn.yaml: the fact 'rings'")


@pytest.mark.parametrize("text", ["just words", "id: rings", "- rings", "5", ""])
def test_a_file_without_a_list_of_entries_is_named(tmp_path: Path, text: str) -> None:
    write_bank(tmp_path)
    (tmp_path / "facts" / "odd.yaml").write_text(text)
    assert problem(tmp_path).startswith("odd.yaml holds no list of entries")


@pytest.mark.parametrize("raw", [b"- {id: ", b"- \xff\xfe", b"- 'open", b"- !!python/object:os.system {}"])
def test_a_file_that_is_no_yaml_is_named(tmp_path: Path, raw: bytes) -> None:
    write_bank(tmp_path)
    (tmp_path / "facts" / "odd.yaml").write_bytes(raw)
    assert problem(tmp_path).startswith("odd.yaml is no YAML in UTF-8")


def test_an_unsound_entity_is_refused(tmp_path: Path) -> None:
    said = problem(write_bank(tmp_path, entities=[{"name": "Saturn", "class": "wand"}]))
    assert "class" in said


def test_a_missing_file_says_which(tmp_path: Path) -> None:
    write_bank(tmp_path)
    (tmp_path / "entities.yaml").unlink()
    with pytest.raises(FileNotFoundError, match=r"entities\.yaml"):
        load_bank(tmp_path)


def test_the_texts_of_all_articles_are_read(tmp_path: Path) -> None:
    assert bank().texts(write_texts(tmp_path)) == TEXTS


def test_a_missing_text_says_which(tmp_path: Path) -> None:
    write_texts(tmp_path)
    (tmp_path / "mars.txt").unlink()
    with pytest.raises(FileNotFoundError, match=r"mars\.txt"):
        bank().texts(tmp_path)


def test_a_text_in_another_encoding_says_which(tmp_path: Path) -> None:
    write_texts(tmp_path)
    (tmp_path / "mars.txt").write_bytes("Größe".encode("latin-1"))
    with pytest.raises(UnreadableText, match=r"mars\.txt is not UTF-8"):
        bank().texts(tmp_path)


RELATION = {"id": "planets", "match": "Which?", "pairs": [{"fact": "rings", "left": "rings", "right": "Saturn"}]}
SEVERAL = {"facts": ["rings"], "stem": "Which?", "keys": ["a", "b"], "distractors": ["c", "d"]}
SOURCE = {"fact": "rings", "stem": "Who?"}


def test_what_is_asked_across_facts_is_loaded_if_it_is_there(tmp_path: Path) -> None:
    write_bank(tmp_path)
    assert (load_bank(tmp_path).relations, load_bank(tmp_path).several, load_bank(tmp_path).sources) == ((), (), ())
    write_yaml(tmp_path / "relations.yaml", [RELATION])
    write_yaml(tmp_path / "several.yaml", [SEVERAL])
    write_yaml(tmp_path / "sources.yaml", [SOURCE])
    loaded = load_bank(tmp_path)
    assert loaded.relations[0].pairs[0].right == "Saturn"
    assert loaded.several[0].keys == ("a", "b")
    assert loaded.sources[0].others == ()


@pytest.mark.parametrize(
    ("file", "entry", "message"),
    [
        ("relations.yaml", {**RELATION, "pairs": [{"fact": "none", "left": "a", "right": "b"}]}, "relation planets"),
        ("several.yaml", {**SEVERAL, "facts": ["rings", "none"]}, "“Which?”"),
        ("sources.yaml", {**SOURCE, "fact": "none"}, "“Who?”"),
    ],
)
def test_a_question_about_no_fact_is_refused(tmp_path: Path, file: str, entry: Any, message: str) -> None:
    write_yaml(write_bank(tmp_path) / file, [entry])
    with pytest.raises(UnsoundBank, match=f"{re.escape(message)} asks about none, which is no fact"):
        load_bank(tmp_path)


def test_a_text_may_name_the_article_of_a_fact(tmp_path: Path) -> None:
    loaded = load_bank(write_bank(tmp_path))
    assert loaded.article_of("rings").id == "saturn"
    assert loaded.named("{title}: {article}", "rings") == "saturn: the article on Saturn"


def test_a_bank_with_other_facts_knows_only_these() -> None:
    known = bank()
    assert known.fact_by_id.keys() == {"rings", "galileo", "reason"}
    assert known.about(["saturn", "shin"]) != []
    other = known.with_facts([fact("moons")])
    assert other.fact_by_id.keys() == {"moons"}
    assert other.about(["saturn", "shin"]) == []
    assert (other.articles, other.entities) == (known.articles, known.entities)


def test_facts_are_found_by_all_the_roots_of_their_words() -> None:
    known = bank()
    assert [one.id for one in known.about(["planet", "wid"])] == []
    assert [one.id for one in known.about(["planet", "widest"])] == ["rings"]
    assert known.about([]) == []
