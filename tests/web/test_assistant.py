"""The MCP server: the verbs that it has, read-only, with answers that cite."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from callup.cli.main import main

CALLUP = str(Path(sys.executable).parent / "callup")


def call(tool: str, arguments: dict[str, Any]) -> Any:
    """The result of one call to the server as a program starts it."""

    async def visit() -> Any:
        parameters = StdioServerParameters(command=CALLUP, args=["mcp", "ru"])
        async with Client(stdio_client(parameters)) as client:
            if not tool:
                return await client.list_tools()
            return await client.call_tool(tool, arguments)

    return asyncio.run(visit())


def test_it_has_a_few_verbs_and_all_of_them_only_read() -> None:
    tools = call("", {}).tools
    assert {"ask", "show", "diff", "log", "claims", "reconcile"} <= {one.name for one in tools}
    assert all(one.annotations.read_only_hint for one in tools)
    assert all(one.description for one in tools)


def test_an_answer_is_that_of_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    facts = {"citizenship": "foreign", "serving": "contract"}
    found = call("ask", {"facts": facts, "about": ["may_be_tasked"], "on": "2025-07-08"})
    assert not found.is_error
    words = ["--on", "2025-07-08", "--about", "may_be_tasked", "citizenship=foreign"]
    main(["ask", "ru", *words, "serving=contract", "--json"])
    assert json.loads(found.content[0].text) == json.loads(capsys.readouterr().out)


def test_what_is_wrong_is_told_in_words() -> None:
    found = call("ask", {"facts": {"shoe_size": "43"}})
    assert found.is_error
    assert "there is no fact `shoe_size`" in found.content[0].text


def test_facts_are_taken_as_json_has_them() -> None:
    about = {"about": ["liable_to_mobilisation"], "on": "2025-07-08"}
    words = {"in_reserve": "yes", "children_under_16": "2", "citizenship": "foreign"}
    values = {"in_reserve": True, "children_under_16": 2, "citizenship": "foreign", "born": None}
    found = call("ask", {"facts": values, **about})
    assert not found.is_error
    assert found.content[0].text == call("ask", {"facts": words, **about}).content[0].text
    wrong = call("ask", {"facts": {"in_reserve": 3, "children_under_16": [2]}, **about})
    assert wrong.is_error
    assert "in_reserve: yes or no is expected, not `3`" in wrong.content[0].text
    assert "Traceback" not in wrong.content[0].text
