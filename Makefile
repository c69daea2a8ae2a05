# make run        the dashboard at http://localhost:8501; without data it begins with the invented sample
# make test       everything the tests need, then all tests (minutes)
# make test-long  the same and the slow ones: kill -9, thousands of histories
# make lock       requirements*.txt anew from requirements*.in
# Each target says what it lacks, does only what is left to do, and is quick the second time.

PORT  ?= 8501
VENV  := .venv
PY    := $(VENV)/bin/python
TESTS ?= tests

.DEFAULT_GOAL := help
.PHONY: help run test test-long lint lock venv runtime dev browser sample clean

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

# --- a Python of its own ------------------------------------------------------------------------
# A shim can be on the PATH and still not run (pyenv), so each candidate is asked.
define FIND_PYTHON
set -eu
range='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))'
if [ -x $(PY) ] && $(PY) -c "$$range; import pip" 2>/dev/null; then exit 0; fi
for name in python3.14 python3.13 python3.12 python3.11 python3; do
  $$name -c "$$range" >/dev/null 2>&1 || continue
  found=$$name
  if $$name -c 'import ensurepip, venv' 2>/dev/null; then
    echo "Making $(VENV) with $$($$name --version)"
    exec $$name -m venv --clear $(VENV)
  fi
done
if [ -n "$${found:-}" ]; then
  version=$$($$found -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  echo "Python $$version is here, its venv module is not. Type this, then the same make again:" >&2
  echo "  sudo apt-get install -y python$$version-venv" >&2
else
  echo "Python 3.11 to 3.14 is needed and none was found. Type one of these, then the same make again:" >&2
  echo "  sudo apt-get install -y python3.11 python3.11-venv    (Debian, Ubuntu)" >&2
  echo "  brew install python@3.13                              (macOS)" >&2
fi
exit 1
endef
export FIND_PYTHON

venv:
	@sh -c "$$FIND_PYTHON"

# The stamp is a copy of the lock: installed again only when the lock says something else.
# requirements-dev.txt holds requirements.txt, so its stamp serves both.
runtime: venv
	@cmp -s requirements.txt $(VENV)/requirements.txt || { \
	  echo "Installing requirements.txt (about a minute, once)"; \
	  $(PY) -m pip install -qq --require-hashes -r requirements.txt && cp requirements.txt $(VENV)/requirements.txt; }

dev: venv
	@cmp -s requirements-dev.txt $(VENV)/requirements-dev.txt || { \
	  echo "Installing requirements-dev.txt (about a minute, once)"; \
	  $(PY) -m pip install -qq --require-hashes -r requirements-dev.txt \
	  && cp requirements.txt requirements-dev.txt $(VENV)/; }

# --- run ----------------------------------------------------------------------------------------
# Only the project's own folder is filled, and only while it holds nothing but the seed. A folder that a person
# named in GANGSO_DATA may be meant for real data, which a folder with the sample refuses: the page offers both.
# A folder that an older version of the program made is built again from what was loaded: its snapshots cannot be read.
# A sample that was never released gets a release too: without one the council and the public see nothing.
sample: runtime
	@if [ -z "$$GANGSO_DATA" ] && ! grep -qsv '"origin": "seed"' data/home/ledger.jsonl; then $(PY) -m etl sample; fi
	@$(PY) -m etl build --if-needed || echo "The dashboard starts with what it can read."
	@if [ -z "$$GANGSO_DATA" ] && [ ! -e data/home/releases/releases.jsonl ] && grep -qs '"origin": "sample"' data/home/ledger.jsonl; then \
	  $(PY) -m disclosure sample || echo "The dashboard starts without a release."; fi

# The server opens no browser by itself in this mode. Without a screen nothing is opened.
define OPEN_WHEN_READY
import os, socket, sys, time, webbrowser
if sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
    for _ in range(120):
        time.sleep(0.5)
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", $(PORT))) == 0:
                webbrowser.open("http://localhost:$(PORT)")
                break
endef
export OPEN_WHEN_READY

run: sample
	@echo "http://localhost:$(PORT)  (stop: Ctrl+C)"
	@$(PY) -c "$$OPEN_WHEN_READY" & \
	exec $(PY) -m streamlit run app.py --server.address 127.0.0.1 --server.port $(PORT)

# --- test ---------------------------------------------------------------------------------------
browser: dev
	@$(PY) tests/browser/chromium.py

lint: dev
	@$(PY) -m ruff check .

test: lint browser
	@$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(TESTS)

test-long: lint browser
	@$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "long or not long" $(TESTS)

# --- keep ---------------------------------------------------------------------------------------
lock: dev
	@$(PY) -m pip install -qq uv
	@for name in requirements requirements-dev; do \
	  UV_NO_CONFIG=1 $(VENV)/bin/uv pip compile -q --universal --generate-hashes --python-version 3.11 \
	    --custom-compile-command "make lock" $$name.in -o $$name.txt || exit 1; done

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
