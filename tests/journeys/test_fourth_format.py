"""The how-to *Add a format*, executed: its files make a fourth format, which goes from draft to reader.

They are laid into a copy of the project, whose own tests then run on the new format as on the others.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "dev" / "how-to" / "format.md"
COPIED = ("cms", "home", "news", "templates", "tests", "manage.py", "pyproject.toml", "requirements")
_FILE = re.compile(r"^## \d\. `([^`]+)`.*?^```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KIND = "QuoteOfTheDayPage"

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
    """Return a copy of the project with the files of the page, and its migration."""
    for name in COPIED:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / name)
    for path, code in files().items():
        (tmp_path / path).write_text(code, encoding="utf-8")
    (tmp_path / "tests" / "journeys" / "test_fourth_format.py").write_text(JOURNEY, encoding="utf-8")
    run(tmp_path, "manage.py", "makemigrations", "news", "--name", "quote_of_the_day")
    return tmp_path


def files() -> dict[str, str]:
    """Return the page's files by path."""
    return dict(_FILE.findall(PAGE.read_text(encoding="utf-8")))


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
    for api in ("v2", "v3"):
        run(project, "manage.py", "write_openapi", api, f"tests/contract/openapi-{api}.json")
    tests = ["tests/journeys/test_fourth_format.py", "tests/news/test_quote_of_the_day.py"]
    tests += ["tests/news/test_format_declarations.py", "tests/contract/test_blocks.py"]
    tests += ["tests/contract/test_goldens.py", "tests/contract/test_openapi.py"]
    every = f"{KIND} or declaration or quote or fourth or twin or golden or document"
    run(project, "-m", "pytest", "-q", "-p", "no:randomly", "--write-goldens", "-k", every, *tests)
    more = ["tests/journeys/test_formats.py", "tests/journeys/test_secrecy.py", "tests/cms/api/authoring"]
    run(project, "-m", "pytest", "-q", "-p", "no:randomly", "-k", KIND, *more)
    assert (project / "tests" / "contract" / "goldens" / "blocks" / "quotation.json").exists()
