# Tron. `make` lists the targets; scripts/ holds what is more than a line.
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup setup-dev run dev dev-vendors test test-fast cover accept lint format schema bench wheel lock clean

PY := .venv/bin/python
NPM := npm --prefix tron/web
PREPARE = python=$$(scripts/python.sh) && "$$python" scripts/prepare.py
PYTEST := $(PY) -m pytest
# Native tracebacks: pytest's own parse the source, which fails now and then in Python 3.11 with greenlets around, and
# then nothing is shown at all.
TWO_CORES := -n 2 --dist loadfile --tb native
# Whoever waits for a call, a page or a database leaves room for a third.
THREE := $(TWO_CORES) -n 3
# In the order of tests/conftest.py: the long files first.
LONG_FIRST := --no-loadscope-reorder
# Sound that bears company; the rest of it counts milliseconds.
PAIRED := tests/acceptance tests/bench tests/telephony/test_practice_audio.py
# Real time on a busy machine: what fails beside another test is tried once more by itself, and told at the end.
lane = $(PYTEST) $(1) --durations 15 $(ARGS) || scripts/once_more.sh $$? $(PYTEST) $(1) --numprocesses 0 $(ARGS)
ARGS ?=

# Caches stay inside the checkout, so that no home directory is needed or touched.
export HOME ?= $(CURDIR)/.cache/home
export UV_CACHE_DIR ?= $(CURDIR)/.cache/uv
export PIP_CACHE_DIR ?= $(CURDIR)/.cache/pip
export npm_config_cache ?= $(CURDIR)/.cache/npm
export npm_config_update_notifier = false
export npm_config_audit = false
export npm_config_fund = false
export UV_PYTHON_DOWNLOADS = never
export PIP_DISABLE_PIP_VERSION_CHECK = 1
# Compiled tests are kept: every run reads hundreds of files, several of them at once.
unexport PYTHONDONTWRITEBYTECODE

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf '  make %-11s %s\n' "$$name" "$$text"; done

setup: ## Everything Tron needs, inside the checkout: .venv, packages, models, web app
	@$(PREPARE) run

run: setup ## Start Tron on http://127.0.0.1:8100 (ARGS="--port 8200 --no-browser")
	@exec $(PY) -m tron serve $(ARGS)

setup-dev:
	@$(PREPARE) test

dev: setup-dev ## Start Tron with reload of server and pages
	@exec $(PY) scripts/dev.py $(ARGS)

dev-vendors: setup-dev ## Start Tron with every vendor emulated: no key is needed (ARGS="--open" stores the settings)
	@exec $(PY) -m tests.emulators $(ARGS)

# What counts milliseconds does so in a run of its own, where nothing starts browsers or whole Trons. Of whole calls two
# at once: a third made some of them wait too long.
test: setup-dev lint ## All checks and all tests
	$(NPM) test
	$(call lane,$(THREE) -m "not slow")
	$(call lane,$(THREE) $(LONG_FIRST) -m "slow and not sound")
	$(call lane,$(TWO_CORES) $(LONG_FIRST) -m sound $(PAIRED))
	$(call lane,$(THREE) $(LONG_FIRST) -m sound $(PAIRED:%=--ignore=%))

# The rules and the pages' logic: what needs neither a database nor a line.
STORED := call_engine knowledge flow_calls messages trunks flows scenarios simulator
test-fast: setup-dev ## The tests that take under a minute together
	$(NPM) run test:fast
	$(PYTEST) $(TWO_CORES) tests/core $(STORED:%=--ignore=tests/core/%) -m "not slow and not thorough" $(ARGS)

cover: setup-dev ## Branch coverage of the flow engine by its own tests; under 95 % fails
	$(PY) -m coverage run --branch --source tron/core/flow_engine -m pytest -q tests/core/flow_engine tests/core/flow_calls tests/core/simulator -m "not sound" $(ARGS)
	$(PY) -m coverage report --skip-covered --show-missing --fail-under 95

accept: setup-dev ## One issue's acceptance tests: make accept T=first_call
	@test -n "$(T)" || { echo 'say which: make accept T=first_call'; ls tests/acceptance; exit 2; }
	$(PYTEST) -v tests/acceptance/test_$(T)*.py $(ARGS)

# The types of both languages take the longest, a processor for each.
lint: setup-dev ## Style, types, layers and the web app's own checks
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(NPM) run typecheck & pages=$$!; $(PY) -m mypy; python=$$?; wait $$pages && exit $$python
	.venv/bin/lint-imports --cache-dir .cache/import_linter --no-logo
	$(NPM) run lint
	@mkdir -p .cache && $(PY) -m tron.api.openapi .cache/openapi.json
	@cmp .cache/openapi.json tron/web/openapi.json || { echo "the API has changed: run make schema" >&2; exit 1; }
	$(NPM) run check:schema
	$(NPM) run size

format: setup-dev ## Rewrite the code in its style
	$(PY) -m ruff check --fix
	$(PY) -m ruff format
	$(NPM) run format

schema: setup-dev ## Write the API's description and the web app's types anew
	$(PY) -m tron.api.openapi
	$(NPM) run generate

bench: setup-dev ## Measure beside a plain livekit-agents (ARGS="--help")
	$(PY) -m bench $(ARGS)

wheel: setup-dev ## Build the wheel into dist/
	$(PY) -m hatchling build -t wheel

lock: setup-dev ## Write the locks anew (ARGS=--upgrade for newer Python packages)
	$(PY) scripts/lock.py $(ARGS)
	$(NPM) install --package-lock-only
	$(PY) scripts/complete_web_lock.py

clean: ## Remove all that make made; data/ and .env stay
	rm -rf .venv .cache dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -rf tron/web/node_modules tron/web/dist
