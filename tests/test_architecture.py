"""Data goes one way: which layer may import which, and what from outside."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "src" / "callup"
LAYERS = {
    "text": set(),
    "values": set(),
    "form": {"text", "values"},
    "law": {"text", "values", "form"},
    "ir": {"text", "values"},
    "lowering": {"text", "values", "law", "ir"},
    "readers.explain": {"text", "values", "ir"},
    "readers.frames": {"text", "values", "ir"},
    "readers.proof": {"text", "values", "ir"},
    "made_up": {"text", "values", "ir"},
    "record": {"text", "values", "form"},
    "cache": {"text"},
    "compiled": {"text", "values", "law", "ir", "lowering", "cache"},
    "authoring": {"text", "values", "form", "law", "record"},
    "switches": {"text", "values", "ir"},
    "inquiry": {
        "text", "values", "law", "ir", "lowering", "readers.explain", "readers.frames",
        "readers.proof", "compiled", "switches", "record",
    },
    "pictures": {"text", "values", "inquiry", "record"},
    "wire": {"lawbook", "text", "values", "inquiry", "record", "pictures"},
    "cli": {
        "wire", "lawbook", "authoring", "text", "values", "inquiry", "record", "pictures",
        "made_up",
    },
    "web": {"wire", "lawbook", "authoring", "text", "values", "inquiry", "record", "pictures"},
}  # fmt: skip
"""What each layer may import of ours, beside itself; `lawbook` and the package see everything but
the surfaces."""

THIRD_PARTY = {
    "yaml": ("text.yaml_tree",),
    "lark": ("lowering.formula",),
    "narwhals": ("readers.frames",),
    "polars": ("readers.frames", "cli"),
    "duckdb": ("readers.frames", "cli"),
    "pyspark": ("readers.frames", "cli"),
    "z3": ("readers.proof",),
    "scipy": ("record.reconcile",),
    "typer": ("cli",),
    "click": ("cli",),
    "rich": ("cli",),
    "altair": ("pictures",),
    "vl_convert": ("pictures",),
    "fastapi": ("web",),
    "jinja2": ("web",),
    "uvicorn": ("web",),
    "msgspec": ("web.api",),
    "babel": ("web",),
    "starlette": ("web",),
    "pydantic": ("web",),
    "markupsafe": ("web",),
    "mcp": ("web",),
}
"""Where each library may be imported."""

STANDARD_OUTSIDE = {
    "locale": ("cli", "web"),
    "time": ("cli", "web"),
    "random": (),
    "pickle": (),
    "marshal": (),
    "subprocess": (),
    "socket": ("web.connection",),
    "urllib": (),
    "http": ("web",),
}
"""Modules of the standard library that only surfaces may use, or nobody."""

CLOCK_AND_ENVIRONMENT = {
    ("date", "today"), ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"),
    ("os", "environ"), ("os", "getenv"), ("sys", "argv"), ("locale", "getlocale"),
    ("time", "time"), ("time", "monotonic"), ("time", "perf_counter"),
}  # fmt: skip
BUILT_IN_DANGERS = {"eval", "exec", "compile", "__import__", "breakpoint", "print", "input"}
SURFACES = ("cli", "web")
STARTS_THE_PAGES = "cli.calls.serving"
"""The one module of the command line that imports the pages, to start them when it is told to."""
FINDS_THE_USER = "cache"
"""The one module below the surfaces that asks the environment: where the user's cache lies. What
is kept there never changes an answer."""


def modules() -> dict[str, Path]:
    """Every module by its name within the package, without a leading `callup.`."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = path
    return found


MODULES = modules()


def tree(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


def layer(name: str) -> str:
    """The layer a module belongs to; modules right in the package are layers of their own."""
    parts = name.split(".")
    if parts[0] == "readers" and len(parts) > 1:
        return ".".join(parts[:2])
    return parts[0]


def imported(name: str) -> set[str]:
    """The full names of everything that a module imports, at its top and inside functions."""
    found: set[str] = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            assert node.module is not None
            found.add(node.module)
            found.update(
                f"{node.module}.{alias.name}"
                for alias in node.names
                if f"{node.module}.{alias.name}".removeprefix("callup.") in MODULES
            )
    return found


def ours(name: str) -> set[str]:
    """The modules of the package that a module imports."""
    return {
        one.removeprefix("callup.") for one in imported(name) if one.startswith("callup.")
    } & MODULES.keys()


@pytest.mark.parametrize("name", [n for n in MODULES if layer(n) in LAYERS])
def test_a_layer_imports_only_what_its_row_allows(name: str) -> None:
    own = layer(name)
    seen = {layer(other) for other in ours(name) if other not in ("", "readers")}
    if name == STARTS_THE_PAGES:
        seen.discard("web")
    assert seen - LAYERS[own] - {own} == set()


def test_every_module_belongs_to_a_layer() -> None:
    known = {*LAYERS, "lawbook", "", "readers", "__main__"}
    assert sorted(name for name in MODULES if layer(name) not in known) == []


def test_surfaces_are_imported_by_nobody_else() -> None:
    guilty = {
        name
        for name in MODULES
        if layer(name) not in (*SURFACES, "__main__")
        and any(layer(other) in SURFACES for other in ours(name))
    }
    assert guilty == set()


def test_imports_make_no_circle() -> None:
    edges = {
        name: {other for other in ours(name) if other and layer(other) != "readers"}
        for name in MODULES
        if name
    }
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join((*path[path.index(name) :], name))
        if name in done:
            return
        for other in sorted(edges.get(name, ())):
            visit(other, (*path, name))
        done.add(name)

    for name in edges:
        visit(name, ())


@pytest.mark.parametrize("name", MODULES)
def test_libraries_are_imported_where_they_belong(name: str) -> None:
    allowed = {**THIRD_PARTY, **STANDARD_OUTSIDE}
    for top in {one.split(".")[0] for one in imported(name)} & allowed.keys():
        homes = allowed[top]
        assert any(name == home or name.startswith(home + ".") for home in homes), top


@pytest.mark.parametrize(
    "name", [n for n in MODULES if layer(n) not in (*SURFACES, "__main__", FINDS_THE_USER)]
)
def test_nothing_below_the_surfaces_reads_clock_or_environment(name: str) -> None:
    found = {
        (node.value.id, node.attr)
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    assert found & CLOCK_AND_ENVIRONMENT == set()


@pytest.mark.parametrize("name", [n for n in MODULES if layer(n) not in (*SURFACES, "__main__")])
def test_nothing_below_the_surfaces_evaluates_text_or_prints(name: str) -> None:
    called = {
        node.func.id
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert called & BUILT_IN_DANGERS == set()


@pytest.mark.parametrize("name", [n for n in MODULES if layer(n) not in SURFACES])
def test_numbers_are_exact_below_the_surfaces(name: str) -> None:
    floats = [
        node.lineno
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    assert floats == []


@pytest.mark.parametrize("name", MODULES)
def test_a_module_opens_with_what_it_is_for(name: str) -> None:
    words = ast.get_docstring(tree(name))
    assert words is not None
    assert words.strip().split("\n\n")[0].rstrip().endswith((".", ":"))


def _is_table(name: str) -> bool:
    return name == "__all__" or name.lstrip("_").isupper()


@pytest.mark.parametrize("name", MODULES)
def test_module_state_does_not_change(name: str) -> None:
    """Lists, dictionaries and sets at the top of a module are tables, in capitals."""
    loose = []
    for node in tree(name).body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            targets = [node.target]
        for target in targets:
            value = node.value  # type: ignore[attr-defined]
            mutable = isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp)
            if mutable and isinstance(target, ast.Name) and not _is_table(target.id):
                loose.append(target.id)
    assert loose == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    drawers = {"utils", "helpers", "common", "misc", "base", "manager", "util", "tools"}
    assert {part for name in MODULES for part in name.split(".")} & drawers == set()
