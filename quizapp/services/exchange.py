"""Questions brought in from files and taken out again: looked at first, then kept all together or not at all."""

import gc
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from json import dumps
from typing import Literal, NamedTuple

from question_bank import formats
from question_bank.formats.exchange import IMPORTED, Exported, Format, Imported, Trouble
from question_bank.formats.exchange import Refused as FileRefused
from question_bank.formats.foreign import explained, made_id
from question_bank.kinds import AnyQuestion, read_question_json
from quizapp.errors import Refused
from quizapp.services.checking import errors
from quizapp.services.people import Actor, must_teach
from quizapp.services.pictures import SHOWN, NoPicture, names_in, own_name, pictures
from quizapp.services.questions import LONGEST_TOPIC, row_of, unkeepable, version_of
from quizapp.storage import bank, sittings
from quizapp.storage import files as file_storage
from quizapp.storage.bank import KeptRow, Search
from quizapp.storage.database import Connection, Database
from quizapp.storage.tables import fact as fact_table
from quizapp.storage.tables import question as question_table

LONGEST_ID = 100
State = Literal["new", "changed", "same", "back"]
"""What a question of a file is to the bank; what was withdrawn comes back."""

_PROVENANCE = ("citations", "voice", "as_of", "conflicts")


class Understood(NamedTuple):
    """A question of a file, what it is to the bank, and what it asked before if it asks something else now."""

    question: AnyQuestion
    state: State
    asked_before: str = ""


class Preview(NamedTuple):
    """What a file holds and what importing it would do; nothing has been kept yet."""

    format: str
    questions: Sequence[Understood]
    troubles: Sequence[Trouble]
    files: Mapping[str, bytes]

    def count(self, *states: State) -> int:
        """Count the questions in some states."""
        return sum(one.state in states for one in self.questions)


class Kept(NamedTuple):
    """What the bank has: questions by id, and where facts stand."""

    questions: Mapping[str, KeptRow]
    facts: Mapping[str, int]


class Done(NamedTuple):
    """What an import did, in ids of questions."""

    added: Sequence[str] = ()
    updated: Sequence[str] = ()
    unchanged: Sequence[str] = ()


def preview_import(
    db: Database, actor: Actor, name: str, data: bytes, format_name: str | None = None, topic: str = ""
) -> Preview:
    """Read a file without keeping anything; a topic that is given counts for all its questions.

    Raises:
        NotAllowed: the actor does not teach.
        Refused: the file cannot be read, or there is no such format.
    """
    must_teach(actor)
    try:
        format = formats.by_name(format_name) if format_name else formats.detected(name, data)
        with _uncollected():
            return _previewed(db, format.title, format.read(data), " ".join(topic.split()))
    except FileRefused as reason:
        raise Refused(str(reason)) from reason


def import_questions(db: Database, actor: Actor, preview: Preview, now: datetime) -> Done:
    """Keep what a preview showed; a question that is there already gets a new version if it says something else.

    Raises:
        NotAllowed: the actor does not teach.
    """
    must_teach(actor)
    with db.writing() as connection, _uncollected():
        bank.lock_bank(connection)
        understood, kept = _understood(connection, [one.question for one in preview.questions])
        _put(connection, [one.question for one in understood if one.state != "same"], kept, actor, now)
        file_storage.put_files(connection, preview.files, now)
    return Done(
        added=[one.question.id for one in understood if one.state == "new"],
        updated=[one.question.id for one in understood if one.state in ("changed", "back")],
        unchanged=[one.question.id for one in understood if one.state == "same"],
    )


def withdraw_imported(db: Database, actor: Actor, ids: Collection[str]) -> int:
    """Stop asking questions that were imported just now; return how many there are.

    Raises:
        NotAllowed: the actor does not teach.
    """
    must_teach(actor)
    with db.writing() as connection:
        own = [one for one, kept in bank.kept_questions(connection, ids).items() if kept.row.shipped_digest is None]
        bank.set_withdrawn(connection, own, withdrawn=True, edited=False)
        sittings.leave_out(connection, own)
    return len(own)


def export_questions(db: Database, actor: Actor, format_name: str, chosen: Search) -> Exported:
    """Write the questions that a search finds and that are asked, with their pictures.

    Raises:
        NotAllowed: the actor does not teach.
        Refused: there is no such format.
    """
    must_teach(actor)
    format = _format(format_name)
    questions = asked_questions(db, actor, chosen)
    return format.write(questions, pictures(db, actor, names_in(questions)))


def count_asked(db: Database, actor: Actor, chosen: Search) -> int:
    """Count the questions that a search finds and that are asked.

    Raises:
        NotAllowed: the actor does not teach.
    """
    must_teach(actor)
    with db.reading() as connection:
        return bank.count_found(connection, chosen, asked_only=True)


def asked_questions(db: Database, actor: Actor, chosen: Search) -> list[AnyQuestion]:
    """Return the questions that a search finds and that are asked, in the order of the bank.

    Raises:
        NotAllowed: the actor does not teach.
    """
    must_teach(actor)
    with db.reading() as connection:
        return [*map(read_question_json, bank.found_bodies(connection, chosen))]


def _previewed(db: Database, title: str, imported: Imported, topic: str) -> Preview:
    troubles = list(imported.troubles)
    names = _named(imported.files, troubles)
    read = [_fitted(one, names, topic, troubles) for one in imported.questions]
    sound = [question for question in read if question]
    with db.reading() as connection:
        questions, _ = _understood(connection, sound)
    shown = names_in(sound)
    files = {new: imported.files[old] for old, new in names.items() if new in shown}
    return Preview(title, questions, troubles, files)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let Python look for no garbage meanwhile: all that is read stays in use, and looking takes half of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _format(name: str) -> Format:
    try:
        return formats.by_name(name)
    except FileRefused as reason:
        raise Refused(str(reason)) from reason


def _named(files: Mapping[str, bytes], troubles: list[Trouble]) -> dict[str, str]:
    """Return our names of the pictures in a file; what is no picture is told."""
    names = {}
    for name, data in files.items():
        try:
            names[name] = own_name(data)
        except NoPicture as reason:
            troubles.append(Trouble.at(name, f"{reason} It was left out."))
    return names


def _fitted(
    question: AnyQuestion, names: Mapping[str, str], topic: str, troubles: list[Trouble]
) -> AnyQuestion | None:  # fmt: skip
    """Return a question as the bank can keep it, or nothing if it cannot; what that changes is told."""
    place = f"“{question.stem[:60]}”"
    text = question.model_dump_json()
    problems = [one.message for one in unkeepable(question)] if "\\u0000" in text else []
    if "](file:" in text and names:
        question = read_question_json(SHOWN.sub(lambda found: _renamed(found, names), text))
        problems += [one.message for one in question.problems()]
    if problems := problems or errors(question):
        troubles.append(Trouble.at(place, " ".join(problems), question.stem))
        return None
    fields = {"topic": topic} if topic else {}
    if len(topic or question.topic) > LONGEST_TOPIC:
        fields["topic"] = (topic or question.topic)[: LONGEST_TOPIC - 1].rstrip() + "…"
        reason = f"Its topic was cut to {LONGEST_TOPIC} characters. {IMPORTED}"
        troubles.append(Trouble.at(place, reason, topic or question.topic))
    if len(question.id) > LONGEST_ID or not question.id.isprintable():
        fields["id"] = made_id("import", question.id)
    return question.model_copy(update=fields) if fields else question


def _renamed(shown: re.Match[str], names: Mapping[str, str]) -> str:
    """Return the sign of a picture with our name of its file."""
    return shown[0].replace(f"(file:{shown[1]})", f"(file:{names.get(shown[1], shown[1])})")


def _understood(connection: Connection, questions: Sequence[AnyQuestion]) -> tuple[list[Understood], Kept]:
    """Say what each question is to the bank, and what the bank has of them; two are never taken for one."""
    before = bank.kept_questions(connection, [one.id for one in questions])
    facts = bank.positions(connection, fact_table, {name for one in questions for name in (one.id, *one.facts)})
    apart = {one.id: _apart(one) for one in questions if one.id in facts and one.id not in before}
    before |= bank.kept_questions(connection, [one.id for one in apart.values()])
    fitted = (apart.get(one.id, one) for one in questions)
    return [_compared(question, before.get(question.id), facts) for question in fitted], Kept(before, facts)


def _apart(question: AnyQuestion) -> AnyQuestion:
    """Return a question under another id, where its own is that of a fact: its own fact would replace that."""
    return question.model_copy(update={"id": made_id("import", question.id)})


def _compared(question: AnyQuestion, kept: KeptRow | None, facts: Collection[str]) -> Understood:
    """Say what a question is to the bank: it asks about facts that are known here, or else about one of its own."""
    if kept is None:
        asked = tuple(fact for fact in question.facts if fact in facts) or (question.id,)
        return Understood(question if asked == question.facts else question.model_copy(update={"facts": asked}), "new")
    old = read_question_json(kept.body)
    missing = {name: getattr(old, name) for name in _PROVENANCE if getattr(question, name) == _usual(question, name)}
    question = question.model_copy(update={"facts": old.facts, **missing})
    before = old.stem if old.stem != question.stem else ""
    if kept.row.withdrawn:
        return Understood(question, "back", before)
    return Understood(question, "same" if question == old else "changed", before)


def _usual(question: AnyQuestion, name: str) -> object:
    return type(question).model_fields[name].get_default()


def _put(connection: Connection, questions: Sequence[AnyQuestion], bank_has: Kept, actor: Actor, now: datetime) -> None:
    rows, versions = [], []
    for position, question in enumerate(questions, bank.next_position(connection, question_table)):
        kept = bank_has.questions.get(question.id)
        version = kept.row.version + 1 if kept else 1
        shipped = kept.row.shipped_digest if kept else None
        place = kept.position if kept else position
        rows.append(row_of(question, version=version, position=place, shipped_digest=shipped, edited=kept is not None))
        versions.append(version_of(question, version, actor.id or None, now))
    _put_own_facts(connection, questions, bank_has.facts)
    bank.put_questions(connection, rows, {one.id: one.facts for one in questions})
    bank.add_versions(connection, versions)


def _put_own_facts(connection: Connection, questions: Sequence[AnyQuestion], places: Mapping[str, int]) -> None:
    """Keep the facts that questions ask about which belong to no article."""
    own = [one for one in questions if one.facts == (one.id,)]
    rows = [
        {
            "id": one.id, "position": places.get(one.id, position), "statement": _statement(one), "topic": one.topic,
            "withdrawn": False, "answers": dumps({"": one.answer}, ensure_ascii=False),
        }
        for position, one in enumerate(own, bank.next_position(connection, fact_table))
    ]  # fmt: skip
    bank.put_facts(connection, rows, {})


def _statement(question: AnyQuestion) -> str:
    """Return what a question teaches: its explanation, or stem and answer where that only names the answer."""
    is_bare = question.explanation == explained(question.answer)
    return f"{question.stem} {question.answer}" if is_bare else question.explanation
