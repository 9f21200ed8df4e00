"""What the columns of a table mean, by their names in the first line."""

import re
from collections.abc import Sequence
from typing import NamedTuple

_ONE = r"(?:option|choice|answer|alternative|antwort(?:option)?|opci[oó]n|respuesta|r[eé]ponse|risposta|resposta)"
_NAMES: dict[str, tuple[str, ...]] = {
    "more": (r"quizapp",),
    "question": (
        r"questions?|question text|question stem|stem|prompt|html of the question|frage(?:text|stellung)?|preguntas?|"
        r"enunciado|domanda|pergunta",
        r"question .*characters.*|question (?:title|fr|en)|term|begriff|word|front|vorderseite|clue|statement|problem|"
        r"text",
    ),
    "options": (
        r"(?:all |possible |answer )?(?:options|choices|answers|alternatives|antworten|opciones|respuestas)|"
        r".*\boptions? separated by\b.*",
    ),
    "wrong": (r"(?:wrong|incorrect|false|other)(?: answers?| options?| choices?)|distractors?|falsche antworten",),
    "accepted": (r"accepted(?: answers?)?|also accepted|alternative answers?|synonyms?",),
    "answer": (
        r"(?:the )?(?:correct|right)(?: answers?| options?| choices?| letter| index| answer s.*)?|key|solution|"
        r"answer key",
        r"answers?|correct option text|richtige antwort|l[oö]sung|antwort|respuestas? correctas?|respuesta|correctas?|"
        r"bonne r[eé]ponse|r[eé]ponse|definition|meaning|bedeutung|back|r[uü]ckseite|response|translation",
    ),
    "explanation": (
        r"explanations?|feedback|general feedback|rationale|html of the explanation to the answer|justification|"
        r"erkl[aä]rung|explicaci[oó]n|why",
        r"comments?|remarks?",
    ),
    "topic": (
        r"topics?|categor(?:y|ies)|subjects?|thema|kategorie|tema|categor[ií]a",
        r"decks?|chapters?|themes?|sections?|units?|specialty|specialties",
        r"quiz(?: title| name)?|tags?",
    ),
    "kind": (r"kind|type|question type|q ?type|fragetyp|tipo",),
    "id": (r"id|guid|uuid|question id|id ?number",),
    "tolerance": (r"tolerance|margin|may differ by|error margin",),
}
_PATTERNS = {meaning: [re.compile(one) for one in patterns] for meaning, patterns in _NAMES.items()}
_NUMBERED = re.compile(rf"(?:{_ONE} ?)?(?:[a-j]|[1-9]|10)|{_ONE} ?(?:[a-j]|\d\d?)\b.*")
_NUMBERED_WRONG = re.compile(r"(?:wrong|incorrect|distractor|false)(?: answer| option| choice)? ?(?:[a-j]|\d\d?)")
_LONGEST_NAME = 120
_POINTS = re.compile(r"(?:points?|score|weight|fraction) ?(?:[a-j]|\d\d?)")


class Columns(NamedTuple):
    """Where each meaning stands in a row; what has no meaning is listed by its name."""

    places: dict[str, int]
    options: list[int]
    wrong: list[int]
    points: list[int]
    unknown: list[str]

    @property
    def are_enough(self) -> bool:
        """Say whether there is a question, and something that answers it."""
        has_answers = bool({"answer", "options", "more"} & self.places.keys() or self.options)
        return "question" in self.places and has_answers


def columns(header: Sequence[str]) -> Columns:
    """Return what the columns mean; of two with the same meaning, the first has it."""
    names = [_plain(name) for name in header]
    found = Columns({}, [], [], [], [])
    free = [place for place, name in enumerate(names) if name]
    free = _numbered(names, free, found)
    for meaning, patterns in _PATTERNS.items():
        fitting = (place for pattern in patterns for place in free if pattern.fullmatch(names[place]))
        if (place := next(fitting, None)) is not None:
            found.places[meaning] = place
            free.remove(place)
    _sort_out(names, free, found)
    found.unknown.extend(header[place].strip() for place in free)
    return found


def _numbered(names: list[str], free: list[int], found: Columns) -> list[int]:
    """Take the columns that number answers, if there are two or more."""
    for pattern, places in ((_NUMBERED_WRONG, found.wrong), (_POINTS, found.points), (_NUMBERED, found.options)):
        taken = [place for place in free if pattern.fullmatch(names[place])]
        if len(taken) > 1 or (places is found.wrong and taken):
            places.extend(taken)
            free = [place for place in free if place not in taken]
    return free


def _sort_out(names: list[str], free: list[int], found: Columns) -> None:
    """See to it that “answers” holds the key when nothing else does, and that “unit” measures beside figures."""
    places = found.places
    if "unit" in names and {"tolerance", "more"} & places.keys():
        places["unit"] = names.index("unit")
        if places.get("topic") == places["unit"]:
            del places["topic"]
        free[:] = [place for place in free if place != places["unit"]]
    if "options" in places and not ({"answer", "more"} & places.keys() or found.points):
        places["answer"] = places.pop("options")


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", name[:_LONGEST_NAME].lower()).split())
