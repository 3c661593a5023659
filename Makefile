# Two commands are enough: `make run` and `make test`. They need make and Python 3.11 or newer.

VENV := .venv
BIN := $(VENV)/bin
# macOS has an older python3 of its own: take the first one that is new enough.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; \
	done)
INSTALL := $(BIN)/python -m pip install --quiet --no-input --disable-pip-version-check --require-hashes
LOCK = $(BIN)/uv --no-config pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make requirements" $(ARGS)
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile

.DEFAULT_GOAL := help
.PHONY: help run test test-full check bench screenshots requirements clean

help: ## what can be made
	@awk -F ': .*## ' '/^[a-z-]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' Makefile

run: $(VENV)/installed ## the dashboard on http://localhost:8501, with the sample on the first start
	$(BIN)/streamlit run app.py $(ARGS)

test: check ## everything: style, types, layers, then unit, property, page and browser tests
	@printf '\n== Tests\n'
	@$(PYTEST) $(ARGS)

test-full: check ## make test with many more examples, and the slow tests
	@printf '\n== All tests, more examples\n'
	@HYPOTHESIS_PROFILE=full $(PYTEST) -m 'slow or not slow' $(ARGS)

check: $(VENV)/installed-dev ## what needs no test to run: style of Python and SQL, types, layers
	@$(BIN)/python tests/chromium.py
	@printf '\n== Style of Python\n'
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@printf '\n== Style of SQL\n'
	@$(BIN)/sqlfluff lint --disable-progress-bar --processes 0 queries
	@printf '\n== Types\n'
	@$(BIN)/mypy
	@printf '\n== Layers\n'
	@$(BIN)/lint-imports --no-logo

bench: $(VENV)/installed-dev ## times and sizes beside this machine's own floors, kept in docs/bench.md
	@$(BIN)/python tests/chromium.py
	$(BIN)/python -m bench $(ARGS)

screenshots: $(VENV)/installed-dev ## every page at 1920, 1280 and 390 pixels, light and dark, in screens/
	@$(BIN)/python tests/chromium.py
	$(BIN)/python docs/screenshots.py $(ARGS)

requirements: $(VENV)/installed-dev ## lock requirements*.in again; ARGS=--upgrade for the newest versions
	$(LOCK) requirements.in --output-file requirements.txt
	$(LOCK) requirements-dev.in --output-file requirements-dev.txt

clean: ## remove what was installed and cached; the store is yours and stays
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache screens
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/installed: requirements.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and none was found." \
		"Install it, or name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Installing what requirements.txt names into $(VENV), once"
	@$(PYTHON) -m venv $(VENV) || { echo "A virtual environment could not be made." \
		"On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@$(INSTALL) -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	@echo "Installing what requirements-dev.txt names into $(VENV), once"
	@$(INSTALL) -r requirements.txt -r requirements-dev.txt
	@touch $@
