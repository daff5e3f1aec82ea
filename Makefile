# One word a job. Every job sets up what it needs first, which is quick when nothing has changed.
PYTHON := .venv/bin/python
JOBS ?= 2

# What one process has compiled the next need not: the tests start hundreds.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup run test coverage faults bench lint shots words build clean

help: ## what there is
	@sed -n 's/^\([a-z]*\):.*## /    make \1	/p' Makefile

setup: ## libraries of the system, virtual environment, dependencies
	@.ci/setup.sh test

run: ## open the sample branch; without a display, live its day and say where the results lie
	@.ci/setup.sh run
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		.venv/bin/taika --sample; \
	else \
		echo "No display: the day of the sample branch goes to $(CURDIR)/taika-demo"; \
		QT_QPA_PLATFORM=offscreen .venv/bin/taika demo --out taika-demo; \
	fi

test: setup ## all tests
	@$(PYTHON) -m pytest -n $(JOBS) --dist worksteal $(ARGS)

coverage: setup ## all tests, and how much of each module of desktop and db they reach
	@rm -f .coverage .coverage.*
	@$(MAKE) --no-print-directory test ARGS="--cov --cov-report= $(ARGS)"
	@$(PYTHON) .ci/coverage_floor.py

faults: setup ## 20,000 random histories of five databases, 200 workbooks on their way, bad files, thirty cancels, fifty kills
	@$(PYTHON) -m tests.faults $(ARGS)
	@$(PYTHON) -m tests.faults.exchange
	@$(PYTHON) -m tests.faults.bad_files
	@$(PYTHON) -m tests.faults.cancels
	@$(PYTHON) -m tests.faults.kills

bench: setup ## ours against the floor of the same run
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m tests.bench $(ARGS)

lint: setup ## style, types, layers
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports

shots: setup ## every page and window as PNG, in shots/
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m tests.shots $(ARGS)

words: setup ## collect the strings of the windows and compile the translation
	@$(PYTHON) -m tests.words

build: ## the program for people without Python, in dist/taika
	@.ci/setup.sh build
	@$(PYTHON) -m PyInstaller --noconfirm build.spec

clean: ## remove what the jobs have made
	rm -rf .venv build dist shots taika-demo .pytest_cache .ruff_cache .mypy_cache .hypothesis .coverage* *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
