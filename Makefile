# Everything that a fresh checkout needs; `make help` lists the targets.
.PHONY: help setup build demo install uninstall install-check test examples soak bench bank bench-find bench-tasks bench-generate bench-advice fuzz memory format check docs clean
.DEFAULT_GOAL := help

bin := .build/release

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Put libtorch and the system's libraries in place
	@scripts/setup

build: setup ## Build the command and the libraries
	swift build -c release

demo: build ## Find a rate for handwritten digits and train with it
	$(bin)/anneal fit digits

export PREFIX ?= $(HOME)/.local
install: build ## Install below PREFIX, which is ~/.local if not set; LINK=1 links to libtorch
	@scripts/install

uninstall: ## Remove what was installed below PREFIX
	@scripts/install --uninstall

install-check: build ## Install into a temporary folder, move it, and train from there
	@scripts/install-check

check: ## Check formatting and house rules
	scripts/check

test: setup check ## Run every check and every test
	@# The commands' tests start processes and wait for them, so they have the machine to themselves,
	@# and only a few run at once: a process that shares a core with fifty others misses its time.
	swift build -c release --build-tests
	swift test -c release --skip-build --skip CommandTests
	swift test -c release --skip-build --filter CommandTests \
	  --experimental-maximum-parallelization-width 4

examples: setup ## Build and run the examples, a package of its own
	scripts/examples

soak: build ## Kill runs at random moments and train many at once
	scripts/crash-test --binary $(bin)/anneal --task digits --trials 40
	scripts/side-by-side --binary $(bin)/anneal

bench: build .venv-peers/ready ## Compare training steps, schedules, optimizers and logs with other libraries'
	@.venv/bin/python -c 'import torch' 2>/dev/null || { echo "bench: PyTorch must be in .venv; run 'make setup' without ANNEAL_TORCH" >&2; exit 1; }
	@status=0; for comparison in compare compare_schedules compare_optimizers compare_logs; do \
	  .venv/bin/python Benchmarks/$$comparison.py $(bin)/anneal-benchmarks || status=1; \
	done; exit $$status

READER ?= events
SECONDS ?= 600
fuzz: build ## Fuzz a reader of logs, guided by coverage: make fuzz READER=pickle SECONDS=60, or READER=all
	scripts/fuzz $(READER) $(SECONDS)

memory: build ## Measure how resident memory grows over 10,000 steps of five models, an hour or more
	python3 Benchmarks/memory.py $(bin)/anneal-benchmarks

BANK ?= .bank
bank: build ## Train the bank of runs on which searches for a rate are measured, into BANK; it goes on where it was
	@seq 0 1 | xargs -P 2 -I {} $(bin)/anneal-benchmarks bank $(BANK) {}/2

bench-find: bank ## Search for rates in all settings of the bank, and write the table of docs/finding.md
	@$(bin)/anneal-benchmarks search $(BANK) 0/1
	@python3 Benchmarks/bank.py $(BANK)

TASK_RESULTS ?= .bench-tasks.jsonl
bench-tasks: build ## Compare schedules on the tasks of text, some hours; it goes on from TASK_RESULTS
	@python3 Benchmarks/tasks.py $(bin)/anneal $(TASK_RESULTS)

bench-generate: build ## Compare the tokens per second of 'anneal generate' with PyTorch: make bench-generate RUNS=latest
	@.venv/bin/python Benchmarks/generate.py $(bin)/anneal $(RUNS)

bench-advice: bank ## Choose the constants of 'anneal advise' on the bank, and write the tables of docs/advice.md
	@python3 Benchmarks/advice.py $(BANK) $(RATE_BANK) $(DEEPOBS)

# optax, Keras, pytorch_optimizer and TensorBoard, for the comparisons; without a network their rows are left out.
.venv-peers/ready: Benchmarks/requirements.txt
	@echo "fetching optax and Keras, some hundred megabytes, into .venv-peers"
	@rm -rf .venv-peers
	@python3 -m venv .venv-peers && .venv-peers/bin/python -m pip install -qqq --disable-pip-version-check -r $< \
	  && .venv-peers/bin/python -m pip install -qqq --disable-pip-version-check --no-deps pytorch_optimizer==4.1.0 \
	  && touch $@ || echo "bench: could not fetch optax and Keras; is there a network? their rows are left out" >&2

format: ## Format the sources
	swift format --in-place --recursive --parallel Sources Tests Benchmarks Examples/Sources Package.swift

docs: ## Build the documentation of LearningRate into .build/docs
	scripts/docs

clean: ## Remove what was built and fetched, but not the runs
	rm -rf .build .venv .venv-peers .torch Examples/.build
