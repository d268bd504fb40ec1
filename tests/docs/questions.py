"""How far the answers to everyday questions are: `python -m tests.docs.questions` prints them.

A hop is the opening of a page, the README being 0; the bytes are those of the section with the answer.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.docs.pages import ROOT, prose, sections

_LINK = re.compile(r"\]\(([^)\s#]+\.md)[^)]*\)")


@dataclass(frozen=True)
class Question:
    """A question, and where it is answered: a page, and the headings that take part in the answer."""

    text: str
    page: str
    headings: tuple[str, ...]


QUESTIONS = (
    Question("How do I add a fourth format?", "docs/dev/how-to/format.md", ()),
    Question(
        "Why may nobody approve their own story, and where is that?",
        "docs/dev/who-may-do-what.md",
        ("Four eyes",),
    ),
    Question("The worker is down.", "docs/operations/alarms.md", ("The worker is down or behind",)),
    Question("How do I add a public filter?", "docs/dev/how-to/public-filter.md", ()),
    Question("How do I change the text of a mail?", "docs/dev/how-to/mail.md", ("Change a text",)),
    Question("How do I run one test?", "docs/dev/how-to/run-one-test.md", ()),
    Question("Why did I get 409?", "docs/newsroom-api.md", ("Seals and 409",)),
    Question("What does the seal cover?", "docs/dev/rooms/cms-publishing.md", ("The seal",)),
    Question("How do I add a setting?", "docs/dev/how-to/setting.md", ()),
    Question("How do I restore a backup?", "docs/operations/backup-and-restore.md", ("Restore a backup",)),
    Question(
        "Who may do what?", "docs/dev/who-may-do-what.md", ("Groups", "Acts on a story", "Scopes of tokens")
    ),
    Question("How do I add an event?", "docs/dev/how-to/event.md", ()),
)


def hops(root: Path) -> dict[str, int]:
    """Return how many pages are opened on the way from the README to each page that links lead to."""
    found = {"README.md": 0}
    ahead = ["README.md"]
    for name in ahead:
        page = root / name
        for link in _LINK.findall(prose(page.read_text(encoding="utf-8"))):
            target = (page.parent / link).resolve()
            if "://" not in link and target.exists() and str(target.relative_to(root)) not in found:
                found[str(target.relative_to(root))] = found[name] + 1
                ahead.append(str(target.relative_to(root)))
    return found


def size_of(root: Path, question: Question) -> int:
    """Return how many bytes answer a question; without headings the whole page does."""
    page = root / question.page
    if not question.headings:
        return page.stat().st_size
    return sum(len(sections(page)[heading].strip().encode()) for heading in question.headings)


def measured(root: Path, questions: tuple[Question, ...]) -> list[tuple[Question, int, int]]:
    """Return each question with its hops and bytes, but for those whose page is not there."""
    far = hops(root)
    return [
        (asked, far[asked.page], size_of(root, asked)) for asked in questions if (root / asked.page).exists()
    ]


if __name__ == "__main__":
    found = measured(ROOT, QUESTIONS)
    for asked, far, size in found:
        print(f"{far} {size:6,} {asked.text} → {asked.page} {', '.join(asked.headings)}")  # noqa: T201  # a report
    print(f"median {median(far for _, far, _ in found)} hops, {median(size for _, _, size in found):,} bytes")  # noqa: T201
