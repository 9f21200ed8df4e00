"""Questions brought in from files and taken out again: looked at first, then kept all together or not at all."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from question_bank import formats
from question_bank.formats.exchange import IMPORTED, Exported, Format, Trouble
from question_bank.formats.exchange import Refused as FileRefused
from question_bank.formats.foreign import explained, made_id
from question_bank.kinds import AnyQuestion, read_question_json
from quizapp.errors import Refused
from quizapp.services.people import Actor, must_teach
from quizapp.services.pictures import SHOWN, NoPicture, names_in, own_name, pictures
from quizapp.services.questions import LONGEST_TOPIC, digest_of, row_of, unkeepable, version_of
from quizapp.storage import bank
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
        imported = format.read(data)
    except FileRefused as reason:
        raise Refused(str(reason)) from reason
    troubles = list(imported.troubles)
    names = _named(imported.files, troubles)
    read = [_fitted(one, names, " ".join(topic.split()), troubles) for one in imported.questions]
    sound = [question for question in read if question]
    with db.reading() as connection:
        questions = _understood(sound, bank.kept_questions(connection, [one.id for one in sound]), connection)
    shown = names_in(sound)
    files = {new: imported.files[old] for old, new in names.items() if new in shown}
    return Preview(format.title, questions, troubles, files)


def import_questions(db: Database, actor: Actor, preview: Preview, now: datetime) -> Done:
    """Keep what a preview showed; a question that is there already gets a new version if it says something else.

    Raises:
        NotAllowed: the actor does not teach.
    """
    must_teach(actor)
    with db.writing() as connection:
        bank.lock_bank(connection)
        asked = [one.question for one in preview.questions]
        before = bank.kept_questions(connection, [one.id for one in asked])
        understood = _understood(asked, before, connection)
        _put(connection, [one.question for one in understood if one.state != "same"], before, actor, now)
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
    fields = {"topic": topic or question.topic}
    if len(fields["topic"]) > LONGEST_TOPIC:
        fields["topic"] = fields["topic"][: LONGEST_TOPIC - 1].rstrip() + "…"
        reason = f"Its topic was cut to {LONGEST_TOPIC} characters. {IMPORTED}"
        troubles.append(Trouble.at(f"“{question.stem[:60]}”", reason, question.topic))
    if len(question.id) > LONGEST_ID or not question.id.isprintable():
        fields["id"] = made_id("import", question.id)
    fitted = _renamed(question.model_copy(update=fields), names)
    if problems := [*fitted.problems(), *unkeepable(fitted)]:
        troubles.append(Trouble.at(f"“{question.stem[:60]}”", " ".join(one.message for one in problems), question.stem))
        return None
    return fitted


def _renamed(question: AnyQuestion, names: Mapping[str, str]) -> AnyQuestion:
    """Return a question that shows files by our names."""
    text = question.model_dump_json()
    if "](file:" not in text or not names:
        return question
    return read_question_json(
        SHOWN.sub(lambda found: found[0].replace(f"(file:{found[1]})", f"(file:{names.get(found[1], found[1])})"), text)
    )


def _understood(
    questions: Sequence[AnyQuestion], before: Mapping[str, KeptRow], connection: Connection
) -> list[Understood]:  # fmt: skip
    known = bank.positions(connection, fact_table, {fact for one in questions for fact in one.facts})
    return [_compared(question, before.get(question.id), known) for question in questions]


def _compared(question: AnyQuestion, kept: KeptRow | None, facts: Collection[str]) -> Understood:
    """Say what a question is to the bank: it asks about facts that are known here, or else about one of its own."""
    if kept is None:
        known = [fact for fact in question.facts if fact in facts]
        return Understood(question.model_copy(update={"facts": tuple(known) or (question.id,)}), "new")
    old = read_question_json(kept.body)
    missing = {name: getattr(old, name) for name in _PROVENANCE if getattr(question, name) == _usual(question, name)}
    question = question.model_copy(update={"facts": old.facts, **missing})
    before = old.stem if old.stem != question.stem else ""
    if kept.row.withdrawn:
        return Understood(question, "back", before)
    return Understood(question, "same" if digest_of(question) == digest_of(old) else "changed", before)


def _usual(question: AnyQuestion, name: str) -> object:
    return type(question).model_fields[name].get_default()


def _put(
    connection: Connection, questions: Sequence[AnyQuestion], before: Mapping[str, KeptRow], actor: Actor, now: datetime
) -> None:
    rows, versions = [], []
    for position, question in enumerate(questions, bank.next_position(connection, question_table)):
        kept = before.get(question.id)
        version = kept.row.version + 1 if kept else 1
        shipped = kept.row.shipped_digest if kept else None
        place = kept.position if kept else position
        rows.append(row_of(question, version=version, position=place, shipped_digest=shipped, edited=kept is not None))
        versions.append(version_of(question, version, actor.id or None, now))
    _put_own_facts(connection, questions)
    bank.put_questions(connection, rows, {one.id: one.facts for one in questions})
    bank.add_versions(connection, versions)


def _put_own_facts(connection: Connection, questions: Sequence[AnyQuestion]) -> None:
    """Keep the facts that questions ask about which belong to no article."""
    own = [one for one in questions if one.facts == (one.id,)]
    places = bank.positions(connection, fact_table, [one.id for one in own])
    rows = [
        {
            "id": one.id, "position": places.get(one.id, position), "statement": _statement(one), "topic": one.topic,
            "withdrawn": False,
        }
        for position, one in enumerate(own, bank.next_position(connection, fact_table))
    ]  # fmt: skip
    bank.put_facts(connection, rows, {})


def _statement(question: AnyQuestion) -> str:
    """Return what a question teaches: its explanation, or stem and answer where that only names the answer."""
    is_bare = question.explanation == explained(question.answer)
    return f"{question.stem} {question.answer}" if is_bare else question.explanation
