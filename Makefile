# Every command here also runs without make: see "Windows, or no make" in README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
ARTICLE ?= seeds/000_0014370f58e6b2cf.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test lab notebooks site bench validate fit lock clean

run: $(READY)
	@$(BIN)/undertone run "$(ARTICLE)" $(if $(LIST),--list "$(LIST)")

test: $(READY)
	@echo "ruff"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@echo "mypy"
	@$(BIN)/mypy --no-error-summary
	@echo "pytest: unit tests, doctests, and every notebook with nbval"
	@$(BIN)/python -m pytest -q

lab: $(READY)
	$(BIN)/jupyter lab notebooks

notebooks: $(READY)
	$(BIN)/undertone notebooks

site: $(READY)
	$(BIN)/undertone site --output build/site

bench: $(READY)
	@$(BIN)/python -m pip install -q --constraint constraints.txt --editable '.[notebooks,test,benchmarks]'
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/sentences.py

# Both need the corpora in $UNDERTONE_DATA (by default ../shared/data). The fit also needs PyTorch, by way of its extra.
validate: $(READY)
	@$(BIN)/python -m pip install -q --constraint constraints.txt --editable '.[notebooks,test,validate]'
	$(BIN)/undertone validate --write

fit: $(READY)
	@$(BIN)/python -m pip install -q --constraint constraints.txt --editable '.[notebooks,test,fit]'
	$(BIN)/python -m analysis.validating.fitting

# Needs uv (pip install uv). Resolves for every platform and every Python that pyproject.toml names.
lock:
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --upgrade --no-annotate \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --output-file constraints.txt

$(READY): pyproject.toml constraints.txt
	@echo "setting up $(VENV) from constraints.txt (a minute or two, once)"
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or later is needed, not ' + sys.version.split()[0] + ': make PYTHON=python3.12')"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install -q --constraint constraints.txt --editable '.[notebooks,test]'
	@touch $@

clean:
	rm -rf build $(VENV)
