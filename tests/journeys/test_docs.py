"""What the documentation tells people to type works: it is run against a server with the demo."""

import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from tests.databases import empty_database
from tests.docs.pages import NEWSROOM_API, QUICK_START, ROOT, shell_of
from tests.services.server import demo, free_port, serving

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (shutil.which("curl") and shutil.which("jq")), reason="curl or jq is not here"),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Return the environment of a server with the demo."""
    port = free_port()
    with (
        empty_database(tmp_path_factory.mktemp("server")) as url,
        demo(port, database_url=url) as environment,
        serving("cms.wsgi", port, environment),
    ):
        yield environment


def shown(program: str, environment: dict[str, str]) -> list[str]:
    """Return the lines that a shell program prints, which stops at whatever fails."""
    command = ["bash", "-euo", "pipefail", "-c", program]
    done: Any = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)  # noqa: S603
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_a_front_end_is_built_in_ten_minutes(server: dict[str, str]) -> None:
    program = shell_of(QUICK_START, "Build a front end in ten minutes", server["GALLEY_BASE_URL"])
    lines = shown(program, server)

    assert lines[0] == "Galley"
    assert any(line.startswith("Brief: ") for line in lines)
    assert any(line.startswith("<p>") for line in lines)
    assert lines[-2] == "304"
    assert '"has_more":false' in lines[-1]


def test_three_tokens_take_a_story_from_create_to_live(server: dict[str, str]) -> None:
    lines = shown(shell_of(NEWSROOM_API, "Write and review over HTTP", server["GALLEY_BASE_URL"]), server)

    assert lines == [
        "After a year.",
        "412",
        "Desk review",
        "403",
        "403",
        "409",
        "Publish sign-off",
        "live",
        "A harbour opens",
    ]
