# make setup | run [DOCS=folder] [PORT=8501] | test | lint | clean

PYTHON ?= python3
PORT ?= 8501
DOCS ?= samples

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# Each folder of documents has a store of its own, so that one never mixes with another.
ifeq ($(DOCS),samples)
STORE := .store/samples
else
STORE := .store/$(shell basename "$(DOCS)")-$(shell realpath -m "$(DOCS)" | sha256sum | cut -c1-8)
endif

.PHONY: setup run test lint clean
.DEFAULT_GOAL := setup

setup: $(READY)

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更高版本，可用 PYTHON=路径 指定" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(READY)

run: setup
	$(BIN)/budget-assistant ingest "$(DOCS)" --store "$(STORE)"
	$(BIN)/budget-assistant serve --store "$(STORE)" --port $(PORT)

test: setup
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

clean:
	rm -rf $(VENV) .store build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
