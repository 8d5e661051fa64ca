# Everything that a person does here, one word each. `make help` prints the list below.
# Needs GNU make, bash and Python 3.11 or newer; uses uv where it is installed, pip otherwise.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
HOST ?= 127.0.0.1
PORT ?= 8000
DATA ?= data
TESTS ?=

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

.PHONY: run
run: .venv/.run ## Open the platform with demo data on http://127.0.0.1:8000 (PORT=… DATA=… to change)
	@.tools/demo "$(DATA)"
	@exec $(BIN)/legislation-hub --data "$(DATA)" serve --host "$(HOST)" --port "$(PORT)"

.PHONY: test
test: .venv/.test ## Install what the tests need, check the code, run every test (TESTS=tests/… for some)
	@.tools/system-packages
	@$(MAKE) check
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(TESTS)

.PHONY: check
check: .venv/.test ## Look at style and types: ruff and mypy --strict
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict

.PHONY: bench
bench: .venv/.test ## Measure, each against its baseline in the same run
	@$(BIN)/python -m bench.run
	@$(BIN)/python -m bench.faults

.PHONY: strings
strings: .venv/.test ## Bring the catalogues up to date with the texts in code and templates
	@$(BIN)/python .tools/strings.py

.PHONY: wheel
wheel: .venv/.test ## Build the wheel into dist/
	@rm -rf dist
	@$(BIN)/python -m hatchling build --target wheel

.PHONY: lock
lock: ## Lock by hash what pyproject.toml asks for (needs uv; UPGRADE=1 takes the newest of everything)
	@.tools/lock $(if $(UPGRADE),--upgrade)

.PHONY: vendor
vendor: ## Fetch anew what others made for the browser, as its lock file names it (needs npm)
	@cd legislation_hub/web/static/vendor && npm ci --ignore-scripts --no-audit --no-fund
	@cd legislation_hub/web/static/vendor && cp node_modules/uqr/dist/index.mjs uqr.js && cp node_modules/uqr/LICENSE uqr-LICENSE.txt
	@rm -rf legislation_hub/web/static/vendor/node_modules

.PHONY: clean
clean: ## Remove what was built; data/ stays
	@rm -rf .venv .artefacts .mypy_cache .ruff_cache .hypothesis build dist
	@find legislation_hub tests bench .tools -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps say for which locked dependencies the environment was made.
.venv/.run: pyproject.toml .requirements/run.txt
	@.tools/environment run

.venv/.test: pyproject.toml .requirements/test.txt
	@.tools/environment test
