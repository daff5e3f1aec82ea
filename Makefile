# One word a job. Every job sets up what it needs first; `setup` is quick when nothing has changed.
PYTHON := .venv/bin/python
JOBS ?= 2
OFFSCREEN := QT_QPA_PLATFORM=offscreen

.PHONY: help setup run test coverage bench lint shots words build clean

help: ## what there is
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile

setup: ## libraries of the system, virtual environment, dependencies
	@.ci/setup.sh

run: setup ## open the sample branch; without a display, live its day and say where the results lie
	@.ci/open.sh

test: setup ## all tests
	@$(PYTHON) -m pytest -n $(JOBS) $(ARGS)

coverage: setup ## all tests, and the branches of each module of desktop and db that they reach
	@$(PYTHON) -m pytest -n $(JOBS) --cov --cov-report= $(ARGS)
	@$(PYTHON) .ci/coverage_floor.py

bench: setup ## ours against the floor of the same run
	@$(OFFSCREEN) $(PYTHON) -m tests.bench $(ARGS)

lint: setup ## style, types, layers
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports

shots: setup ## every page and window as PNG
	@$(OFFSCREEN) $(PYTHON) -m tests.shots $(ARGS)

words: setup ## collect the strings of the windows, compile the translations
	@$(PYTHON) -m tests.words

build: setup ## the program for people without Python, in dist/
	@$(PYTHON) -m pip install --quiet -c constraints.txt -e '.[build]'
	@$(PYTHON) -m PyInstaller --noconfirm build.spec

clean: ## remove what the jobs have made
	rm -rf .venv build dist shots taika-demo .pytest_cache .ruff_cache .mypy_cache .hypothesis .coverage* *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
