# `make site` and `make test` are all that is needed after a clone; each sets up what it needs, once.

PYTHON ?= python3
# The day of the example office: its site reads the same next year.
TODAY := 2026-07-15

VENV := .venv
PY := $(VENV)/bin/python
LPSEDOCS := $(VENV)/bin/lpsedocs
DEMO := build/demo
IN_DEMO := LPSEDOCS_TRUST_ROOT=$$(cat $(DEMO).root) $(LPSEDOCS) --root $(DEMO)
RUNTIME := $(VENV)/set-up-runtime
DEV := $(VENV)/set-up-dev
NODE_MODULES := tests/node_modules/.set-up
# One more than there are processors: every other moment a test waits for git or a browser.
WORKERS := $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
# Tests start hundreds of programs, which load the same modules: kept compiled, whoever asked for something else.
unexport PYTHONDONTWRITEBYTECODE
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard lpsedocs/locale/*/LC_MESSAGES/*.po))

# The download obeys the user's own pip settings (mirror, proxy, certificates); the hashes decide what may come.
# The installation obeys nothing but the lock.
DOWNLOAD := $(PY) -m pip download --quiet --require-hashes --only-binary :all: --dest .wheels
INSTALL := PIP_CONFIG_FILE=/dev/null $(PY) -m pip --isolated install --quiet --no-index
LOCK := $(VENV)/bin/uv --quiet --no-config pip compile --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --only-binary :all: --custom-compile-command "make lock"

.DELETE_ON_ERROR:
.PHONY: help setup site serve test thorough mutants lint catalogue lock upgrade clean

help:
	@echo "make site       replay the example office as a repository, verify and check it, build both editions"
	@echo "make serve      show the office edition and rebuild when a record is saved"
	@echo "make test       run the tests"
	@echo "make thorough   run the tests with longer searches for counter-examples"
	@echo "make mutants    switch off every check of the trusted code in turn: the tests must notice (takes over an hour)"
	@echo "make lint       ruff and mypy"
	@echo "make setup      set up all that these need (they do it themselves)"
	@echo "make catalogue  bring the translations up to date with the code"
	@echo "make lock       lock the dependencies again after a change in pyproject.toml"
	@echo "make upgrade    lock the newest versions"
	@echo "make clean      remove what was set up and built"

setup: $(DEV) $(NODE_MODULES) $(CATALOGUES)

site: $(RUNTIME) $(CATALOGUES)
	@rm -rf $(DEMO) && mkdir -p $(dir $(DEMO))
	$(LPSEDOCS) demo $(DEMO) >$(DEMO).root
	$(LPSEDOCS) verify --repo $(DEMO) --trust-root $$(cat $(DEMO).root) --today $(TODAY)
	$(IN_DEMO) check --today $(TODAY)
	$(IN_DEMO) build --today $(TODAY) --edition office --output build/office
	$(IN_DEMO) build --today $(TODAY) --edition public --output build/public
	@echo "Office edition: file://$(CURDIR)/build/office/index.html"
	@echo "Public edition: file://$(CURDIR)/build/public/index.html"

serve: $(RUNTIME) $(CATALOGUES)
	$(LPSEDOCS) serve --today $(TODAY)

test: setup
	$(PY) -m pytest -n $(WORKERS) --dist worksteal

thorough: setup
	HYPOTHESIS_PROFILE=thorough $(PY) -m pytest -n $(WORKERS) --dist worksteal

mutants: setup
	$(PY) -m tools.mutants

lint: $(DEV)
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy

catalogue: $(DEV)
	$(PY) -m tools.catalogue

lock: $(DEV)
	$(LOCK) --group pip --output-file requirements/pip.lock
	$(LOCK) pyproject.toml --group build --output-file requirements/runtime.lock
	$(LOCK) pyproject.toml --group build --group dev --constraints requirements/runtime.lock \
		--output-file requirements/dev.lock
	$(LOCK) pyproject.toml --extra forge --constraints requirements/dev.lock \
		--output-file lpsedocs/starter/ci/dependencies.lock

upgrade: LOCK += --upgrade
upgrade: lock

clean:
	rm -rf $(VENV) .wheels build dist tests/node_modules $(CATALOGUES) *.egg-info \
		.hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=...")'
	$(PYTHON) -m venv $(VENV)
	$(DOWNLOAD) --requirement requirements/pip.lock
	$(INSTALL) --find-links .wheels --require-hashes --requirement requirements/pip.lock

$(RUNTIME): requirements/runtime.lock pyproject.toml setup.py | $(PY)
	$(DOWNLOAD) --requirement requirements/runtime.lock
	$(INSTALL) --find-links .wheels --require-hashes --requirement requirements/runtime.lock
	$(INSTALL) --quiet --no-build-isolation --no-deps --editable .
	@touch $@

$(DEV): requirements/dev.lock $(RUNTIME)
	$(DOWNLOAD) --requirement requirements/dev.lock
	$(INSTALL) --find-links .wheels --require-hashes --requirement requirements/dev.lock
	@touch $@

$(NODE_MODULES): tests/package.json tests/package-lock.json
	@if command -v npm >/dev/null; then \
		npm --prefix tests ci --loglevel error && touch $@; \
	else \
		echo "npm is not installed: the tests that need it will be skipped"; \
	fi

%.mo: %.po | $(RUNTIME)
	$(VENV)/bin/pybabel --quiet compile --input-file $< --output-file $@
