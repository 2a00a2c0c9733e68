# Two commands matter: `make demo` shows the main job, `make test` proves the checkout.
# Everything is set up in .venv from hashed locks; nothing outside this folder is touched, but for a cache of
# models and, when run as root on Debian, the packages that the tests need.

PYTHON ?= python3
BIN := .venv/bin
LOCKED := --no-deps --require-hashes --only-binary :all:
PACKAGES := chatmine crawlers ocr asr transcripts pairing curation indexer export search_ui

.DEFAULT_GOAL := help
.PHONY: help demo test check format setup setup-tests system lock clean bench-reading bench-speed bench-search bench-clips bench-hearing

help:
	@echo "make demo    set up, then gather, read, pair, index, search and export the demo posts, and serve them"
	@echo "make test    set up, then run all tests"
	@echo "make check   ruff, mypy, import-linter"
	@echo "make setup   only set up: .venv/bin/chatmine --help"
	@echo "more: format, lock, clean, bench-reading, bench-speed, bench-search, bench-clips, bench-hearing"

demo: setup
	@$(BIN)/python demo/run.py

test: setup-tests system
	$(BIN)/python -m pytest

check: setup-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup-tests
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

setup: .venv/chatmine.done
setup-tests: .venv/tests.done

# uv takes seconds where pip takes a minute, from the same locks; where it does not run, pip does it.
.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || (echo "chatmine needs Python 3.11, 3.12 or 3.13: make PYTHON=python3.12 ..."; exit 1)
	@$(PYTHON) -m venv .venv || (echo "on Debian: apt-get install python3-venv"; exit 1)

define install
	if $(BIN)/uv --version >/dev/null 2>&1; then VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet $(LOCKED) $(1); \
	else $(BIN)/pip install --quiet --disable-pip-version-check $(LOCKED) $(1); fi
endef

# The headless build of OpenCV goes over the other one (which PaddleX asks for by name), and needs no libGL.
.venv/chatmine.done: .venv/pyvenv.cfg requirements.lock requirements-opencv.lock requirements-build.lock pyproject.toml
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-build.lock
	@echo "Setting up .venv (some 1.5 GB; seconds with uv, a minute with pip)"
	@$(call install,-r requirements.lock)
	@if $(BIN)/uv --version >/dev/null 2>&1; then VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --reinstall $(LOCKED) -r requirements-opencv.lock; \
	else $(BIN)/pip install --quiet --disable-pip-version-check --force-reinstall $(LOCKED) -r requirements-opencv.lock; fi
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/tests.done: .venv/chatmine.done requirements-dev.lock
	@$(call install,-r requirements-dev.lock)
	@touch $@

system:
	@sh tests/system_packages.sh

lock:
	for name in requirements requirements-dev requirements-build requirements-opencv; do \
	  deps=; [ $$name = requirements-opencv ] && deps=--no-deps; \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --only-binary :all: --no-emit-package opencv-python-headless $$deps $$name.in -o $$name.lock || exit 1; done

# All that is claimed of screenshots.  QUICK=1 draws a tenth; what needs pictures that are not there says so, and the rest goes on.
DRAWN := $(if $(QUICK),--quick,--seeds 0:1000)
TALL := $(if $(QUICK),0:30,0:300)
SETS := $(if $(QUICK),0:30,0:160)
bench-reading: setup-tests
	-$(BIN)/python -m benchmarks.reading --by client --by lang --worst 15
	-$(BIN)/python -m benchmarks.reading --posts
	-$(BIN)/python -m benchmarks.steadiness
	-$(BIN)/python -m benchmarks.spoilt
	-$(BIN)/python -m benchmarks.drawn $(DRAWN) --worst 15
	-$(BIN)/python -m benchmarks.drawn --set later --seeds $(SETS)
	-$(BIN)/python -m benchmarks.drawn --set third --seeds $(SETS)
	-$(BIN)/python -m benchmarks.tables --seeds 0:24
	-$(BIN)/python -m benchmarks.joining --seeds $(TALL)
	-$(BIN)/python -m benchmarks.reliability $(patsubst --quick,--seeds 0:100,$(DRAWN))
	-$(BIN)/python -m benchmarks.captioning

bench-speed: setup-tests
	$(BIN)/python benchmarks/reading_speed.py ../shared/eval/screenshots

bench-search: setup-tests
	$(BIN)/python benchmarks/searching.py

bench-clips: setup-tests
	$(BIN)/python -m benchmarks.clips --worst 10

MODEL ?= demo/whisper-fixture/model
bench-hearing: setup-tests
	$(BIN)/python -m benchmarks.hearing $(MODEL)

clean:
	rm -rf .venv demo-workspace demo-dataset
