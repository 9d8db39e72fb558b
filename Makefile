# The few words there are: `make help`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: help demo test check bench accept agree fuzz clean
.DEFAULT_GOAL := help

help: ## list these words
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-8s %s\n", $$1, $$2}'

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Callup needs Python 3.11 or later; $(PYTHON) is older. Try: make PYTHON=python3.11 …"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "setting up $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@if [ -n "$$CI" ] || command -v java >/dev/null; then \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[spark]'; fi
	@touch $@

demo: $(STAMP) ## what changed in July 2025, and for whom
	@$(BIN)/callup demo

test: $(STAMP) ## run the tests
	@$(BIN)/python -m pytest

check: $(STAMP) ## format, lint, strict types, the shipped lawbook
	@$(BIN)/ruff format --check src tests benchmarks fuzz
	@$(BIN)/ruff check src tests benchmarks fuzz
	@$(BIN)/mypy
	@$(BIN)/callup fmt --check src/callup/lawbooks/ru
	@$(BIN)/callup check ru
	@$(BIN)/callup test ru

bench: $(STAMP) ## measure against peers, side by side
	@$(BIN)/python benchmarks/run.py

fuzz: $(STAMP) ## 100,000 mutated lawbooks and formulas
	@$(BIN)/python fuzz/run.py

agree: $(STAMP) ## ask random people under random law of every reader, a million times
	@$(BIN)/python fuzz/agree.py

accept: $(STAMP) ## rewrite what is made from the code; read its diff like code
	@CALLUP_ACCEPT=1 $(BIN)/python -m pytest -k accepted || true

clean: ## remove what was set up
	rm -rf $(VENV) .envs
