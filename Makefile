# `make run` and `make test` need only Python 3.11+ and make; everything else is installed into .venv.
PYTHON ?= python3
BIN = .venv/bin

run: .venv/installed
	$(BIN)/streamlit run streamlit_app.py

test: .venv/installed-dev
	$(BIN)/python -m pytest -m "not long"
	@echo "Left out: the browser tests and one real run of every experiment, about 5 minutes more. make test-all runs all."

test-all: .venv/installed-dev
	$(BIN)/python -m pytest

mutants: .venv/installed-dev
	$(BIN)/python -m tests.mutants

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

bench: .venv/installed-bench
	$(BIN)/python -m bench

screenshots: .venv/installed-dev
	$(BIN)/python -m tests.browser.screenshots

.venv/installed: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --requirement requirements.txt
	touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	$(BIN)/pip install --quiet --requirement requirements-dev.txt
	touch $@

.venv/installed-bench: bench/requirements.txt .venv/installed-dev
	$(BIN)/pip install --quiet --requirement bench/requirements.txt
	touch $@

clean:
	rm -rf .venv .pytest_cache .ruff_cache

.PHONY: run test test-all mutants lint bench screenshots clean
