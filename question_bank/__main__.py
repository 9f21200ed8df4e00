"""The bank on the command line: `python -m question_bank --help`."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from question_bank import checks, citations, measures
from question_bank.bank import Bank, UnreadableText, UnsoundBank, load_bank
from question_bank.facts import Article, Fact
from question_bank.formats import FORMATS
from question_bank.generate import generate
from question_bank.generate.spellings import accepted
from question_bank.kinds import AnyQuestion

app = typer.Typer(
    help="Build and check the question bank.", no_args_is_help=True, add_completion=False, rich_markup_mode=None
)

Data = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="Another bank: articles.yaml, entities.yaml, facts/*.yaml.")
]
Texts = Annotated[Path, typer.Option("--articles", metavar="DIR", help="The folder with the texts of the articles.")]
AsJson = Annotated[bool, typer.Option("--json", help="For programs, with everything.")]


@app.command()
def build(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where the questions go, as JSON Lines.")],
    data: Data = None,
) -> None:
    """Write the questions of all facts to a file."""
    with _told_plainly():
        questions = generate(load_bank(data))
        out.write_bytes(FORMATS["jsonl"].write(questions, {}).data)
    typer.echo(f"{len(questions)} questions written to {out}.")


@app.command()
def check(data: Data = None) -> None:
    """Look for item-writing faults, and show how the bank is spread."""
    with _told_plainly():
        bank = load_bank(data)
    questions = generate(bank)
    findings = checks.check(questions, bank)
    for finding in findings:
        typer.echo(finding)
    for label, figure in _table(questions):
        typer.echo(f"{label:24}{figure:>24}")
    typer.echo(f"{len(questions)} questions, {len(findings) or 'no'} faults.")
    raise typer.Exit(1 if findings else 0)


@app.command()
def verify(articles: Texts, data: Data = None) -> None:
    """Check every citation against the texts of the articles."""
    with _told_plainly():
        bank = load_bank(data)
        texts = bank.texts(articles)
    found = [f"{fact.id}: {said}" for fact in bank.facts for said in citations.verify(fact, texts)]
    for line in found:
        typer.echo(line)
    number = sum(len(fact.citations) for fact in bank.facts)
    typer.echo(f"{len(bank.facts)} facts with {number} citations, {len(found) or 'no'} mismatches.")
    raise typer.Exit(1 if found else 0)


@app.command()
def cite(
    article: Annotated[str, typer.Argument(help="The article's id.")],
    paragraph: Annotated[int, typer.Argument(help="The paragraph's number, from 1.")],
    passage: Annotated[str, typer.Argument(help="The words cited, exactly as they stand.")],
    articles: Texts,
    data: Data = None,
) -> None:
    """Print the line that cites a passage, to be pasted into a fact."""
    with _told_plainly():
        found = citations.cite(load_bank(data).texts(articles), article, paragraph, passage)
    fields = ", ".join(f"{name}: {value}" for name, value in found.model_dump().items())
    typer.echo(f"    - {{{fields}}}")


@app.command()
def articles(as_json: AsJson = False, data: Data = None) -> None:
    """List the articles."""
    with _told_plainly():
        bank = load_bank(data)
    _list(as_json, [article.model_dump(mode="json") for article in bank.articles], map(_article_line, bank.articles))


@app.command()
def facts(as_json: AsJson = False, data: Data = None) -> None:
    """List the facts with their answers."""
    with _told_plainly():
        bank = load_bank(data)
    _list(as_json, [_fact_fields(bank, fact) for fact in bank.facts], map(_fact_line, bank.facts))


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Say in a sentence what cannot be read or found, and exit with 2."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        typer.echo(f"{error.filename} cannot be used: {reason}.", err=True)
    except (UnsoundBank, UnreadableText, citations.NoSuchPassage) as error:
        typer.echo(str(error), err=True)
    else:
        return
    raise typer.Exit(2)


def _list(as_json: bool, entries: list[dict[str, Any]], lines: Iterable[str]) -> None:
    typer.echo(json.dumps(entries, ensure_ascii=False, indent=2) if as_json else "\n".join(lines))


def _article_line(article: Article) -> str:
    return f"{article.id}: {article.title} ({article.as_of}), {article.file}"


def _fact_line(fact: Fact) -> str:
    return f"{fact.id}: {fact.sentence()}"


def _fact_fields(bank: Bank, fact: Fact) -> dict[str, Any]:
    return {
        "id": fact.id,
        "statement": fact.sentence(),
        "template": fact.statement,
        "answers": {name: accepted(slot, bank.names) for name, slot in fact.slots.items()},
        "topic": fact.topic,
        "citations": [citation.model_dump() for citation in fact.citations],
        "voice": fact.voice,
        "status": fact.status,
        "as_of": fact.as_of,
        "conflicts": fact.conflicts,
        "note": fact.note,
    }


def _table(questions: list[AnyQuestion]) -> Iterator[tuple[str, str]]:
    """Yield what `check` shows below the faults."""
    yield from ((kind, str(number)) for kind, number in Counter(question.kind for question in questions).items())
    yield "key is the longest", f"{measures.longest_share(questions):.0%}"
    yield "places of keys", _joined(measures.places(questions, ordered=False))
    yield "ranks of figures", _joined(measures.places(questions, ordered=True))
    yield "true, false", _joined(measures.truths(questions))
    yield "takes the longest option", f"{measures.by_longest_option(questions):.0%} right"
    yield "takes a middle value", f"{measures.by_middle_value(questions):.0%} right"


def _joined(counts: list[int]) -> str:
    return " ".join(map(str, counts))


if __name__ == "__main__":
    app()
