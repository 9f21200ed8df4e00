"""The bank as teachers keep it: browsed, searched, written, edited, withdrawn."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from json import dumps
from typing import Any, NamedTuple

from pydantic import ValidationError

from question_bank.facts import Article
from question_bank.kinds import KINDS, AnyQuestion, read_question, read_question_json
from question_bank.model import Problem
from quizapp.errors import NotFound, Unsound
from quizapp.services.checking import checked
from quizapp.services.identifiers import new_id
from quizapp.services.people import Actor, must_teach
from quizapp.storage import bank, sittings
from quizapp.storage.bank import QuestionRow, Search
from quizapp.storage.database import Connection, Database
from quizapp.storage.tables import fact as fact_table
from quizapp.storage.tables import question as question_table

PAGE = 20
LONGEST_TOPIC = 80
_NOT_EDITED = {"facts", "citations", "voice", "as_of", "conflicts"}
_UNKEEPABLE = "There is an invisible sign in it: type it anew."


class Found(NamedTuple):
    """A page of a search, and how many questions there are in all."""

    rows: Sequence[QuestionRow]
    total: int


class Draft(NamedTuple):
    """What a person is writing: the question as far as it can be read, what is wrong with it, what is advised."""

    question: AnyQuestion | None
    problems: Sequence[Problem]
    advice: Sequence[str] = ()


class Kept(NamedTuple):
    """A question as it stands now."""

    question: AnyQuestion
    row: QuestionRow


def search(db: Database, actor: Actor, wanted: Search, page: int = 0) -> Found:
    """Find questions; pages hold `PAGE` of them, counted from 0. Learners find what is asked, by its stem alone."""
    wanted = wanted._replace(for_learners=not actor.teaches)
    with db.reading() as connection:
        total = bank.count_found(connection, wanted)
        return Found(bank.found_questions(connection, wanted, page * PAGE, PAGE), total)


def topics(db: Database, actor: Actor) -> list[str]:
    """List the topics of the questions that are asked, for those who teach of withdrawn ones too."""
    with db.reading() as connection:
        return bank.topics(connection, withdrawn_too=actor.teaches)


def articles(db: Database, actor: Actor) -> dict[str, Article]:
    """Return the articles by id, in order."""
    with db.reading() as connection:
        return {body["id"]: Article.model_validate(body) for body in bank.article_bodies(connection)}


def read(db: Database, actor: Actor, question_id: str) -> Kept:
    """Return a question with its key.

    Raises:
        NotAllowed: the actor does not teach; learners meet questions in sittings.
        NotFound: there is no such question.
    """
    must_teach(actor)
    with db.reading() as connection:
        return _kept(connection, question_id)


def draft(fields: Mapping[str, Any], before: AnyQuestion | None = None) -> Draft:
    """Read what a person is writing and say what is wrong with it, in their words.

    What they cannot edit, such as the facts it asks about, stays as it was before.
    """
    try:
        question = read_question({"id": "draft", **fields})
    except ValidationError as error:
        unread = {problem.field: problem for problem in map(_plain, error.errors())}
        # A number wherever one was wanted, and else no text, to see what else is wrong.
        filling = {name: 0 if "number" in problem.message else "" for name, problem in unread.items()}
        readable = {**fields, **filling}
        others = draft(readable).problems if readable != fields else ()
        return Draft(None, [*unread.values(), *(one for one in others if one.field not in unread)])
    if before is not None:
        question = question.changed(**before.model_dump(include=_NOT_EDITED))
    problems, advice = checked(question)
    return Draft(question, [*problems, *unkeepable(question)], advice)


def save(
    db: Database, actor: Actor, fields: Mapping[str, Any], now: datetime, question_id: str | None = None
) -> str:  # fmt: skip
    """Keep a new question, or a new version of one; return its id. A new one is asked from the next sitting on.

    Raises:
        NotAllowed: the actor does not teach.
        NotFound: there is no question to edit.
        Unsound: the question has problems.
    """
    must_teach(actor)
    written = _sound(fields)
    with db.writing() as connection:
        if question_id is None:
            return _add(connection, actor, written, now)
        bank.lock_question(connection, question_id)
        before = _kept(connection, question_id)
        question = _sound(fields, before.question).changed(id=question_id)
        row = row_of(
            question,
            version=before.row.version + 1,
            position=bank.position_of(connection, question_table, question_id),
            shipped_digest=before.row.shipped_digest,
            edited=True,
        )
        row["withdrawn"] = before.row.withdrawn
        _put(connection, question, row, actor, now)
        _put_own_fact(connection, question)
    return question_id


def set_withdrawn(db: Database, actor: Actor, question_id: str, withdrawn: bool) -> None:
    """Stop asking a question, in sittings under way too, or ask it again.

    Raises:
        NotAllowed: the actor does not teach.
        NotFound: there is no such question.
    """
    must_teach(actor)
    with db.writing() as connection:
        bank.lock_question(connection, question_id)
        before = _kept(connection, question_id)
        shipped = before.row.shipped_digest
        # What a teacher withdrew is a teacher's, as what a teacher edited: publishing leaves it alone.
        edited = withdrawn or digest_of(before.question) != shipped if shipped else before.row.edited
        bank.set_withdrawn(connection, [question_id], withdrawn=withdrawn, edited=edited)
        if withdrawn:
            sittings.leave_out(connection, [question_id])


def row_of(
    question: AnyQuestion,
    *,
    version: int,
    position: int,
    shipped_digest: str | None = None,
    edited: bool = False,
) -> dict[str, Any]:
    """Return what is stored of a question beside its body: what lists show and searches look into."""
    stem = " ".join(question.stem.split())
    others = (question.answer, *getattr(question, "options", ()), question.topic, question.voice)
    return {
        "id": question.id, "version": version, "position": position, "kind": question.kind,
        "topic": question.topic, "stem": question.stem, "search": f"{stem}\n{' '.join(others)}".casefold(),
        "shipped_digest": shipped_digest, "edited": edited, "withdrawn": False,
    }  # fmt: skip


def digest_of(question: AnyQuestion) -> str:
    """Return a digest of all that a question says."""
    return sha256(question.model_dump_json().encode()).hexdigest()


def version_of(question: AnyQuestion, version: int, author_id: int | None, now: datetime) -> dict[str, Any]:
    """Return a version of a question as it is stored."""
    body = question.model_dump_json()
    return {
        "question_id": question.id,
        "version": version,
        "body": body,
        "author_id": author_id,
        "created_at": now,
    }


def _sound(fields: Mapping[str, Any], before: AnyQuestion | None = None) -> AnyQuestion:
    written = draft(fields, before)
    if written.question is None or written.problems:
        raise Unsound(written.problems)
    return written.question


def _kept(connection: Connection, question_id: str) -> Kept:
    row = bank.question_row(connection, question_id)
    body = bank.question_body(connection, question_id, row.version) if row else None
    if row is None or body is None:
        raise NotFound("This question is not in the bank any more: choose another in the list.")
    return Kept(read_question_json(body), row)


def _add(connection: Connection, actor: Actor, written: AnyQuestion, now: datetime) -> str:
    """Keep a new question; it asks about a fact of its own."""
    name = f"own-{new_id(now)}"
    question = written.changed(id=name, facts=(name,))
    _put_own_fact(connection, question, bank.next_position(connection, fact_table))
    row = row_of(question, version=1, position=bank.next_position(connection, question_table))
    _put(connection, question, row, actor, now)
    return name


def _put_own_fact(connection: Connection, question: AnyQuestion, position: int | None = None) -> None:
    """Keep the fact that a teacher's own question asks about; facts of articles are not touched."""
    if question.facts != (question.id,):
        return
    row: dict[str, Any] = {
        "id": question.id, "statement": question.explanation, "topic": question.topic, "withdrawn": False,
        "answers": dumps({"": question.answer}, ensure_ascii=False),
        "position": bank.position_of(connection, fact_table, question.id) if position is None else position,
    }  # fmt: skip
    bank.put_facts(connection, [row], {})


def _put(connection: Connection, question: AnyQuestion, row: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    bank.put_questions(connection, [row], {question.id: question.facts})
    bank.add_versions(connection, [version_of(question, row["version"], actor.id, now)])


def _plain(error: Any) -> Problem:
    """Put one of pydantic's errors into plain words; those of a kind begin with its name."""
    kind, *place = error["loc"] or ("",)
    field = _form_name(str(kind), str(place[0]) if place else "kind")
    if error["type"].startswith(("float", "finite")):
        return Problem(field=field, message="Give a number in digits, such as 147 or 40.7.")
    if error["type"].startswith("missing"):
        return Problem(field=field, message=f"Fill in “{_label(str(kind), field)}”.")
    if error["type"] == "string_unicode":
        return Problem(field=field, message=_UNKEEPABLE)
    return Problem(field=field, message=f"{field}: {error['msg']}.")


def _label(kind: str, field: str) -> str:
    labels = {edit.name: edit.label for edit in KINDS[kind].edit_fields} if kind in KINDS else {}
    return labels.get(field, field.capitalize())


def _form_name(kind: str, name: str) -> str:
    """Return what the form calls a field of a kind."""
    fields = KINDS[kind].edit_fields if kind in KINDS else ()
    names = {edit.fills: edit.name for edit in fields if edit.fills}
    return names.get(name, name)


def unkeepable(question: AnyQuestion) -> list[Problem]:
    """Say what the database could not keep."""
    fields = question.model_dump(mode="json", exclude={"citations", "conflicts"})
    found = [
        Problem(field=_form_name(question.kind, name), message=_UNKEEPABLE)
        for name, value in fields.items()
        if "\\u0000" in dumps(value).replace("\\\\", "")
    ]
    if len(question.topic) > LONGEST_TOPIC:
        found.append(Problem(field="topic", message=f"Shorten the topic to {LONGEST_TOPIC} characters."))
    return found
