"""The repository holds together: the house, the lock, the order of the rooms."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "constraints.txt").read_text(encoding="utf-8")
WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
ROOMS = ["article", "reading", "lexicons", "loading", "splitting", "marking", "scoring", "showing", "validating", "cli"]
INSTALL = ["--constraint constraints.txt", "--editable .[notebooks,test]"]


def pins() -> dict[str, list[Requirement]]:
    found: dict[str, list[Requirement]] = {}
    for line in LOCK.splitlines():
        if line and not line.startswith("#"):
            requirement = Requirement(line)
            found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def test_the_house_is_as_the_readme_says() -> None:
    for name in ("seeds", "notebooks", "analysis", "tests", "benchmarks", "docs", "environment.yml", "pyproject.toml",
                 "constraints.txt", "Makefile", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "CITATION.cff",
                 "LICENSE", ".ci/run", ".github/workflows/test.yml"):  # fmt: skip
        assert (ROOT / name).exists(), name
    rooms = {
        path.stem for path in (ROOT / "analysis").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert rooms - {"__init__"} == set(ROOMS)


def test_every_dependency_is_pinned_once_for_each_platform_and_satisfies_the_project() -> None:
    locked = pins()
    wanted = [*PROJECT["dependencies"], *(r for extra in PROJECT["optional-dependencies"].values() for r in extra)]
    for text in wanted:
        requirement = Requirement(text)
        candidates = locked[canonicalize_name(requirement.name)]
        for pin in candidates:
            (specifier,) = pin.specifier
            assert specifier.operator == "=="
            assert requirement.specifier.contains(specifier.version), (text, str(pin))
        assert len(candidates) == 1 or all(pin.marker for pin in candidates)


def test_the_lock_names_no_registry_and_no_path() -> None:
    for path in (ROOT / "constraints.txt", ROOT / "pyproject.toml", ROOT / "environment.yml", ROOT / "Makefile"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"index-url\s+\S*:|find-links\s+/|file://|https?://|/home/", text), path
        assert str(Path.home()) not in text, path


def test_makefile_environment_and_workflow_install_the_same() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    (pip,) = [entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict)]
    assert pip[:2] == INSTALL
    named = {canonicalize_name(name) for name in pip[2:]}
    assert named == {"jupyter", "matplotlib", "nbval", "pandas", "textblob"}
    assert named <= set(pins())
    command = " ".join(INSTALL)
    assert command in MAKEFILE.replace("'", "")
    steps = [step.get("run", "") for job in WORKFLOW["jobs"].values() for step in job["steps"]]
    assert any(command in step.replace('"', "") for step in steps)
    assert any("make test" in step for step in steps)
    assert any("make site" in step for step in steps)
    (python,) = [entry for entry in environment["dependencies"] if str(entry).startswith("python=")]
    assert python.removeprefix("python=") in WORKFLOW["jobs"]["test"]["strategy"]["matrix"]["python"]


def test_the_workflow_tests_the_pythons_that_the_project_names() -> None:
    named = [
        line.rsplit(" ", 1)[1]
        for line in PROJECT["classifiers"]
        if re.fullmatch(r"Programming Language :: Python :: 3\.\d+", line)
    ]
    assert WORKFLOW["jobs"]["test"]["strategy"]["matrix"]["python"] == named
    assert PROJECT["requires-python"] == f">={named[0]}"


def test_the_readme_gives_the_windows_job_its_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (windows,) = [
        step["run"]
        for step in WORKFLOW["jobs"]["test"]["steps"]
        if "Windows" in step.get("if", "") and "!=" not in step["if"]
    ]
    for line in windows.strip().splitlines():
        assert line.removeprefix("python -m ").removeprefix("pip ") in readme.replace(".venv\\Scripts\\", ""), line


def test_ci_runs_the_readmes_test_command() -> None:
    assert (ROOT / ".ci/run").read_text(encoding="utf-8").strip().endswith("exec make test")
    assert "    make test" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_notebook_stands_in_the_readme_and_every_link_leads_somewhere() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        assert f"notebooks/{path.name}" in readme
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")]:
        for link in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert link.startswith("http") or (page.parent / link).exists(), (page.name, link)


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "analysis":
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            found |= {parts[1] for parts in (name.split(".") for name in names) if len(parts) > 1}
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("analysis.")}
    return found & set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_rooms_above_it(room: str) -> None:
    place = ROOT / "analysis" / room
    files = [place.with_suffix(".py")] if place.with_suffix(".py").exists() else sorted(place.glob("*.py"))
    assert files
    for path in files:
        assert imports(path) <= set(ROOMS[: ROOMS.index(room) + 1]), path


def test_what_is_written_is_not_kept() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert not [name for name in tracked if name.startswith(("build/", ".venv/")) or "__pycache__" in name]
