"""What runs on the code host: pinned, with no more rights than it needs; and the scripts that it calls."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
pytestmark = [pytest.mark.checkout, pytest.mark.skipif(not WORKFLOWS, reason="needs a checkout")]

MAY_WRITE = {
    ("comment.yml", "comment"): {"pull-requests"},
    ("release.yml", "publish"): {"attestations", "id-token"},
    ("site.yml", "deploy"): {"id-token", "pages"},
}
"""The only jobs whose token may do more than read."""


def _load(path: Path) -> dict[Any, Any]:
    data: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


def _jobs() -> list[tuple[str, str, dict[str, Any]]]:
    return [(path.name, name, job) for path in WORKFLOWS for name, job in _load(path)["jobs"].items()]


def _steps() -> list[tuple[str, dict[str, Any]]]:
    return [(f"{file}/{name}", step) for file, name, job in _jobs() for step in job["steps"]]


class TestWorkflows:
    def test_every_action_is_pinned_to_a_commit_with_its_version_beside_it(self) -> None:
        used = [line for path in WORKFLOWS for line in path.read_text(encoding="utf-8").split("\n") if "uses:" in line]
        assert used
        assert [line for line in used if not re.search(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line)] == []

    def test_one_action_has_one_pin(self) -> None:
        pins: dict[str, set[str]] = {}
        for _, step in _steps():
            if "uses" in step:
                name, _, pin = step["uses"].partition("@")
                pins.setdefault(name, set()).add(pin)
        assert {name: found for name, found in pins.items() if len(found) > 1} == {}

    def test_only_these_jobs_may_write(self) -> None:
        found = {
            (file, name): {scope for scope, right in job.get("permissions", {}).items() if right == "write"}
            for file, name, job in _jobs()
            if "write" in job.get("permissions", {}).values()
        }
        assert found == MAY_WRITE

    @pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
    def test_a_workflow_as_a_whole_may_read_at_most(self, path: Path) -> None:
        assert _load(path)["permissions"] in ({}, {"contents": "read"})

    def test_nothing_that_a_stranger_writes_is_put_into_a_shell(self) -> None:
        assert [where for where, step in _steps() if "${{" in step.get("run", "")] == []

    def test_no_checkout_keeps_its_token(self) -> None:
        checkouts = [step for _, step in _steps() if step.get("uses", "").startswith("actions/checkout@")]
        assert checkouts
        assert all(step["with"]["persist-credentials"] is False for step in checkouts)

    def test_what_runs_with_more_rights_fetches_nothing_of_a_pull_request(self) -> None:
        for path in WORKFLOWS:
            events = _load(path)[True]  # YAML 1.1 reads the key `on` as true
            assert "pull_request_target" not in events, path.name
            if "workflow_run" in events:
                refs = [
                    s["with"].get("ref")
                    for s in _load(path)["jobs"]["comment"]["steps"]
                    if "checkout" in s.get("uses", "")
                ]
                assert refs == ["${{ github.event.repository.default_branch }}"]

    def test_nothing_is_kept_secret(self) -> None:
        assert [path.name for path in WORKFLOWS if "secrets." in path.read_text(encoding="utf-8")] == []

    def test_longer_things_are_scripts_that_are_there(self) -> None:
        for where, step in _steps():
            run = step.get("run", "")
            assert "\n" not in run, where
            for script in re.findall(r"[\w./-]+\.py\b", run):
                assert (ROOT / script).is_file(), where

    def test_the_comment_follows_the_check(self) -> None:
        check, comment = (_load(GITHUB / "workflows" / name) for name in ("check.yml", "comment.yml"))
        assert comment[True]["workflow_run"]["workflows"] == [check["name"]]
        up, down = (
            next(s["with"]["name"] for s in job["steps"] if f"{verb}-artifact" in s.get("uses", ""))
            for job, verb in ((check["jobs"]["check"], "upload"), (comment["jobs"]["comment"], "download"))
        )
        assert up == down

    def test_they_pass_the_linter(self) -> None:
        zizmor = shutil.which("zizmor", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
        if zizmor is None:
            pytest.skip("zizmor is in the extra lint")
        said = subprocess.run([zizmor, "--offline", "--quiet", str(GITHUB)], capture_output=True, text=True)
        assert said.returncode == 0, said.stdout


def _script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, GITHUB / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TestSummary:
    """In a repository with a merge commit, as the code host makes one for a pull request."""

    @pytest.fixture
    def content(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        if not shutil.which("git"):
            pytest.skip("needs git")
        place = Path("src/withdrawal_concepts/content")
        shutil.copytree(ROOT / place, tmp_path / place)
        monkeypatch.chdir(tmp_path)
        self._git("init", "-q")
        self._commit()
        return place

    def _git(self, *args: str) -> None:
        identity = ["-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *args], check=True, capture_output=True)

    def _commit(self) -> None:
        self._git("add", "-A")
        self._git("commit", "-q", "-m", "x")

    def _summary(self, content: Path) -> tuple[str, str]:
        self._commit()
        script = _script("summarise_content")
        script.summarise(content, Path("out"), script.changed_entries())
        said = tuple(Path("out", name).read_text(encoding="utf-8") for name in ("summary.txt", "summary.md"))
        return said[0], said[1]

    def test_it_tells_what_changes_and_which_version_that_needs(self, content: Path) -> None:
        path = content / "terms" / "ghosting.md"
        path.write_text(path.read_text(encoding="utf-8").replace("Kwame, 22,", "Kwame, 23,"), encoding="utf-8")
        text, markdown = self._summary(content)
        assert text.startswith("Compared with content ")
        assert "\nterm ghosting\n" in text
        assert "Kwame, 23" in text
        assert "terms/ghosting.md" in markdown
        assert "Kwame" in Path("out/preview.html").read_text(encoding="utf-8")

    def test_content_with_errors_is_told(self, content: Path) -> None:
        (content / "terms" / "ghosting.md").write_text("", encoding="utf-8")
        text, markdown = self._summary(content)
        assert text.startswith("The content has ")
        assert "terms/ghosting.md" in markdown

    def test_a_file_that_went_or_has_an_odd_name_is_no_fault(self, content: Path) -> None:
        (content / "terms" / "ghosting.md").unlink()
        (content / "terms" / "--html x.md").write_text("x", encoding="utf-8")
        text, _ = self._summary(content)
        assert text.startswith("The content has ")

    def test_nothing_is_told_of_what_is_no_entry(self, content: Path) -> None:
        (content / "search" / "off-topic.txt").write_text("x\n", encoding="utf-8")
        _, markdown = self._summary(content)
        assert markdown == "No entry was changed.\n"
        assert not Path("out/preview.html").exists()


FAKE_GH = """#!{python}
import json, os, sys
with open(os.environ["GH_LOG"], "a") as log:
    log.write(json.dumps([sys.argv[1:], sys.stdin.read() if "--input" in sys.argv else ""]) + "\\n")
answers = json.loads(os.environ["GH_ANSWERS"])
print(json.dumps(next((answer for part, answer in answers.items() if part in " ".join(sys.argv)), {{}})))
"""
EVIL = (
    "term x\n```\n@octocat <!-- content-summary --> ![x](http://e.example)\n````\n[y](http://e.example)\n"
    "\u202eb\u200b\x1b[31m\r\n::error::x"
)


class TestComment:
    @pytest.fixture
    def post(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        """Run the script on a summary, with GitHub's answers; return what it asked of GitHub."""
        gh = tmp_path / "bin" / "gh"
        gh.parent.mkdir()
        gh.write_text(FAKE_GH.format(python=sys.executable), encoding="utf-8")
        gh.chmod(gh.stat().st_mode | stat.S_IXUSR)
        for name, value in {
            "PATH": f"{gh.parent}{os.pathsep}{os.environ['PATH']}", "GH_LOG": str(tmp_path / "log"),
            "GITHUB_REPOSITORY": "o/r", "HEAD_REPOSITORY_OWNER": "fork", "HEAD_BRANCH": "b/x", "HEAD_SHA": "abc",
            "CONCLUSION": "success", "RUN_URL": "https://host.example/run/1",
        }.items():  # fmt: skip
            monkeypatch.setenv(name, value)

        def run(summary: str, pulls: object, comments: object = ()) -> list[tuple[list[str], dict[str, str]]]:
            monkeypatch.setenv("GH_ANSWERS", json.dumps({"/pulls": pulls, "/comments -f": comments}))
            (tmp_path / "summary.txt").write_text(summary, encoding="utf-8", newline="")
            _script("post_summary").main(tmp_path / "summary.txt")
            lines = (tmp_path / "log").read_text(encoding="utf-8").splitlines()
            return [(asked, json.loads(body) if body else {}) for asked, body in map(json.loads, lines)]

        return run

    def test_the_pull_request_is_that_of_the_commit(self, post: Any) -> None:
        pulls = [{"number": 6, "head": {"sha": "old"}}, {"number": 7, "head": {"sha": "abc"}}]
        asked = post("term x", pulls, [])
        assert "head=fork:b/x" in asked[0][0]
        assert asked[-1][0][:4] == ["api", "--method", "POST", "repos/o/r/issues/7/comments"]

    def test_a_pull_request_that_went_on_gets_none(self, post: Any) -> None:
        assert len(post("term x", [{"number": 6, "head": {"sha": "newer"}}])) == 1

    def test_its_own_comment_is_mended_and_no_other(self, post: Any) -> None:
        mark = _script("post_summary").MARK
        comments = [
            {"id": 1, "user": {"login": "octocat"}, "body": mark},
            {"id": 2, "user": {"login": "github-actions[bot]"}, "body": "another"},
            {"id": 3, "user": {"login": "github-actions[bot]"}, "body": f"{mark}\nx"},
        ]
        asked = post("term x", [{"number": 7, "head": {"sha": "abc"}}], comments)
        assert asked[-1][0][:4] == ["api", "--method", "PATCH", "repos/o/r/issues/comments/3"]

    def test_the_text_of_a_stranger_stays_inside_a_code_block(self, post: Any) -> None:
        import markdown_it

        body = post(EVIL, [{"number": 7, "head": {"sha": "abc"}}], [])[-1][1]["body"]
        tokens = markdown_it.MarkdownIt("commonmark").parse(body)
        (fence,) = (token for token in tokens if token.type == "fence")
        assert "@octocat" in fence.content
        others = "".join(token.content for token in tokens if token.type != "fence")
        assert "octocat" not in others
        assert "e.example" not in others
        assert not re.search("[\u202e\u200b\x1b\r]", body)

    def test_a_huge_text_is_cut(self, post: Any) -> None:
        body = post("`x" * 300_000, [{"number": 7, "head": {"sha": "abc"}}], [])[-1][1]["body"]
        assert 50_000 < len(body) < 60_000

    def test_a_failed_check_is_told(self) -> None:
        comment = _script("post_summary").comment
        assert "found nothing" in comment(b"x", "success", "u")
        assert "found something" in comment(b"x", "failure", "u")


class TestRelease:
    @pytest.fixture
    def dist(self, tmp_path: Path) -> Path:
        with zipfile.ZipFile(tmp_path / "withdrawal_concepts-1.2.3-py3-none-any.whl", "w") as wheel:
            wheel.writestr("withdrawal_concepts-1.2.3.dist-info/METADATA", "Name: x\nVersion: 1.2.3\n")
            wheel.writestr("withdrawal_concepts/data/index.json", "{}")
        (tmp_path / "withdrawal_concepts-1.2.3.tar.gz").write_bytes(b"")
        return tmp_path

    def _problems(self, tag: str, dist: Path, changelog: str = "x\n## [1.2.3] - 2027-01-31\n") -> str:
        return "\n".join(_script("check_release").problems(tag, dist, changelog))

    def test_what_fits_is_ready(self, dist: Path) -> None:
        assert self._problems("v1.2.3", dist) == ""

    @pytest.mark.parametrize(
        ("tag", "said"), [("1.2.3", "is not v and a version"), ("v1.2.4", "built: "), ("vx", "is not v and a version")]
    )
    def test_a_tag_that_does_not_fit(self, tag: str, said: str, dist: Path) -> None:
        assert said in self._problems(tag, dist)

    def test_notes_are_needed(self, dist: Path) -> None:
        assert "CHANGELOG.md has no section" in self._problems("v1.2.3", dist, "## [Unreleased]\n")

    def test_a_wheel_that_is_not_what_it_says(self, dist: Path) -> None:
        with zipfile.ZipFile(dist / "withdrawal_concepts-1.2.3-py3-none-any.whl", "w") as wheel:
            wheel.writestr("withdrawal_concepts-1.2.3.dist-info/METADATA", "Name: x\nVersion: 9\n")
        assert "says another version inside" in self._problems("v1.2.3", dist)
        assert "has no released content" in self._problems("v1.2.3", dist)
