"""The bank on the command line: `python -m question_bank --help`."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import typer

from question_bank import checks, citations, measures
from question_bank.bank import Bank, UnreadableText, UnsoundBank, load_bank
from question_bank.checks import Finding, Severity
from question_bank.facts import Article, Fact
from question_bank.formats import FORMATS
from question_bank.formats.exchange import Refused
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


_GRAVE_FIRST = sorted(Severity, reverse=True)


class Shown(Enum):
    """How grave a fault must be to be shown."""

    note = "note"
    warning = "warning"
    error = "error"


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
def check(
    file: Annotated[Path | None, typer.Argument(help="Questions in JSON Lines, instead of those of the bank.")] = None,
    severity: Annotated[Shown, typer.Option(help="The least grave faults to show.")] = Shown.note,
    data: Data = None,
) -> None:
    """Look for item-writing faults, and show how the questions are spread; errors end with 1."""
    with _told_plainly():
        bank = load_bank(data)
        questions, troubles = (generate(bank), ()) if file is None else FORMATS["jsonl"].read(file.read_bytes())[:2]
    if file:  # a file owes nothing to the facts that it does not ask about
        bank = bank.with_facts(fact for fact in bank.facts if _asks_about(questions, fact))
    found = checks.check(questions, bank)
    _tell([one for one in found if one.severity >= Severity[severity.name.upper()]])
    for label, figure in _table(questions):
        typer.echo(f"{label:40}{figure:>20}")
    for trouble in troubles:
        typer.echo(f"{trouble.place}: {trouble.reason}")
    grave = Counter(one.severity for one in found)
    typer.echo(f"{len(questions)} questions: {', '.join(_counted(grave[one], one) for one in _GRAVE_FIRST)}.")
    raise typer.Exit(1 if grave[Severity.ERROR] or troubles else 0)


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


def _asks_about(questions: Iterable[AnyQuestion], fact: Fact) -> bool:
    return any(fact.id in question.facts for question in questions)


def _tell(findings: list[Finding]) -> None:
    """Print faults, the gravest first."""
    for grave in _GRAVE_FIRST:
        if some := [one for one in findings if one.severity is grave]:
            typer.echo(f"{_counted(len(some), grave)}:".capitalize())
            typer.echo("".join(f"  {one}\n" for one in some))


def _counted(number: int, severity: Severity) -> str:
    return f"{number or 'no'} {severity.name.lower()}{'' if number == 1 else 's'}"


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Say in a sentence what cannot be read or found, and exit with 2."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        typer.echo(f"{error.filename} cannot be used: {reason}.", err=True)
    except (UnsoundBank, UnreadableText, citations.NoSuchPassage, Refused) as error:
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


def _table(questions: Sequence[AnyQuestion]) -> Iterator[tuple[str, str]]:
    """Yield what `check` shows below the faults."""
    yield from ((kind, str(number)) for kind, number in Counter(question.kind for question in questions).items())
    yield "key is the longest", f"{measures.longest_share(questions):.0%}"
    yield "places of keys", _joined(measures.places(questions, ordered=False))
    yield "ranks of figures", _joined(measures.places(questions, ordered=True))
    yield "true, false", _joined(measures.truths(questions))
    for solver in measures.SOLVERS:
        yield f"takes {solver.takes}", f"{measures.score(solver, questions).mean:.0%} right"


def _joined(counts: list[int]) -> str:
    return " ".join(map(str, counts))


if __name__ == "__main__":
    app()
