"""Everyday questions are answered near the README, and briefly."""

from statistics import median

from tests.docs.pages import ROOT
from tests.docs.questions import QUESTIONS, hops, measured

MOST_HOPS, MOST_BYTES = 1.5, 2_000


def test_no_question_is_without_an_answer() -> None:
    answered = {asked.page for asked, _far, _size in measured(ROOT, QUESTIONS)}

    assert {asked.page for asked in QUESTIONS} <= answered
    assert answered <= set(hops(ROOT))


def test_the_answers_are_near_and_short() -> None:
    found = measured(ROOT, QUESTIONS)

    assert median(far for _asked, far, _size in found) <= MOST_HOPS
    assert median(size for _asked, _far, size in found) <= MOST_BYTES
