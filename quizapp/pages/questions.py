"""Questions: the bank to be searched and, for teachers, the form in which a question is written."""

from quizapp.errors import NotFound
from quizapp.ui import bank_list, editor, layout, top, visit


def main() -> None:
    """Draw the form that the address asks for, or the list."""
    here = visit.here()
    target = editor.wanted() if here.actor.teaches else None
    said = editor.finished(target) if target else ""
    if target and not said:
        with layout.wide("Write a question"):
            draw_form(here, target)
        top.show_top(target)
        return
    layout.narrow("Questions")
    if target == editor.NEW:
        bank_list.show_all()  # or a filter might hide the new one
    bank_list.draw(here, said)
    top.show_top("list")


def draw_form(here: visit.Visit, target: str) -> None:
    """Draw the form, or the list if the question is gone."""
    try:
        editor.draw(here, target)
    except NotFound as gone:
        layout.advise(str(gone))
        bank_list.draw(here, "")


main()
