"""The software bill of materials of production, as CycloneDX 1.6, made from the lock (`make sbom`)."""

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import License
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements" / "base.txt"
PRODUCT = "galley-cms"
_PACKAGE = re.compile(
    r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)((?:.*\\\n\s+--hash=sha256:[0-9a-f]+)+)", re.MULTILINE
)
_VERSION = re.compile(r'^version = "([^"]+)"', re.MULTILINE)


def locked(lock: str) -> list[Component]:
    """Return each package of a lock: name, version, hashes of its files, its licence if it is installed."""
    return [_component(*found) for found in _PACKAGE.findall(lock)]


def bill(lock: str, *, version: str) -> str:
    """Return the bill as JSON: the product, and each package of the lock once."""
    bom = Bom(components=locked(lock))
    bom.metadata.component = Component(name=PRODUCT, version=version, type=ComponentType.APPLICATION)
    bom.register_dependency(bom.metadata.component, bom.components)
    return JsonV1Dot6(bom).output_as_string(indent=2)


def _component(name: str, version: str, hashes: str) -> Component:
    return Component(
        name=name,
        version=version,
        purl=PackageURL("pypi", name=name, version=version),
        bom_ref=f"pkg:pypi/{name}@{version}",
        hashes=[
            HashType(alg=HashAlgorithm.SHA_256, content=digest)
            for digest in re.findall(r"sha256:([0-9a-f]{64})", hashes)
        ],
        licenses=_licences(name),
    )


def _licences(name: str) -> list[License]:
    try:
        said = metadata(name)
    except PackageNotFoundError:  # a package of another platform
        return []
    named = [
        line.rsplit(" :: ", 1)[-1] for line in said.get_all("Classifier", []) if line.startswith("License")
    ]
    expression = said.get("License-Expression") or next(iter(named), "")
    return [LicenseFactory().make_from_string(expression)] if expression else []  # type: ignore[list-item]


def main() -> None:
    """Write the bill to the path given, or to `var/sbom.json`."""
    target = Path(sys.argv[1]) if sys.argv[1:] else ROOT / "var" / "sbom.json"
    (version,) = _VERSION.findall((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(bill(LOCK.read_text(encoding="utf-8"), version=version), encoding="utf-8")
    print(f"Wrote {target.name}.")  # noqa: T201


if __name__ == "__main__":
    main()
