# make demo   installs into .venv and plans the first example
# make test   installs, then runs every check that a change must pass
# make coverage  runs the tests again and tells what they do not reach (several times slower)
# make mutate-rules  puts every small fault into every rule; writes docs/safety/rule_mutation.md
# make bench  measures the search against other solvers (MINUTES=40; goes on where it stopped)
# make safety runs 20,000 invented intakes, a person for every rule and 400 lives (hours; it goes on
#             where it stopped)
# make mutate changes the code in small ways and counts what the tests notice
# make docs   builds the site of the documentation into site/
# make kills  kills commands that write at 270 random instants and looks what is left
# make clean  removes .venv, caches and results

SHELL := /usr/bin/env bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
MINUTES ?= 40
BENCH ?=
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := demo
.PHONY: demo test coverage lint mutate-rules safety mutate kills bench docs clean

demo: $(VENV)/.installed
	$(BIN)/planner plan examples/desk_worker_sciatica.yaml -o out/demo

test: $(VENV)/.installed
	if [ -x tools/judges.sh ]; then tools/judges.sh; fi
	$(MAKE) lint
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

coverage: $(VENV)/.installed
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder --cov --cov-report=term

safety: $(VENV)/.installed
	$(BIN)/python tools/safety.py
	$(BIN)/python tools/safety_rules.py
	$(BIN)/python tools/safety_lives.py

bench: $(VENV)/.measure
	$(BIN)/python -m benchmarks.startup
	$(BIN)/python -m benchmarks.literature.melkonian
	$(BIN)/python -m benchmarks.literature.turner
	$(BIN)/python -m benchmarks.run --minutes $(MINUTES) $(BENCH)

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

mutate-rules: $(VENV)/.installed
	$(BIN)/python tools/mutate_rules.py

# make mutate PACKAGE=planner/screening SAMPLE=50 SEED=2
PACKAGE ?= planner/audit
SAMPLE ?= 100
SEED ?= 1

mutate: $(VENV)/.measure
	$(BIN)/python tools/mutate.py $(PACKAGE) --sample $(SAMPLE) --seed $(SEED)

kills: $(VENV)/.installed
	KILLS=270 $(BIN)/pytest tests/functional/test_store_killed.py

docs: $(VENV)/.docs
	$(BIN)/mkdocs build --strict

# Every file that is installed is named by its hash in requirements.lock; the build backend is one
# of them, so that nothing else is fetched. The lists are whole, so that pip need not look for what
# a package wants: it would find the newest release of one, which has no hash, and give up.
$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/pip
	$(PIP) install --no-deps --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	touch $@

# Other solvers and a mutation tool, which nothing else needs.
$(VENV)/.measure: requirements-measure.lock $(VENV)/.installed
	$(PIP) install --no-deps --require-hashes -r requirements-measure.lock
	touch $@

# The site of the documentation, which nothing else needs.
$(VENV)/.docs: requirements-docs.lock $(VENV)/.installed
	$(PIP) install --no-deps --require-hashes -r requirements-docs.lock
	touch $@

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 ...' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv; \
	  else \
	    echo 'The venv module is missing. On Debian: sudo apt-get install python3-venv' >&2; exit 1; \
	  fi; }
	$(PYTHON) -m venv $(VENV)

clean:
	rm -rf $(VENV) out site build dist .coverage .mypy_cache .pytest_cache .ruff_cache \
	  .import_linter_cache .hypothesis
