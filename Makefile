# What a newcomer runs. `make help` lists it; needs Python 3.11 or newer, make and the package index.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip -qq --disable-pip-version-check
CODE   := src tests bench training docs
DEMO   := demo
RUN    := training/statements/runs
JUDGED := training/judge/runs

.DEFAULT_GOAL := help
.PHONY: help test check lint format types pytest demo bench model judge names docs pictures clean

help:  ## list these targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## */  make \1\t/' | expand -t 16

test: check pytest  ## everything a change must pass: lint, format, types, tests

check: lint format types  ## lint, format and types alone

lint: $(VENV)/.dev
	@echo "ruff check" && $(BIN)/ruff check --quiet $(CODE)

format: $(VENV)/.dev
	@echo "ruff format --check" && $(BIN)/ruff format --quiet --check $(CODE)

types: $(VENV)/.dev
	@echo "mypy" && $(BIN)/mypy --no-error-summary

# Order matters to a reader of the output: the quick checks speak first.
pytest: $(VENV)/.dev check
	@echo "pytest" && $(BIN)/pytest

demo: $(VENV)/.run  ## record the sample reports in demo/demo.db, show the table, write its pages
	@rm -rf $(DEMO) && mkdir -p $(DEMO)
	@$(BIN)/onrecord questions add samples/questions.toml --record $(DEMO)/demo.db
	@$(BIN)/onrecord add samples/reports --record $(DEMO)/demo.db
	@for question in $$($(BIN)/onrecord questions list --format csv --record $(DEMO)/demo.db \
	        | tail -n +2 | cut -d, -f1); do \
	    echo && $(BIN)/onrecord positions --question $$question --record $(DEMO)/demo.db && \
	    $(BIN)/onrecord brief $$question -o $(DEMO)/$$question.html --record $(DEMO)/demo.db || exit 1; \
	done
	@echo && echo "The record is $(DEMO)/demo.db; open the pages in a browser:" && ls -1 $(DEMO)/*.html

bench: $(VENV)/.dev  ## measure reports a second for the whole way, and the share of each stage
	@$(BIN)/python bench/whole.py

model: $(VENV)/.dev  ## train the statement model anew and ship it (hours): make model POLNEAR=FOLDER AGENCY=FILE
	@test -n "$(POLNEAR)" -a -n "$(AGENCY)" || { echo "make model POLNEAR=FOLDER AGENCY=FILE (see training/statements)"; exit 2; }
	@echo "installing PyTorch and the encoder" && $(PIP) install -e '.[train]'
	$(BIN)/python -m training.statements.train --data $(POLNEAR) --epochs 10 --until 6 --out $(RUN)/first
	$(BIN)/python -m training.statements.train --data $(POLNEAR) --agency $(AGENCY) --start $(RUN)/first/epoch-6.pt \
	    --epochs 6 --averaged 4 --rate 1.1e-4 --seed 20261122 --out $(RUN)/second
	$(BIN)/python -m training.statements.export $(RUN)/second/model.pt --out $(RUN) --ship

judge: $(VENV)/.dev  ## train the learned judge anew and ship it (hours): make judge POLNEAR=FOLDER AGENCY=FILE
	@test -n "$(POLNEAR)" -a -n "$(AGENCY)" || { echo "make judge POLNEAR=FOLDER AGENCY=FILE (see training/judge)"; exit 2; }
	@echo "installing PyTorch and the encoder" && $(PIP) install -e '.[train]'
	$(BIN)/python -m training.judge.train --reports $(AGENCY) $(POLNEAR)/train.jsonl.gz --epochs 12 --out $(JUDGED)
	$(BIN)/python -m training.judge.export $(JUDGED)/model.pt --out $(JUDGED) --temperature 1.5 --ship

names: $(VENV)/.dev  ## train the model of names anew and ship it (minutes)
	@echo "installing PyTorch" && $(PIP) install -e '.[train]'
	$(BIN)/python -m training.names.train --epochs 14 --ship

docs: $(VENV)/.dev  ## write docs/commands.md anew from the program's own help
	@$(BIN)/python docs/generate.py

pictures: $(VENV)/.dev  ## take the pictures of the README anew: the sample record in a browser (needs Chromium)
	@$(BIN)/python docs/pictures.py

clean:  ## remove what the other targets made
	rm -rf $(VENV) $(DEMO) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Installed once, and again only when what is to be installed has changed.
$(VENV)/.run: pyproject.toml constraints.txt
	@test -x $(BIN)/python || { echo "setting up $(VENV)"; $(PYTHON) -m venv $(VENV); }
	@echo "installing onrecord" && $(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	@echo "installing the tools for its tests" && $(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@
