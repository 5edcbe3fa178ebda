# One word a task. Each makes its own environment in .venv; nothing else is touched.
#   make map     the example reports become a map and GeoJSON in maps/generated/
#   make test    all tests            make check   lint, types, import layers
#   make bench   measurements         make eval GOLD=DIR   score against annotated reports
#   make dist    wheel and source     make clean   forget everything that was made
#   make fast    the program compiled, build/fast/kharita (needs a C compiler)     make clean-fast   forget that

# The first of these that is 3.11 or later and can make environments. The system's own goes first: it is built with profile-guided
# optimisation, one compiled by hand often is not (docs/benchmarks.md). Another one: make PYTHON=/path/to/python3
NAMES := /usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11
suitable = $(firstword $(foreach name,$(NAMES),$(shell $(name) -c 'import sys; sys.version_info >= (3, 11) or sys.exit(1); $(1)' 2>/dev/null && echo $(name))))
PYTHON ?= $(or $(call suitable,import ensurepip),$(call suitable,))
BIN := .venv/bin
READY := .venv/.ready

.PHONY: map test check bench eval dist fast clean-fast clean environment

map: $(READY)
	$(BIN)/kharita map examples -o maps/generated

test: $(READY)
	$(BIN)/python -m pytest -q -n auto --dist loadscope

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python -m bench

eval: $(READY)
	$(BIN)/python tools/eval.py $(if $(GOLD),"$(GOLD)") $(if $(SCORER),--scorer "$(SCORER)")

dist: $(READY)
	$(BIN)/python -m pip wheel -q --no-deps -w dist .
	$(BIN)/python -c "from setuptools.build_meta import build_sdist; print(build_sdist('dist'))" >/dev/null
	@ls dist

fast: $(READY)
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e ".[fast]"
	$(BIN)/python tools/compile.py

clean-fast:
	rm -rf build/fast

environment: $(READY)

$(READY): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or later was found; install one, or name it: make PYTHON=/path/to/python3" >&2; exit 2; }
	@$(PYTHON) -c "import ensurepip, venv" 2>/dev/null || { echo "make: this Python cannot make environments; on Debian and Ubuntu: apt install python3-venv" >&2; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $(READY)

clean:
	rm -rf .venv build dist *.egg-info maps/generated .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
