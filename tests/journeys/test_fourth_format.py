"""The how-to *Add a format*, executed: its files make a fourth format, which goes from draft to reader.

They are laid into a copy of the project, whose own tests then run on the new format as on the others.
"""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, blocks

pytestmark = pytest.mark.slow
PAGE = ROOT / "docs" / "dev" / "how-to" / "format.md"
LEFT_OUT = (".*", "var", "node_modules", "__pycache__")
_FILE = re.compile(r"^## \d\. `([^`]+)`.*?^```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHORT = "not long and not browser and not topology and not proof"
# Tests of all formats take the new one besides; the others would find that somebody has counted formats.
ITS_TESTS = (
    "QuoteOfTheDayPage",
    "test_quote_of_the_day",
    "test_fourth_format",
    "test_format_declarations",
    "test_lists.py",
    "parent_type",
    "lack_nearly",
    "site_says",
)

JOURNEY = '''
"""The new format from a program's draft over both approvals to everything that readers and machines get."""

from django.test import Client

from cms.webhooks.models import Event
from news.models import FormatLabel, FormatSettings
from tests.authoring import story
from tests.newsroom import Newsroom
from tests.newsroom_api import Api

KIND = "QuoteOfTheDayPage"
LABEL = "news." + KIND


def test_from_draft_to_reader(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.topic_page("Somalia")
    sent = story(newsroom, KIND, go_live_at=None, expire_at=None, corrections=[], title="Words of the day")
    created = Api(newsroom.writer).post("pages/", sent)
    assert created.status_code == 201, created.json()
    pk = created.json()["id"]
    workflow = f"workflow/stories/{pk}/"
    assert Api(newsroom.writer).post(workflow + "submit/").json()["step"]["name"] == "Desk review"
    seal = Api(newsroom.reviewer).get(workflow).json()["seal"]
    for user, state in ((newsroom.reviewer, "in_review"), (newsroom.publisher, "live")):
        assert Api(user).post(workflow + "approve/", {"seal": seal}).json()["state"] == state

    detail = reader.get(f"/api/v2/pages/{pk}/").json()
    (card,) = reader.get("/api/v2/pages/", {"type": LABEL, "topic": "somalia"}).json()["items"]
    assert [item["type"] for item in detail["items"]] == ["quotation"]
    assert (card["label"], card["teaser"]["text"]) == ("Quote of the Day", "We will see.")
    assert [p["id"] for p in reader.get("/api/v2/pages/", {"search": "will see"}).json()["items"]] == [pk]
    assert LABEL in reader.get("/api/v2/openapi.json").content.decode()
    assert Event.objects.filter(type="story.published", page_type=LABEL).count() == 1
    assert reader.get(f"/api/v2/pages/{page.pk}/").json()["lead"]["id"] == pk
    front = reader.get("/api/v2/pages/", {"type": "home.HomePage"}).json()["items"][0]["id"]
    assert reader.get(f"/api/v2/pages/{front}/").json()["lead"]["id"] == pk
    for path in (card["meta"]["path"], "/", "/news/"):
        assert "Words of the day" in reader.get(path).content.decode()
    assert "<blockquote>" in reader.get(card["meta"]["path"]).content.decode()


def test_its_label_is_a_row(newsroom: Newsroom, reader: Client) -> None:
    assert reader.get("/api/v2/site/").json()["labels"][LABEL] == "Quote of the Day"
    setting = FormatSettings.objects.create(site=newsroom.home.get_site())
    FormatLabel.objects.create(setting=setting, format=LABEL, label="Said today")

    assert reader.get("/api/v2/site/").json()["labels"][LABEL] == "Said today"
'''


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the project with the files of the page."""
    copy = tmp_path / "project"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
    for path, code in files().items():
        (copy / path).write_text(code, encoding="utf-8")
    (copy / "tests" / "journeys" / "test_fourth_format.py").write_text(JOURNEY, encoding="utf-8")
    return copy


def files() -> dict[str, str]:
    """Return the page's files by path."""
    return dict(_FILE.findall(PAGE.read_text(encoding="utf-8")))


def commands() -> list[list[str]]:
    """Return what the page runs with Python, as arguments of it."""
    (program,) = blocks(PAGE.read_text(encoding="utf-8"), "sh")
    lines = [shlex.split(line, comments=True) for line in program.splitlines()]
    started = [line for line in lines if line[0].startswith(".venv/bin/")]
    return [rest if tool.endswith("/python") else ["-m", Path(tool).name, *rest] for tool, *rest in started]


def run(folder: Path, *command: str) -> None:
    """Run Python in the copy; show what it printed where it fails."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, *command], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-3000:]


def test_the_page_names_five_files_and_none_of_the_machinery() -> None:
    assert len(files()) == 5
    assert not [path for path in files() if path.startswith(("cms/", "home/"))]


def test_the_formats_files_are_all_that_it_takes(project: Path) -> None:
    migration, goldens = commands()

    run(project, *migration)
    for api in ("v2", "v3"):  # as `make openapi`
        run(project, "manage.py", "write_openapi", api, f"tests/contract/openapi-{api}.json")
    run(project, *goldens)
    run(project, "-m", "pytest", "-q", "-p", "no:randomly", "-m", SHORT, "-k", " or ".join(ITS_TESTS))

    assert (project / "tests" / "contract" / "goldens" / "blocks" / "quotation.json").exists()
