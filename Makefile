# Everything from a fresh clone: each target makes what it needs first. `make` alone lists them.
#
#   make test PYTHON=/opt/python3.12/bin/python3    to choose the Python

VENV := .venv
STAMP := $(VENV)/.siegeline-installed
BIN := $(VENV)/bin
CHROMIUM := /usr/bin/chromium
POSTGRESQL := $(firstword $(shell command -v initdb) $(wildcard /usr/lib/postgresql/*/bin/initdb))
PYTHON ?=

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Kept from one run to the next: else every process of the tests compiles what it imports.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test check chromium postgresql axe followthemoney spark clean

help:
	@echo "make demo    read the sample reports, print one day's situation, write siegeline-demo.html"
	@echo "make test    all checks and tests, in a real browser too (installs Debian's chromium and postgresql)"
	@echo "make spark   the test with Spark (installs pyspark, 450 MB, and Debian's default-jre-headless)"
	@echo "make check   ruff, mypy and the fast tests"
	@echo "make clean   take away caches, builds and the demo's page; .venv stays"

demo: $(STAMP)
	@$(BIN)/siegeline demo

test: $(STAMP) chromium postgresql axe followthemoney
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/python -m pytest

check: $(STAMP)
	$(BIN)/ruff check
	$(BIN)/mypy --strict
	$(BIN)/python -m pytest -m "not browser and not slow" -n auto --maxprocesses 4 --dist worksteal

# apt-get as root, or through sudo; $(1) names the packages. Mirrors fail now and then: once more after a pause.
define APT_INSTALL
as_root=; [ "$$(id -u)" = 0 ] || as_root=sudo; \
apt_install() { \
	$$as_root apt-get update -qq && \
	$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $(1) >/dev/null; \
}; \
command -v apt-get >/dev/null && { apt_install || { sleep 5; apt_install; }; }
endef

# The first Python that is 3.11 or later and has the modules $1.
define FIND_PYTHON
find_python() { \
	for python in $(or $(PYTHON),python3.13 python3.12 python3.11 python3); do \
		if "$$python" -c "import $$1; sys.exit(sys.version_info < (3, 11))" >/dev/null 2>&1; \
		then echo "$$python"; return; fi; \
	done; \
}
endef

$(STAMP): pyproject.toml
	@set -e; \
	if ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
		$(FIND_PYTHON); \
		python=$$(find_python sys,ensurepip,venv); \
		if [ -z "$$python" ]; then \
			if [ -z "$$(find_python sys)" ]; then \
				echo "No Python 3.11 or later found: install one, or name it: make $(MAKECMDGOALS) PYTHON=..." >&2; \
				exit 1; \
			fi; \
			echo "Installing python3-venv, which Debian keeps apart ..."; \
			{ $(call APT_INSTALL,python3-venv); } || true; \
			python=$$(find_python sys,ensurepip,venv); \
		fi; \
		if [ -z "$$python" ]; then \
			echo "This Python cannot make environments: install python3-venv, then try again" >&2; \
			exit 1; \
		fi; \
		echo "Making $(VENV) with $$("$$python" --version) ..."; \
		"$$python" -m venv --clear $(VENV); \
	fi; \
	echo "Installing Siegeline and its parts into $(VENV) (minutes, the first time) ..."; \
	$(BIN)/python -m pip install --quiet --quiet -e ".[dev,learned]"; \
	touch $@

chromium:
	@if [ ! -x $(CHROMIUM) ]; then \
		echo "Installing Debian's chromium for the tests in a browser ..."; \
		{ $(call APT_INSTALL,chromium fonts-dejavu-core); } || true; \
	fi; \
	if [ ! -x $(CHROMIUM) ]; then \
		echo "$(CHROMIUM) is missing and apt-get could not install it: install chromium there, or leave the" \
			"browser out with: make check" >&2; \
		exit 1; \
	fi

# The tests start a server of their own from it, and skip, saying so, where it is missing.
postgresql:
	@if [ -z "$(POSTGRESQL)" ]; then \
		echo "Installing Debian's postgresql for the tests of a record shared by a team ..."; \
		{ $(call APT_INSTALL,postgresql); } || \
			echo "PostgreSQL could not be installed: the tests that need it will be skipped" >&2; \
	fi

# The tests of accessibility run it on each view of the desk, and skip, saying so, where it is missing.
AXE := $(VENV)/npm/node_modules/axe-core/axe.min.js
axe: $(STAMP)
	@if [ ! -f $(AXE) ]; then \
		if command -v npm >/dev/null; then \
			echo "Installing axe-core from npm for the tests of accessibility ..."; \
			mkdir -p $(VENV)/npm; \
			npm install --prefix $(VENV)/npm --no-audit --no-fund --silent axe-core@4 || \
				echo "axe-core could not be installed: the tests that need it will be skipped" >&2; \
		else echo "npm is missing: the tests of accessibility will be skipped" >&2; fi; \
	fi

# Not a part of make test: pyspark and Java are large, and few will read on many machines.
spark: $(STAMP)
	@if ! command -v java >/dev/null; then \
		echo "Installing Debian's default-jre-headless for Spark ..."; \
		{ $(call APT_INSTALL,default-jre-headless); }; \
	fi
	$(BIN)/python -m pip install --quiet --quiet -e ".[spark]"
	$(BIN)/python -m pytest tests/cli/test_spark.py

# One test reads our statements with it, and skips, saying so, where it is missing. It is not in the extra dev: its
# pyicu has no wheels, and needs ICU and a compiler.
FTM := $(BIN)/python -m pip install --quiet --quiet "followthemoney>=4.11,<5"
followthemoney: $(STAMP)
	@if ! $(BIN)/python -c "import followthemoney" >/dev/null 2>&1; then \
		echo "Installing followthemoney for the test of its statements ..."; \
		$(FTM) >/dev/null 2>&1 || { { $(call APT_INSTALL,libicu-dev pkg-config g++); } && $(FTM); } || \
			echo "followthemoney could not be installed: the test that needs it will be skipped" >&2; \
	fi

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis siegeline-demo.html siegeline-demo.db*
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
