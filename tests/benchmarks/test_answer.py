"""The benchmark of the answer path keeps up with the schema: every contestant really answers."""

from __future__ import annotations

from pathlib import Path

from benchmarks.answer import LENGTH, Anki, Floor, Ours

CARDS = 60
STEPS = LENGTH + 5  # over the end of a sitting


def test_every_contestant_answers_one_question_a_step(tmp_path: Path) -> None:
    (tmp_path / "floor").mkdir()
    ours, floor = Ours(tmp_path, CARDS, CARDS), Floor(tmp_path / "floor", CARDS, CARDS)
    anki = Anki(tmp_path / "anki", CARDS, shows=True)
    for _ in range(STEPS):
        ours.step()
        floor.step()
        anki.step()
    for one in (ours, floor):
        with one.db.reading() as connection:
            logged = connection.exec_driver_sql("SELECT (SELECT count(*) FROM attempt), (SELECT count(*) FROM review)")
            assert tuple(logged.one()) == (STEPS, STEPS)
        one.db.close()
    assert anki.collection.card_stats_data(anki.card.id) is not None
