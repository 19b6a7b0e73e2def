"""What editors use is what the model says, and works in the language server that editors run."""

from __future__ import annotations

import json
import os
import queue
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import withdrawal_concepts as wc
from withdrawal_concepts import authoring
from withdrawal_concepts.authoring._editors import schema

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "src/withdrawal_concepts/content"
SERVER = shutil.which(os.environ.get("YAML_LANGUAGE_SERVER") or "yaml-language-server")

pytestmark = pytest.mark.checkout


@pytest.mark.parametrize("name", authoring.editor_files(wc.load()))
def test_the_files_are_those_that_would_be_made(name: str) -> None:
    made = authoring.editor_files(wc.load())[name]
    assert (ROOT / name).read_text(encoding="utf-8") == made, "run: withdrawal-concepts editors --write"


@pytest.mark.parametrize("name", ["settings.json", "extensions.json", "tasks.json"])
def test_settings_are_json_and_name_what_is_there(name: str) -> None:
    text = (ROOT / ".vscode" / name).read_text(encoding="utf-8")
    json.loads(text)
    for path in re.findall(r'"\./([^"]+)"', text):
        assert (ROOT / path).is_file(), path


def test_the_task_reads_what_the_check_prints() -> None:
    tasks = json.loads((ROOT / ".vscode/tasks.json").read_text(encoding="utf-8"))["tasks"]
    patterns = [matcher["pattern"] for matcher in tasks[0]["problemMatcher"]]
    for finding, place in (
        (wc.Finding("a/b.md", 3, 7, "E301", "a → b"), {"file": "a/b.md", "line": "3", "column": "7"}),
        (wc.Finding("C:/a/b.md", 3, 0, "W422", "c"), {"file": "C:/a/b.md", "line": "3", "column": None}),
        (wc.Finding("a/b.md", 0, 0, "I499", "d"), {"file": "a/b.md"}),
    ):
        (found,) = [(p, m) for p in patterns if (m := re.match(p["regexp"], str(finding)))]
        pattern, match = found
        said = {key: match[number] for key, number in pattern.items() if isinstance(number, int)}
        assert said == {**place, "code": finding.code, "severity": finding.code[0], "message": finding.message}
    for line in ("E301: a rule. Right: x (docs/reference/rules.md#e301)", "1 error, 0 warnings in 3 files"):
        assert not [p for p in patterns if re.match(p["regexp"], line)]


def _keys(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        yield from data
        for value in data.values():
            yield from _keys(value)


@pytest.mark.parametrize("kind", ["terms", "sections", "articles", "notices", "references"])
def test_a_schema_knows_every_key_that_entries_have(kind: str, mini: wc.Glossary) -> None:
    known = set(_keys(schema(kind, mini)))
    for path in CONTENT.glob(f"{kind}/*"):
        text = path.read_text(encoding="utf-8")
        front = (
            re.findall(r"^(\w+):", text.split("---\n")[1], re.MULTILINE) if path.suffix == ".md" else json.loads(text)
        )
        written = set(front)
        assert written <= known, path


class Server:
    """A language server, spoken to over its standard input and output."""

    def __init__(self, command: str) -> None:
        pipe = subprocess.PIPE
        self.process = subprocess.Popen([command, "--stdio"], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        self.heard: queue.Queue[dict[str, Any]] = queue.Queue()
        self.number = 0
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()
        capabilities = {"workspace": {"configuration": True}, "textDocument": {"publishDiagnostics": {}}}
        self.ask("initialize", {"processId": None, "rootUri": ROOT.as_uri(), "capabilities": capabilities})
        self.say({"method": "initialized", "params": {}})

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while header := stream.readline():
            length = int(header.split(b":")[1]) if header.lower().startswith(b"content-length") else None
            if length is not None:
                while stream.readline().strip():
                    pass
                self.heard.put(json.loads(stream.read(length)))

    def say(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()

    def wait(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        end = time.monotonic() + 60
        while True:
            message = self.heard.get(timeout=max(0.1, end - time.monotonic()))
            if "method" in message and "id" in message:
                asked = message["params"].get("items", []) if message["method"] == "workspace/configuration" else None
                settings = {"schemaStore": {"enable": False}, "validate": True, "completion": True}
                answer = asked and [settings for _ in asked]
                self.say({"id": message["id"], "result": answer})
            elif wanted(message):
                return message

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        self.number += 1
        own = self.number
        self.say({"id": own, "method": method, "params": params})
        return self.wait(lambda message: message.get("id") == own)["result"]

    def open(self, kind: str, text: str) -> tuple[str, list[dict[str, Any]]]:
        self.number += 1
        uri = (ROOT / f"x{self.number}.yaml").as_uri()
        modeline = f"# yaml-language-server: $schema={(ROOT / f'schemas/{kind}.schema.json').as_uri()}\n"
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": modeline + text}
        self.say({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        told = self.wait(lambda m: m.get("method") == "textDocument/publishDiagnostics" and m["params"]["uri"] == uri)
        return uri, told["params"]["diagnostics"]

    def complete(self, kind: str, text: str) -> set[str]:
        """What is offered at the end of *text*."""
        uri, _ = self.open(kind, text)
        place = {"line": text.count("\n") + 1, "character": len(text.rpartition("\n")[2])}
        answer = self.ask("textDocument/completion", {"textDocument": {"uri": uri}, "position": place})
        return {item["label"] for item in (answer["items"] if isinstance(answer, dict) else answer)}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    if SERVER is None:
        pytest.skip("needs yaml-language-server (npm install -g yaml-language-server, or YAML_LANGUAGE_SERVER)")
    running = Server(SERVER)
    with running.process:
        yield running
        running.process.kill()
        running.listener.join()


class TestLanguageServer:
    @pytest.mark.parametrize("kind", ["terms", "sections", "articles", "notices"])
    def test_the_front_matter_of_real_entries_is_right(self, kind: str, server: Server) -> None:
        for path in sorted(CONTENT.glob(f"{kind}/*.md"))[:12]:
            _, found = server.open(kind, path.read_text(encoding="utf-8").split("---\n")[1])
            assert found == [], path

    @pytest.mark.parametrize(
        ("kind", "text", "offered"),
        [
            ("terms", "name: x\n\n", {"summary", "category", "standing", "relations", "search_phrases"}),
            ("terms", "category: ", {"event", "feeling", "help"}),
            ("terms", "relations:\n  ", {"broader", "leads_to", "eased_by"}),
            ("terms", "relations:\n  broader:\n    ost", {"ostracism"}),
            ("terms", "moved_to: ", {"loneliness"}),
            ("terms", "sources:\n  - article: ", {"isolate", "withdraw"}),
            ("sections", "terms:\n  - ", {"loneliness", "ostracism"}),
            ("notices", "level: ", {"signpost", "now"}),
        ],
    )
    def test_keys_values_and_ids_complete(self, kind: str, text: str, offered: set[str], server: Server) -> None:
        assert offered <= server.complete(kind, text)

    @pytest.mark.parametrize(
        ("old", "new", "line", "said"),
        [
            ("category: event", "category: evnt", 8, "Valid values"),
            ("standing: established", "standng: established", 9, "standng is not allowed"),
            ("reviewed: 2026-11-22", "reviewed: 22.11.2026", 55, "date"),
            ("  leads_to:", "  follows_from:", 53, "follows_from is not allowed"),
            ("[inference]", "[infrence]", 54, "does not match"),
            ("aliases:\n  - ghosted\n", "aliases: ghosted\nnotices:\n  - about\n", 3, "array"),
        ],
    )
    def test_what_is_wrong_is_underlined(self, old: str, new: str, line: int, said: str, server: Server) -> None:
        front = (CONTENT / "terms/ghosting.md").read_text(encoding="utf-8").split("---\n")[1]
        assert old in front
        _, found = server.open("terms", front.replace(old, new, 1))
        places = {(problem["range"]["start"]["line"] + 1, problem["message"]) for problem in found}
        assert [place for place in places if place[0] == line and said in place[1]], places
