"""Posts what a check found out as a comment on its pull request, or mends the comment that is there.

    python .github/scripts/post_summary.py SUMMARY

Runs with a token that may comment, so it trusts nothing that a pull request made: which pull request it is comes
from the event and from GitHub, and the text of SUMMARY goes into a code block, where nothing of it has an effect.
Environment: GITHUB_REPOSITORY, HEAD_REPOSITORY_OWNER, HEAD_BRANCH, HEAD_SHA, CONCLUSION, RUN_URL; ``gh`` has its token.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

MOST_BYTES = 200_000
MOST_CHARACTERS = 50_000
"""GitHub takes 65,536 characters."""
MARK = "<!-- content-summary -->"


def quoted(raw: bytes) -> str:
    """Return the text in a code block that it cannot end, without characters that nobody can see."""
    text = raw[:MOST_BYTES].decode("utf-8", "replace")
    text = "".join(
        c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp")
    )
    if len(text) > MOST_CHARACTERS:
        text = text[:MOST_CHARACTERS] + "\n..."
    text = re.sub("`{3,}", "``", text).strip()  # nothing in it can end the block
    return f"```text\n{text}\n```"


def comment(raw: bytes, conclusion: str, run_url: str) -> str:
    """Return the whole comment."""
    passed = conclusion == "success"
    verdict = "The check found nothing." if passed else "The check found something: it stands beside the lines."
    link = f"[The check, and the changed entries]({run_url})"
    return f"{MARK}\n**What this changes for readers**\n\n{quoted(raw)}\n\n{verdict} {link}\n"


def gh(*args: str, body: dict[str, Any] | None = None) -> Any:
    """Return the answer of GitHub's API."""
    stdin = json.dumps(body) if body else None
    extra = ["--input", "-"] if body else []
    said = subprocess.run(["gh", "api", *args, *extra], input=stdin, capture_output=True, text=True, check=True).stdout
    return json.loads(said)


def pull_request(repository: str, owner: str, branch: str, sha: str) -> int | None:
    """Return the open pull request that this commit is the head of."""
    found = gh("--method", "GET", f"repos/{repository}/pulls", "-f", "state=open", "-f", f"head={owner}:{branch}")
    return next((int(one["number"]) for one in found if one["head"]["sha"] == sha), None)


def main(summary: Path) -> None:
    """Post or mend the comment; a pull request that is closed or went on gets none."""
    repository = os.environ["GITHUB_REPOSITORY"]
    names = ("HEAD_REPOSITORY_OWNER", "HEAD_BRANCH", "HEAD_SHA")
    number = pull_request(repository, *(os.environ[name] for name in names))
    if number is None:
        print("This is the head of no open pull request any more.")
        return
    with summary.open("rb") as file:
        text = comment(file.read(MOST_BYTES), os.environ["CONCLUSION"], os.environ["RUN_URL"])
    comments = gh("--method", "GET", f"repos/{repository}/issues/{number}/comments", "-f", "per_page=100")
    own = (c for c in comments if c["user"]["login"] == "github-actions[bot]" and c["body"].startswith(MARK))
    mine = next(own, None)
    if mine is not None:
        gh("--method", "PATCH", f"repos/{repository}/issues/comments/{int(mine['id'])}", body={"body": text})
    else:
        gh("--method", "POST", f"repos/{repository}/issues/{number}/comments", body={"body": text})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
