"""Words as checks compare them: without grammar, endings and accents, so that “rings” and “ringed” are one."""

import re
from functools import lru_cache

from question_bank.facts import GAP
from question_bank.marking import normalise

FIGURE = re.compile(r"(?<![\w-])\d+(?:,\d{3}(?!\d))*(?:\.\d+)?")
SHORTEST_ROOT = 3

_OF_GRAMMAR = """
a about above according all also although am an and another any are as ask at author be became become because been
before being below best between beyond both but by call called can case cause could correct described describes did
do does done down during each either else ever every example except false few first following follows for from had
has have he her him his how however i if in include included includes including into is it its known least less like
likely made mainly make makes many may me might more most much must my name named neither no none nor not of often
on one only or other our out over part per people question refer referred refers right said saw say says see seen
several shall she should shows since so some statement such term than that the their them then there these they this
those three through thus to told true two under until up upon us use used using very was we were what when where
which while who whom whose why will with within without word would wrong year yet you your article
"""
_GRAMMAR = frozenset(_OF_GRAMMAR.split())
"""Words that every question may hold, whatever it asks about."""

_ENDINGS = re.compile(r"(?:ies|ied|es|ed|ing|s|y|e)$")


@lru_cache(maxsize=100_000)
def root(word: str) -> str:
    """Return a plain word without its ending; short words stay as they are."""
    found = _ENDINGS.sub("", word)
    return found if len(found) >= SHORTEST_ROOT else word


def plain_words(text: str) -> list[str]:
    """Return the words of a text in reading order, in the form in which typed answers are compared."""
    return normalise(text.replace(GAP, " ")).split()


@lru_cache(maxsize=20_000)
def roots(text: str) -> frozenset[str]:
    """Return the roots of what a text is about: its words without those of grammar."""
    return frozenset(root(word) for word in plain_words(text) if word not in _GRAMMAR)


def is_grammar(word: str) -> bool:
    """Say whether a plain word only holds a sentence together."""
    return word in _GRAMMAR
