"""Who says so: the articles, or the voices, to choose from."""

from collections.abc import Iterator

from question_bank.bank import Bank
from question_bank.facts import Fact
from question_bank.generate.balance import shuffled
from question_bank.generate.common import shared
from question_bank.kinds.who_says_so import WhoSaysSo

MOST = 4


def who_says_so(bank: Bank) -> Iterator[WhoSaysSo]:
    """Yield a question for the source of each fact that has one to be told."""
    for source in bank.sources:
        fact = bank.fact_by_id[source.fact]
        key = fact.voice if source.others else bank.article_of(fact.id).title
        others = source.others or _other_articles(bank, fact, key)
        yield WhoSaysSo(
            id=f"{fact.id}.who_says_so",
            stem=bank.named(source.stem, fact.id),
            options=tuple(shuffled((key, *others), f"{fact.id} who says so")),
            key=key,
            **shared(bank, [fact]),
        )


def _other_articles(bank: Bank, fact: Fact, title: str) -> list[str]:
    """Return the titles of articles that do not say so, first of those that say otherwise."""
    rivals = [bank.article_of(other).title for other in fact.conflicts]
    cited = {bank.article_by_id[citation.article].title for citation in fact.citations}
    rest = shuffled((article.title for article in bank.articles), fact.id)
    return [one for one in dict.fromkeys((*rivals, *rest)) if one not in cited | {title}][: MOST - 1]
