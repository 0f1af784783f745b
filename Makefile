# A fresh machine needs python3.13, node and make. Everything else is installed below.
PYTHON ?= python3.13
UV := .venv/bin/uv
UV_VERSION := 0.13.9
EMULATOR_VENV := .local/emulator-venv
TRYTON_VENV := .local/tryton-venv
CDK := node_modules/.bin/cdk
STAGE ?= local
# Each of two runs prints when it is over, where this make can do that.
TOGETHER := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)
# CDK's bridge warns of Node versions by their age; whether ours works, the tests tell.
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION := 20,21,23
export JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION := 1

.DEFAULT_GOAL := help

.PHONY: help run test test-alone test-on-emulator check format setup build synth deploy clean

help: ## what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

run: setup ## set everything up, start the one-machine stage, play the tour, keep serving
	@.venv/bin/agentline up

# Two runs side by side: what needs no emulator, and what shares the one of the run. The assets
# are built before, so that neither builds them while the other reads them.
test: setup $(TRYTON_VENV)/.ready check build ## every check and every test
	@$(MAKE) --no-print-directory --jobs=2 $(TOGETHER) test-alone test-on-emulator

test-alone:
	.venv/bin/pytest tests/unit tests/property tests/infrastructure

test-on-emulator:
	.venv/bin/pytest tests/integration tests/benchmarks

check: .venv/.ready ## lint, formatting, types, import rules
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy .
	PYTHONPATH=layers/common/python:functions:. .venv/bin/lint-imports

format: .venv/.ready ## put imports and layout in order
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

build: .venv/.ready ## the Lambda assets, in build/
	@AGENTLINE_STAGE=$(STAGE) .venv/bin/python -m infra.assets

synth: .venv/.ready ## the CloudFormation templates of STAGE, in cdk.out/STAGE
	@AGENTLINE_STAGE=$(STAGE) CDK_OUTDIR=cdk.out/$(STAGE) .venv/bin/python -m infra.app

deploy: node_modules/.ready ## deploy STAGE to AWS
	@test "$(STAGE)" != local || { echo "name a stage on AWS: make deploy STAGE=<stage>" >&2; exit 2; }
	@$(MAKE) --no-print-directory synth
	$(CDK) deploy --all --app cdk.out/$(STAGE) --require-approval broadening

clean: ## forget the stage's state and all that was built (not what was installed)
	rm -rf build cdk.out .local/state .local/billing .local/log .local/endpoints.json .local/cdk.out .local/cdk.out.digest

setup: .venv/.ready $(EMULATOR_VENV)/.ready node_modules/.ready ## install everything

.venv/.ready: pyproject.toml uv.lock .python-version
	@command -v node >/dev/null || { echo "node is missing: install Node.js 20 or newer, then run make again" >&2; exit 1; }
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing: install Python 3.13, then run make again" >&2; exit 1; }
	@echo "Installing AgentLine into .venv ..."
	@test -x .venv/bin/python || $(PYTHON) -m venv .venv
	@test -x $(UV) || .venv/bin/python -m pip install --quiet uv==$(UV_VERSION)
	@$(UV) sync --quiet --frozen --inexact
	@touch $@

$(EMULATOR_VENV)/.ready: local/emulator/requirements.txt | .venv/.ready
	@echo "Installing the AWS emulator into $(EMULATOR_VENV) ..."
	@$(UV) venv --quiet --clear --python .venv/bin/python $(EMULATOR_VENV)
	@$(UV) pip install --quiet --no-deps --python $(EMULATOR_VENV)/bin/python -r local/emulator/requirements.txt
	@touch $@

$(TRYTON_VENV)/.ready: local/ledgers/tryton_requirements.txt | .venv/.ready
	@echo "Installing the ledger Tryton, for its tests, into $(TRYTON_VENV) ..."
	@$(UV) venv --quiet --clear --python .venv/bin/python $(TRYTON_VENV)
	@$(UV) pip install --quiet --no-deps --python $(TRYTON_VENV)/bin/python -r local/ledgers/tryton_requirements.txt
	@touch $@

node_modules/.ready: package.json package-lock.json
	@echo "Installing the CDK command line into node_modules ..."
	@npm ci --silent --no-audit --no-fund
	@touch $@
