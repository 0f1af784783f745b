# A fresh machine needs python3.13, node (20.19 or newer) and make. Everything else is installed below.
PYTHON ?= python3.13
UV := .venv/bin/uv
UV_VERSION := 0.13.9
EMULATOR_VENV := .local/emulator-venv
TRYTON_VENV := .local/tryton-venv
CHROMIUM := /usr/bin/chromium
WEB_SOURCES = $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -path web/tests -prune -o -type f -not -name schema.d.ts -print)
CDK := node_modules/.bin/cdk
STAGE ?= local
# Each of two runs prints when it is over, where this make can do that.
TOGETHER := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)
# CDK's bridge warns of Node versions by their age; whether ours works, the tests tell.
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION := 20,21,23
export JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION := 1

.DEFAULT_GOAL := help

.PHONY: help run test test-in-browser test-on-emulator check check-python check-web format setup openapi pictures build synth deploy clean

help: ## what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

run: setup web/dist/.built ## set everything up, start the one-machine stage, play the tour, keep serving
	@.venv/bin/agentline up

# Two at a time, the checks first, which keeps two processors busy; each run of tests has one emulator
# for all that need one. The assets are built before, so that nobody builds them while another reads
# them.
test: setup $(TRYTON_VENV)/.ready $(CHROMIUM) build ## every check and every test
	@$(MAKE) --no-print-directory --jobs=2 $(TOGETHER) check-python check-web test-on-emulator test-in-browser

# And what needs neither a browser nor an emulator.
test-in-browser: web/node_modules/.ready
	npm --prefix web test
	.venv/bin/pytest tests/unit tests/property tests/infrastructure tests/integration/web

test-on-emulator:
	.venv/bin/pytest tests/growth tests/integration tests/benchmarks --ignore tests/integration/web

check: check-python check-web ## lint, formatting, types, import rules

check-python: .venv/.ready
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy .
	PYTHONPATH=layers/common/python:functions:. .venv/bin/lint-imports

check-web: web/node_modules/.ready
	npm --prefix web run --silent check

format: .venv/.ready web/node_modules/.ready ## put imports and layout in order
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .
	npm --prefix web run --silent format

openapi: export PYTHONPATH := functions:layers/common/python
openapi: .venv/.ready ## docs/openapi.json and the codes in docs/api.md, from the code
	@.venv/bin/python -m admin_api.document > docs/openapi.json.new
	@mv docs/openapi.json.new docs/openapi.json
	@.venv/bin/python -m admin_api.code_table docs/api.md

pictures: setup $(CHROMIUM) ## docs/pictures/, of the stage that runs after make run
	@.venv/bin/python -m local.web.pictures

build: .venv/.ready web/dist/.built ## the Lambda assets, in build/, and the web interface, in web/dist/
	@AGENTLINE_STAGE=$(STAGE) .venv/bin/python -m infra.assets

# The one-machine stage serves the web interface itself: it is no part of that one's stacks.
synth: .venv/.ready $(if $(filter-out local,$(STAGE)),web/dist/.built) ## the CloudFormation templates of STAGE, in cdk.out/STAGE
	@AGENTLINE_STAGE=$(STAGE) CDK_OUTDIR=cdk.out/$(STAGE) .venv/bin/python -m infra.app

deploy: node_modules/.ready ## deploy STAGE to AWS
	@test "$(STAGE)" != local || { echo "name a stage on AWS: make deploy STAGE=<stage>" >&2; exit 2; }
	@$(MAKE) --no-print-directory synth
	$(CDK) deploy --all --app cdk.out/$(STAGE) --require-approval broadening

# What the browser gets. The same sources make the same files.
web/dist/.built: web/node_modules/.ready docs/openapi.json $(WEB_SOURCES)
	@echo "Building the web interface ..."
	@npm --prefix web run --silent build -- --logLevel warn
	@touch $@

clean: ## forget the stage's state and all that was built (not what was installed)
	rm -rf build web/dist cdk.out .local/state .local/billing .local/log .local/endpoints.json .local/cdk.out .local/cdk.out.digest

setup: .venv/.ready $(EMULATOR_VENV)/.ready node_modules/.ready web/node_modules/.ready ## install everything

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

web/node_modules/.ready: web/package.json web/package-lock.json
	@echo "Installing what the web interface is made of into web/node_modules ..."
	@npm --prefix web ci --silent --no-audit --no-fund
	@touch $@

# The browser that tests use. Any Chromium at this place will do.
$(CHROMIUM):
	@echo "Installing Chromium, for the tests of the web interface ..."
	@command -v apt-get >/dev/null || { echo "Chromium is missing: install it as $@, then run make again" >&2; exit 1; }
	@$(if $(filter 0,$(shell id -u)),,sudo )sh -c 'apt-get update --quiet=2 && DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes --no-install-recommends chromium' \
		|| { echo "Chromium cannot be installed here: install it as $@, then run make again" >&2; exit 1; }
	@test -x $@
