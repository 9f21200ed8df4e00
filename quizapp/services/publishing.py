"""The bank that ships, published into the database: by stable id and digest, leaving alone what teachers changed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from json import dumps
from typing import NamedTuple

from question_bank.bank import Bank, UnsoundBank, load_bank
from question_bank.checks import Severity, check_question
from question_bank.confusable import answers, confusable, is_another
from question_bank.generate import generate
from question_bank.kinds import AnyQuestion
from quizapp.services.questions import digest_of, row_of, version_of
from quizapp.storage import bank as storage
from quizapp.storage import decisions, sittings
from quizapp.storage.bank import QuestionRow
from quizapp.storage.database import Connection, Database

SHIPPED = "shipped"


class Report(NamedTuple):
    """What publishing did, in ids of questions; `relearnt` are the facts that have another answer now."""

    added: Sequence[str] = ()
    updated: Sequence[str] = ()
    withdrawn: Sequence[str] = ()
    left_alone: Sequence[str] = ()
    relearnt: Sequence[str] = ()


def publish_shipped(db: Database, now: datetime) -> Report | None:
    """Publish the bank that ships, unless it is published already; return None in that case.

    Raises:
        UnsoundBank: the shipped files break a rule.
    """
    digest = shipped_digest()
    with db.reading() as connection:
        if storage.published_digest(connection, SHIPPED) == digest:
            return None
    bank = load_bank()
    return publish(db, bank, list(generate(bank)), digest, now)


def publish(db: Database, bank: Bank, questions: Sequence[AnyQuestion], digest: str, now: datetime) -> Report:
    """Publish a bank: new questions are added, untouched ones updated as a new version, edited ones left alone.

    A fact with another answer is learnt anew. Sittings under way leave out what is withdrawn, and what asks for an
    answer of before.

    Raises:
        UnsoundBank: a question has an error; nothing is published.
    """
    found = [one for question in questions for one in check_question(question, bank)]
    if errors := [str(one) for one in found if one.severity is Severity.ERROR]:
        raise UnsoundBank("\n".join(errors))
    with db.writing() as connection:
        _put_articles(connection, bank)
        before = {row.id: row for row in storage.question_rows(connection)}
        report = _compare(before, questions)._replace(relearnt=_changed(connection, bank))
        _put_facts(connection, bank)
        _put(connection, before, questions, {*report.added, *report.updated}, now)
        storage.set_withdrawn(connection, report.withdrawn, withdrawn=True, edited=False)
        decisions.reset_everybody(connection, report.relearnt, now)
        sittings.leave_out(connection, [*report.withdrawn, *_outdated(report, questions)])
        storage.note_published(connection, SHIPPED, digest, now)
    return report


def shipped_digest() -> str:
    """Return the digest of everything that the shipped questions are made from: data and generator."""
    total = sha256()
    for path in _sources(files("question_bank")):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def _sources(folder: Traversable) -> Iterable[Traversable]:
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.is_dir():
            yield from _sources(path)
        elif path.name.endswith((".py", ".yaml")):
            yield path


def _put_articles(connection: Connection, bank: Bank) -> None:
    articles = enumerate(bank.articles)
    storage.put_articles(
        connection, [{"id": a.id, "position": n, "body": a.model_dump(mode="json")} for n, a in articles]
    )


def _put_facts(connection: Connection, bank: Bank) -> None:
    rows = [
        {"id": f.id, "position": n, "statement": f.sentence(), "topic": f.topic, "withdrawn": False,
         "answers": dumps(answers(f), ensure_ascii=False)}
        for n, f in enumerate(bank.facts)
    ]  # fmt: skip
    storage.put_facts(connection, rows, {f.id: {c.article for c in f.citations} for f in bank.facts})
    storage.put_confusable(connection, confusable(bank))


def _changed(connection: Connection, bank: Bank) -> list[str]:
    """Return the facts that have another answer than the one that was learnt."""
    before = storage.answers_of_facts(connection)
    return [one.id for one in bank.facts if one.id in before and is_another(one, before[one.id], bank.names)]


def _outdated(report: Report, questions: Sequence[AnyQuestion]) -> list[str]:
    """Return the questions that asked for another answer before."""
    anew, updated = set(report.relearnt), set(report.updated)
    return [one.id for one in questions if one.id in updated and not anew.isdisjoint(one.facts)]


def _compare(before: dict[str, QuestionRow], questions: Sequence[AnyQuestion]) -> Report:
    digests = {question.id: digest_of(question) for question in questions}
    shipped = [row for row in before.values() if row.shipped_digest is not None]
    kept = [row for row in shipped if row.id in digests]
    changed = [row for row in kept if digests[row.id] != row.shipped_digest]
    returned = [row for row in kept if row.withdrawn and digests[row.id] == row.shipped_digest]
    gone = [row for row in shipped if row.id not in digests and not row.withdrawn]
    return Report(
        added=[one for one in digests if one not in before],
        updated=[row.id for row in (*changed, *returned) if not row.edited],
        withdrawn=[row.id for row in gone if not row.edited],
        left_alone=[row.id for row in (*changed, *gone) if row.edited],
    )


def _put(
    connection: Connection, before: dict[str, QuestionRow], questions: Sequence[AnyQuestion], wanted: set[str],
    now: datetime,
) -> None:  # fmt: skip
    rows, versions, facts = [], [], {}
    for position, question in enumerate(questions):
        if question.id in wanted:
            version = before[question.id].version + 1 if question.id in before else 1
            row = row_of(question, version=version, position=position, shipped_digest=digest_of(question))
            rows.append(row)
            versions.append(version_of(question, version, None, now))
            facts[question.id] = question.facts
    storage.put_questions(connection, rows, facts)
    storage.add_versions(connection, versions)
