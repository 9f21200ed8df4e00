"""What all questions about the same facts share: where they stand, who says so, what is taught afterwards."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from question_bank.bank import Bank
from question_bank.facts import Fact
from question_bank.question import Rival

SEVERAL_VOICES = "several voices"


def shared(bank: Bank, facts: Sequence[Fact]) -> dict[str, Any]:
    """Return the fields that all questions about these facts share."""
    ids = tuple(dict.fromkeys(fact.id for fact in facts))
    asked = [bank.fact_by_id[one] for one in ids]
    voices, times = {fact.voice for fact in asked}, {fact.as_of for fact in asked}
    return {
        "facts": ids,
        "topic": Counter(fact.topic for fact in asked).most_common(1)[0][0],
        "explanation": _explanation(asked),
        "citations": tuple(dict.fromkeys(citation for fact in asked for citation in fact.citations)),
        "voice": voices.pop() if len(voices) == 1 else SEVERAL_VOICES,
        "as_of": times.pop() if len(times) == 1 else "",
        "conflicts": _rivals(bank, asked),
    }


def _explanation(facts: Sequence[Fact]) -> str:
    """Return what is taught: one fact with what belongs to it, or several facts."""
    if len(facts) == 1:
        return f"{facts[0].sentence()} {facts[0].explanation}"
    return "\n".join(fact.sentence() for fact in facts)


def _rivals(bank: Bank, facts: Sequence[Fact]) -> tuple[Rival, ...]:
    """Return what other articles say instead, unless the question asks about that as well."""
    asked = {fact.id for fact in facts}
    others = dict.fromkeys(other for fact in facts for other in fact.conflicts if other not in asked)
    return tuple(_rival(bank.fact_by_id[other]) for other in others)


def _rival(fact: Fact) -> Rival:
    return Rival(
        fact=fact.id, statement=fact.sentence(), voice=fact.voice, as_of=fact.as_of, citations=fact.citations
    )  # fmt: skip
