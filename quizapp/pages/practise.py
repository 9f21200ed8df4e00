"""Practise: choose what to practise, then one question at a time, then the summary."""

from quizapp.errors import QuizappError
from quizapp.ui import asking, browser, layout, planning, sitting, visit


@layout.fragment  # so that a click runs only this, and neither app.py nor the navigation
def main() -> None:
    """Draw what the address asks for; app.py does not stand around a fragment, so errors are met here."""
    sitting_id = visit.address(asking.SITTING)
    try:
        if sitting_id is None:
            planning.draw()
        else:
            sitting.draw(sitting_id)
    except QuizappError as error:
        layout.problem(str(error))


layout.narrow("Practise")
browser.guide()
main()
