"""Facts → questions. The same facts give the same questions, to the byte."""

from collections.abc import Iterator
from typing import Any

from question_bank.bank import Bank
from question_bank.facts import Fact
from question_bank.generate.balance import balance
from question_bank.generate.common import shared
from question_bank.generate.distractors import Asked, Options, choose_options, every_slot
from question_bank.generate.errors import with_an_error
from question_bank.generate.parts import with_all_gaps
from question_bank.generate.sources import who_says_so
from question_bank.generate.spellings import accepted
from question_bank.generate.stems import made_false, with_gap
from question_bank.generate.together import ordered, paired, with_several_keys
from question_bank.kinds import AnyQuestion
from question_bank.kinds.cloze import Cloze
from question_bank.kinds.flashcard import Flashcard
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.kinds.numeric import Numeric
from question_bank.kinds.short_answer import ShortAnswer
from question_bank.kinds.true_false import TrueFalse


def generate(bank: Bank) -> list[AnyQuestion]:
    """Return the questions of all facts, in the bank's order.

    Each slot becomes a multiple choice and a question to recall: a figure is typed in digits (and fills a gap
    where the statement has other slots), a reason or an effect is a flashcard, and what is short enough to be
    typed is a short answer or a cloze in turn. A fact with one slot is also a statement to judge; one with more
    has all its gaps to fill at once, and an error to find. Then come questions across facts: orderings, matchings,
    those with several keys, and who says so.
    """
    options = choose_options(bank)
    gaps = balance({asked.id: ways for asked in every_slot(bank) if (ways := _gap_or_not(asked))})
    errors = with_an_error(bank, options)
    truths = balance({fact.id: (0, 1) for fact in bank.facts if len(fact.slots) == 1})
    found: list[AnyQuestion] = []
    for fact in bank.facts:
        common = shared(bank, [fact])
        for asked in (Asked(fact, name) for name in fact.slots):
            if asked.id in options:
                found.append(_choice(asked, options[asked.id], common))
            found += _recall(bank, asked, bool(gaps.get(asked.id)), common)
        if fact.id in truths:
            false = [one for one in _false_statements(fact, options) if one not in bank.sentences]
            found.append(_judged(fact, None if truths[fact.id] else next(iter(false), None), common))
        found += with_all_gaps(bank, fact, options, common)
        if fact.id in errors:
            found.append(errors[fact.id])
    return [*found, *ordered(bank), *paired(bank), *with_several_keys(bank), *who_says_so(bank)]


def _gap_or_not(asked: Asked) -> tuple[int, ...]:
    """Return 1 if a slot can be a gap to fill, 0 if a question answered in words; nothing if it is neither."""
    if asked.slot.is_numeric:
        return (1,) if len(asked.fact.slots) > 1 else ()
    return (0, 1) if asked.slot.is_typed else ()


def _choice(asked: Asked, options: Options, common: dict[str, Any]) -> MultipleChoice:
    return MultipleChoice(
        id=f"{asked.id}.multiple_choice",
        stem=asked.slot.stem,
        options=options.shown,
        key=options.key,
        ordered=options.ordered,
        **common,
    )


def _recall(bank: Bank, asked: Asked, as_gap: bool, common: dict[str, Any]) -> Iterator[AnyQuestion]:
    """Yield the questions that make a learner produce the answer of a slot."""
    slot, stem = asked.slot, asked.slot.stem
    if not slot.is_typed:
        yield Flashcard(id=f"{asked.id}.flashcard", stem=stem, accepted=(slot.answer,), **common)
        return
    if slot.is_numeric:
        figure = {"value": slot.value, "tolerance": slot.tolerance, "unit": slot.unit}
        yield Numeric(id=f"{asked.id}.numeric", stem=stem, **figure, **common)
    ways = accepted(slot, bank.names)
    if as_gap:
        gapped = with_gap(asked.fact, asked.name)
        yield Cloze(id=f"{asked.id}.cloze", stem=gapped, accepted=ways, **common)
    elif not slot.is_numeric:
        yield ShortAnswer(id=f"{asked.id}.short_answer", stem=stem, accepted=ways, **common)


def _false_statements(fact: Fact, options: dict[str, Options]) -> Iterator[str]:
    for name in fact.slots:
        if found := options.get(f"{fact.id}.{name}"):
            yield from made_false(fact, name, found.wrong)


def _judged(fact: Fact, false: str | None, common: dict[str, Any]) -> TrueFalse:
    """Return a statement to judge; the true one where no false one can be made."""
    stem, key = (fact.sentence(), "True") if false is None else (false, "False")
    return TrueFalse(id=f"{fact.id}.true_false", stem=stem, key=key, **common)
