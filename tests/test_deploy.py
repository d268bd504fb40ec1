"""What starts Galley in containers names what there is. How it runs `tests/topology` sees, without them."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from cms.settings.env import ProductionEnvironment

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
LINES = [line for line in (ROOT / "deploy/env.example").read_text().splitlines() if "=" in line]
EXAMPLE = dict(line.split("=", 1) for line in LINES if not line.startswith("#"))
OPTIONAL = dict(line.removeprefix("#").split("=", 1) for line in LINES if line.startswith("#"))
OURS = ("web-1", "web-2", "worker", "prepare")


def copied() -> list[str]:
    """Return what the image takes from the project."""
    lines = re.findall(r"^COPY ((?!--from).+) \S+$", DOCKERFILE, re.MULTILINE)
    return [name for line in lines for name in line.split()]


def test_all_names_in_the_environment_are_known() -> None:
    known = {name.upper() for name in ProductionEnvironment.model_fields} | {
        "POSTGRES_PASSWORD",
        "GALLEY_STEPS",
    }

    given = {name for service in OURS for name in SERVICES[service]["environment"]}

    assert EXAMPLE.keys() | OPTIONAL.keys() | given <= known


def test_what_must_be_set_is_in_the_example_and_is_all_that_lacks() -> None:
    needed = {
        name.upper() for name, field in ProductionEnvironment.model_fields.items() if field.is_required()
    }

    assert needed <= EXAMPLE.keys()
    assert {name for name, value in EXAMPLE.items() if not value} == {
        "SECRET_KEY",
        "POSTGRES_PASSWORD",
        "EMAIL_HOST_USER",
        "EMAIL_HOST_PASSWORD",
    }


def test_the_proxy_is_told_every_name_of_its_template() -> None:
    template = (ROOT / "deploy/galley.conf.template").read_text()
    given = {name for name in SERVICES["proxy"]["environment"] if name.startswith("GALLEY_")}

    assert set(re.findall(r"\$\{(\w+)\}", template)) == given
    for web in ("web-1", "web-2"):
        address = SERVICES[web]["networks"]["inside"]["ipv4_address"]
        assert f"server {address}:8000 " in SERVICES["proxy"]["environment"]["GALLEY_SERVERS"]


@pytest.mark.slow
def test_the_image_holds_what_is_needed_and_runs_with_its_code_unwritten(tmp_path: Path) -> None:
    rooms = {app.split(".")[0] for app in settings.INSTALLED_APPS if (ROOT / app.split(".")[0]).is_dir()}
    assert rooms <= set(copied())
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert {f"!{name}" for name in copied()} <= set(ignored)
    code, data = tmp_path / "code", tmp_path / "data"
    code.mkdir()
    skip = shutil.ignore_patterns("__pycache__")
    for name in copied():
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, code / name, ignore=skip)
        else:
            shutil.copy(source, code / Path(name).name)
    before = set(code.rglob("*"))

    environment = EXAMPLE | {
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "GALLEY_DATA_DIR": str(data),
        "PYTHONDONTWRITEBYTECODE": "1",
        "SECRET_KEY": "".join(chr(33 + number % 90) for number in range(60)),
    }
    for command in (["check", "--deploy", "--fail-level", "WARNING"], ["collectstatic", "--noinput", "-v0"]):
        done = subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *command], cwd=code, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr

    assert set(code.rglob("*")) == before
    assert (data / "static" / "staticfiles.json").exists()


@pytest.mark.parametrize("service", OURS)
def test_our_services_are_narrow(service: str) -> None:
    found = SERVICES[service]

    assert found["read_only"] is True
    assert found["cap_drop"] == ["ALL"]
    assert "USER galley" in DOCKERFILE
    assert not found.get("ports")
