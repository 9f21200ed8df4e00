"""Where a question's fact stands, and who says otherwise, in lines to be read."""

from question_bank.facts import AUTHOR
from question_bank.question import Question
from quizapp.ui import feedback
from quizapp.ui.rich import rich
from quizapp.ui.text import plain


def source_lines(question: Question) -> list[str]:
    """Return Markdown lines: who says so and where, if an article does, and what other articles say instead."""
    lines = []
    if question.citations or question.voice != AUTHOR:
        lines.append(f":gray[{plain(feedback.where(question.voice, question.citations, question.as_of))}]")
    for rival in question.conflicts:
        source = feedback.where(rival.voice, rival.citations, rival.as_of)
        lines.append(f"Another article says otherwise: {rich(rival.statement)} :gray[{plain(source)}]")
    return lines
