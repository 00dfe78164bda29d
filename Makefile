# What needs nothing but Python 3.11 or later, pip and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES := pyproject.toml hatch_build.py $(wildcard salesops/locale/*/LC_MESSAGES/*.po)
CATALOGUE := salesops/locale/zh_CN/LC_MESSAGES/salesops.po
DEMO := $(CURDIR)/build/demo.db

.PHONY: demo test thorough test-postgres reliability check docs pictures bench format catalogue clean

demo: $(VENV)/installed  ## a sample database, and what a rep and a manager see of it
	@mkdir -p build && rm -f $(DEMO)
	@$(BIN)/salesops --db $(DEMO) init --demo
	@echo; echo '$$ salesops followup due'; $(BIN)/salesops --db $(DEMO) followup due
	@echo; echo '$$ salesops review month'; $(BIN)/salesops --db $(DEMO) review month
	@echo; echo 'Try it yourself: $(BIN)/salesops --db build/demo.db followup due'

test: $(VENV)/installed-dev  ## the whole suite
	$(BIN)/pytest -n 2 -rfEs

thorough: $(VENV)/installed-dev  ## a thousand random commands, each taken back, and all of them in reverse
	$(BIN)/pytest -n 2 --hypothesis-profile=thorough tests/undo

test-postgres: $(VENV)/installed-dev  ## what the other engine says of our SQL: a server is started and stopped
	POSTGRES=required $(BIN)/pytest tests/postgres

reliability: $(VENV)/installed-dev  ## power cuts at forty moments, a full /tmp, Ctrl-C; as root
	MOMENTS=40 $(BIN)/pytest -rs tests/reliability

check: $(VENV)/installed-dev  ## style, types, and who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/installed-dev  ## the pages made from the command line itself
	$(BIN)/python -m tools.reference

pictures: $(VENV)/installed-dev  ## the pictures at the head of the READMEs, from the sample team
	$(BIN)/python -m tools.pictures

bench: $(VENV)/installed-dev  ## CPU of the commands that must be instant, beside what they are measured against
	$(BIN)/python -m tests.benchmarks

format: $(VENV)/installed-dev
	$(BIN)/ruff check --fix --select I .
	$(BIN)/ruff format .

catalogue: $(VENV)/installed-dev  ## bring the Chinese catalogue up to date with the source; then translate
	@mkdir -p build
	$(BIN)/pybabel -q extract -F babel.cfg -k N_ --no-location --sort-output --project=salesops -o build/salesops.pot .
	$(BIN)/pybabel -q update -i build/salesops.pot -o $(CATALOGUE) -l zh_CN --no-fuzzy-matching --ignore-obsolete --width=110

$(VENV)/installed: $(SOURCES)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-dev: $(SOURCES)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/installed

clean:
	rm -rf $(VENV) build .mypy_cache .pytest_cache .ruff_cache .hypothesis
