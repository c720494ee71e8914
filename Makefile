# Apostille. `make help` lists every command; each does its own set-up, and a second run is quick.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

PORT ?= 8000
REQUESTS ?= 50000
LETTERS ?= 10000
TESTERS ?= $(shell expr $$(nproc) + 1)
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
CATALOGUES := $(wildcard webapp/translations/*/LC_MESSAGES/messages.po)
COMPILED := $(CATALOGUES:.po=.mo)
WEB_FONTS := static/fonts/.made
BENCH_PATH := scripts:tests/browser
CODE := wsgi.py $(shell find webapp -name '*.py')
BYTE_CODE := build/.byte-code
SNAPSHOT := build/catalogue.snapshot
PREPARED := build/letters/.made

.PHONY: help
help:  ## list every command
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: install
install: $(INSTALLED) $(COMPILED) $(WEB_FONTS) $(BYTE_CODE) $(SNAPSHOT) $(PREPARED)  ## make .venv with the apostille command

.PHONY: run
run: install  ## serve http://127.0.0.1:8000 (PORT changes it)
	@echo "Apostille: http://127.0.0.1:$(PORT)/ (stop it with Ctrl-C)"
	APOSTILLE_BIND=127.0.0.1:$(PORT) APOSTILLE_LOG_LEVEL=warning $(BIN)/gunicorn wsgi:app

.PHONY: test
test: install $(INSTALLED_DEV)  ## run every test (browser tests where Chromium is installed)
	$(BIN)/pytest --numprocesses=$(TESTERS) --dist=loadfile

.PHONY: check
check: format-check lint types contract templates translations content  ## everything but the tests

.PHONY: format
format: $(INSTALLED_DEV)  ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix-only --quiet .

.PHONY: format-check
format-check: $(INSTALLED_DEV)  ## is the code formatted?
	$(BIN)/ruff format --check --quiet .

.PHONY: lint
lint: $(INSTALLED_DEV)  ## lint the code
	$(BIN)/ruff check --quiet .

.PHONY: types
types: $(INSTALLED_DEV)  ## check the types
	$(BIN)/mypy

.PHONY: contract
contract: $(INSTALLED_DEV)  ## check that dependencies point inwards
	$(BIN)/lint-imports --no-cache

.PHONY: templates
templates: $(INSTALLED_DEV)  ## lint the page and letter templates
	$(BIN)/djlint --lint --quiet webapp/templates --extension=html
	$(BIN)/djlint --lint --quiet letter_templates/_layout --extension=j2

.PHONY: content
content: $(INSTALLED)  ## check every campaign: facts, sources, letters
	$(BIN)/apostille check

.PHONY: translations
translations: $(INSTALLED_DEV)  ## is every word of the pages in French, and is nothing stale?
	$(BIN)/python scripts/translations.py --check

.PHONY: translations-update
translations-update: $(INSTALLED_DEV)  ## put new words of the pages into the French catalogue
	$(BIN)/python scripts/translations.py

.PHONY: bench
bench: install $(INSTALLED_DEV)  ## measure letters, ridings, the server and their peers (BENCH=long: everything)
	PYTHONPATH=$(BENCH_PATH) $(BIN)/python -m bench --size $(or $(BENCH),short)

.PHONY: bench-report
bench-report: install $(INSTALLED_DEV)  ## measure everything, and write docs/performance.md (BENCH=short: less)
	PYTHONPATH=$(BENCH_PATH) $(BIN)/python -m bench --size $(or $(BENCH),long) --write docs/performance.md

.PHONY: fuzz
fuzz: install $(INSTALLED_DEV)  ## send the site 50,000 hostile requests (REQUESTS changes it)
	$(BIN)/python scripts/fuzz.py --requests $(REQUESTS)

.PHONY: load
load: install $(INSTALLED_DEV)  ## ask for four times the letters the server can make
	$(BIN)/python scripts/load.py

.PHONY: soak
soak: install $(INSTALLED_DEV)  ## make 10,000 letters and see that memory stays (LETTERS changes it)
	PYTHONPATH=$(BENCH_PATH) $(BIN)/python scripts/soak.py --letters $(LETTERS)

.PHONY: try-batch
try-batch: install  ## make 1,000 letters, then 10,000, and measure time and memory (BATCH="--format pdf --rows 100")
	$(BIN)/python scripts/try_batch.py $(BATCH)

.PHONY: simulate
simulate: $(INSTALLED_DEV)  ## simulate a campaign day: servers, waiting, letters a day (under a minute)
	PYTHONPATH=scripts $(BIN)/python -m simulation

.PHONY: simulate-report
simulate-report: $(INSTALLED_DEV)  ## simulate, and write the tables into docs/scaling.md
	PYTHONPATH=scripts $(BIN)/python -m simulation --write

.PHONY: simulate-measure
simulate-measure: install $(INSTALLED_DEV)  ## measure this machine first, then as simulate-report (under four minutes)
	PYTHONPATH=scripts $(BIN)/python -m simulation --measure --write

.PHONY: docs
docs: $(INSTALLED_DEV)  ## write the table of modules into docs/architecture.md again
	$(BIN)/python scripts/architecture.py

.PHONY: lock
lock: $(INSTALLED_DEV)  ## lock the requirements again, with hashes
	scripts/lock

.PHONY: screenshots
screenshots: install $(INSTALLED_DEV)  ## photograph every state of the site (ONLY="--state form" makes some)
	$(BIN)/python scripts/screenshots.py $(ONLY)

.PHONY: pages-audit
pages-audit: install $(INSTALLED_DEV)  ## validate the HTML of every page and state, and measure pages with Lighthouse
	$(BIN)/python scripts/pages_audit.py

.PHONY: audit
audit: $(INSTALLED_DEV)  ## ask whether any dependency has a known fault (over the network)
	$(BIN)/python scripts/audit.py

.PHONY: sbom
sbom: $(INSTALLED_DEV)  ## list every dependency in build/sbom.json (CycloneDX)
	$(BIN)/python scripts/sbom.py build/sbom.json

.PHONY: container
container:  ## build the container, run it read-only and fetch a letter from it (as root, with buildah)
	scripts/try-container

.PHONY: clean
clean:  ## remove everything that make has made
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis screenshots tests/audit/node_modules
	rm -rf $(COMPILED) static/fonts

$(BIN)/python:
	scripts/system-packages
	python3 -m venv $(VENV)

$(INSTALLED): requirements.txt pyproject.toml | $(BIN)/python
	scripts/system-packages
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps --requirement requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q $(VENV)/lib
	touch $@

$(INSTALLED_DEV): requirements-dev.txt $(INSTALLED)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps --requirement requirements-dev.txt
	$(BIN)/python -m compileall -q $(VENV)/lib
	touch $@

%.mo: %.po | $(INSTALLED)
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale fr

# An editable install compiles nothing of ours, and where PYTHONDONTWRITEBYTECODE is set no run of it does.
$(BYTE_CODE): $(CODE) | $(INSTALLED)
	$(BIN)/python -m compileall -q wsgi.py webapp
	@mkdir -p $(@D)
	@touch $@

$(SNAPSHOT): $(CODE) $(wildcard webapp/data/* letter_templates/*/*) requirements.txt | $(INSTALLED)
	$(BIN)/python -m webapp.content.snapshot

$(PREPARED): $(CODE) $(wildcard letter_templates/_layout/*) requirements.txt | $(INSTALLED)
	$(BIN)/python -m webapp.renderers.preparing
	touch $@

$(WEB_FONTS): scripts/web_fonts.py webapp/web/web_fonts.py requirements.txt | $(INSTALLED)
	$(BIN)/python scripts/web_fonts.py
	touch $@
