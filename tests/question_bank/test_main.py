"""The commands: what they print, and with what they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from question_bank.__main__ import app
from question_bank.citations import cite
from question_bank.facts import Citation
from question_bank.formats import FORMATS, jsonl
from question_bank.kinds import AnyQuestion
from tests.question_bank.samples import TEXTS, choice, citation, fact_fields, judged, slot, write_bank, write_texts


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Give the folder of a small bank."""
    return write_bank(tmp_path / "bank")


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Give the folder of the texts that the small bank cites."""
    return write_texts(tmp_path / "texts")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_build_writes_the_questions(tmp_path: Path, data: Path) -> None:
    out = tmp_path / "questions.jsonl"
    done = run("build", "--out", out, "--data", data)
    assert (done.exit_code, done.output) == (0, f"3 questions written to {out}.\n")
    assert [question.facts for question in jsonl.read(out.read_bytes()).questions] == [("rings",)] * 3


def test_build_without_a_place_to_write_to_says_so(tmp_path: Path, data: Path) -> None:
    done = run("build", "--out", tmp_path / "nowhere" / "out", "--data", data)
    assert done.exit_code == 2
    assert done.stderr == f"{tmp_path / 'nowhere' / 'out'} cannot be used: no such file or directory.\n"


def test_check_of_a_sound_bank_shows_how_it_is_spread(data: Path) -> None:
    done = run("check", "--data", data)
    assert done.exit_code == 0
    assert done.output.splitlines()[-1] == "3 questions: no errors, no warnings, no notes."
    for label in ("multiple_choice", "key is the longest", "places of keys", "ranks of figures", "true, false"):
        assert f"{label} " in done.output
    for habit in ("the longest option", "the option most like the question", "the option most like the others"):
        assert f"takes {habit} " in done.output
    assert "takes a middle value" in done.output


def test_check_groups_faults_by_severity_and_passes_without_errors(tmp_path: Path) -> None:
    fields = fact_fields(slots={"planet": slot("Saturn", stem="Which planet was often seen recently?")})
    done = run("check", "--data", write_bank(tmp_path, fields))
    assert done.exit_code == 0
    warnings, notes = done.output.index("2 warnings:\n"), done.output.index("2 notes:\n")
    assert warnings < done.output.index("Replace “recently” by a time") < notes
    assert notes < done.output.index("  rings.planet.multiple_choice: “often” means something else to everyone")
    assert done.output.splitlines()[-1] == "3 questions: no errors, 2 warnings, 2 notes."


def test_check_shows_only_what_is_grave_enough_but_counts_all(tmp_path: Path) -> None:
    fields = fact_fields(slots={"planet": slot("Saturn", stem="Which planet was often seen recently?")})
    folder = write_bank(tmp_path, fields)
    done = run("check", "--data", folder, "--severity", "warning")
    assert "recently" in done.output
    assert "often" not in done.output
    assert done.output.splitlines()[-1] == "3 questions: no errors, 2 warnings, 2 notes."
    assert "recently" not in run("check", "--data", folder, "--severity", "error").output


def as_lines(*questions: AnyQuestion) -> bytes:
    return FORMATS["jsonl"].write(questions, {}).data


def test_check_of_a_file_reads_its_questions_and_fails_on_errors(tmp_path: Path, data: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_bytes(as_lines(choice(facts=()), choice("keyless", stem="Who?", key="Pluto", facts=())))
    done = run("check", file, "--data", data)
    assert done.exit_code == 1
    assert "line 2: The right answer must be one of the options.\n" in done.output


def test_check_of_a_file_knows_the_facts_it_asks_about(tmp_path: Path, data: Path) -> None:
    file = tmp_path / "questions.jsonl"
    stem = "The planet with the widest rings is Saturn."
    file.write_bytes(as_lines(judged(stem=stem, key="False")))
    assert "judged: The statement is marked false, but it is a fact." in run("check", file, "--data", data).output


def test_check_of_a_file_that_is_none_says_so(tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{\n", "utf-8")
    done = run("check", bad)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "The file holds no line of JSON with a question.\n"
    assert run("check", tmp_path / "nowhere.jsonl").exit_code == 2


def test_verify_of_sound_citations_counts_them(data: Path, texts: Path) -> None:
    done = run("verify", "--articles", texts, "--data", data)
    assert (done.exit_code, done.output) == (0, "1 facts with 1 citations, no mismatches.\n")


def test_verify_names_each_mismatch_and_fails(tmp_path: Path, texts: Path) -> None:
    places = [citation(paragraph=9).model_dump(), citation().model_dump()]
    done = run("verify", "--articles", texts, "--data", write_bank(tmp_path, fact_fields(citations=places)))
    assert done.exit_code == 1
    assert done.output.splitlines() == [
        "rings: saturn, paragraph 9: the text has only 3 paragraphs",
        "1 facts with 2 citations, 1 mismatches.",
    ]


def test_verify_finds_a_text_that_has_changed(data: Path, texts: Path) -> None:
    path = texts / "saturn.txt"
    path.write_text(path.read_text("utf-8").replace("widest", "broadest"), "utf-8")
    done = run("verify", "--articles", texts, "--data", data)
    assert done.exit_code == 1
    assert "rings: saturn, paragraph 2: the paragraph has changed since it was cited" in done.output


def test_verify_finds_a_figure_that_the_passage_lacks(tmp_path: Path, texts: Path) -> None:
    fields = fact_fields(statement="It has {n} rings.", slots={"n": slot("7", "count")})
    done = run("verify", "--articles", texts, "--data", write_bank(tmp_path, fields))
    assert done.exit_code == 1
    assert "rings: no cited passage holds the figure 7" in done.output


def test_verify_without_the_texts_says_which_is_missing(tmp_path: Path, data: Path) -> None:
    done = run("verify", "--articles", tmp_path / "nowhere", "--data", data)
    assert done.exit_code == 2
    assert done.stderr == f"{tmp_path / 'nowhere' / 'saturn.txt'} cannot be used: no such file or directory.\n"


def test_verify_of_a_text_in_another_encoding_says_which(data: Path, texts: Path) -> None:
    (texts / "mars.txt").write_bytes("Größe".encode("latin-1"))
    done = run("verify", "--articles", texts, "--data", data)
    assert (done.exit_code, done.stderr) == (2, "mars.txt is not UTF-8: save it in that encoding.\n")


@pytest.mark.parametrize("command", ["check", "articles", "facts"])
def test_a_bank_that_is_not_there_is_said_in_a_sentence(tmp_path: Path, command: str) -> None:
    done = run(command, "--data", tmp_path / "nowhere")
    assert done.exit_code == 2
    assert done.stderr == f"{tmp_path / 'nowhere' / 'articles.yaml'} cannot be used: no such file or directory.\n"
    assert done.stdout == ""


def test_an_unsound_bank_is_said_in_a_sentence(tmp_path: Path) -> None:
    done = run("check", "--data", write_bank(tmp_path, fact_fields(conflicts=["moons"])))
    assert (done.exit_code, done.stderr) == (2, "rings conflicts with moons, which is no fact.\n")


def test_cite_prints_a_line_to_paste(data: Path, texts: Path) -> None:
    done = run("cite", "--articles", texts, "--data", data, "saturn", 2, "widest rings")
    assert done.exit_code == 0
    pasted = yaml.safe_load(f"citations:\n{done.output}")["citations"]
    assert [Citation.model_validate(one) for one in pasted] == [cite(TEXTS, "saturn", 2, "widest rings")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("venus", 1, "x"), "There is no article venus: there are mars, saturn.\n"),
        (("saturn", 9, "x"), "saturn has no paragraph 9: it has 3.\n"),
        (("saturn", 2, "moons"), "'moons' stands 0 times in saturn, paragraph 2.\n"),
    ],
)
def test_cite_of_a_passage_that_is_not_there_says_so(
    data: Path, texts: Path, arguments: tuple[object, ...], said: str
) -> None:
    done = run("cite", "--articles", texts, "--data", data, *arguments)
    assert (done.exit_code, done.stderr) == (2, said)


def test_articles_are_listed_for_people(data: Path) -> None:
    done = run("articles", "--data", data)
    assert done.output == "saturn: saturn (2020), saturn.txt\nmars: mars (2020), mars.txt\n"


def test_articles_are_listed_for_programs(data: Path) -> None:
    listed = json.loads(run("articles", "--json", "--data", data).output)
    assert [one["id"] for one in listed] == ["saturn", "mars"]
    assert listed[0].keys() == {"id", "file", "title", "cue", "as_of", "sections"}


def test_facts_are_listed_for_people(data: Path) -> None:
    assert run("facts", "--data", data).output == "rings: The planet with the widest rings is Saturn.\n"


def test_facts_are_listed_for_programs(tmp_path: Path) -> None:
    entities = [{"name": "Saturn", "class": "place", "aliases": ["Kronos"]}]
    fields = fact_fields(note="dated", slots={"planet": slot("Saturn", accepted=["planet six"])})
    [one] = json.loads(run("facts", "--json", "--data", write_bank(tmp_path, fields, entities=entities)).output)
    assert one["id"] == "rings"
    assert one["statement"] == "The planet with the widest rings is Saturn."
    assert one["template"] == "The planet with the widest rings is {planet}."
    assert one["answers"] == {"planet": ["Saturn", "planet six", "Kronos"]}
    assert one["citations"] == [citation().model_dump()]
    assert (one["voice"], one["status"], one["as_of"], one["topic"]) == ("author", "fact", "1610", "Planets")
    assert (one["conflicts"], one["note"]) == ([], "dated")


def test_letters_of_all_languages_are_listed_as_they_are(tmp_path: Path) -> None:
    data = write_bank(tmp_path, fact_fields(explanation="Größe – “wie”"), entities=[])
    assert "Größe" not in run("facts", "--data", data).output
    assert "\\u" not in run("facts", "--json", "--data", data).output


def test_without_a_command_the_help_is_shown() -> None:
    shown = run().output
    assert all(command in shown for command in ("build", "check", "verify", "cite", "articles", "facts"))
