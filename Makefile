# mpcal-ts. `make help` lists the targets.
# Everything that needs node_modules or dist depends on the stamps below, so that each target works in a fresh clone.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

MODULES := node_modules/.package-lock.json
DIST := dist/.built
SOURCES := $(shell find compiler runtime checker cli systems generated -name '*.ts' 2>/dev/null)
SYSTEMS := $(notdir $(wildcard specs/*))

.PHONY: help install build run test fuzz racetest oracle generate check-generated bench bench-checker bench-compiler bench-ycsb mc sim mutants check-mutants lint format typecheck pack clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-16s %s\n", $$1, $$2 }'

# A link belongs to another checkout, and `npm ci` would empty what it leads to.
$(MODULES): package.json package-lock.json
	test -L node_modules || npm ci
	@touch $(MODULES)

install: $(MODULES) ## Install the dependencies

$(DIST): $(MODULES) $(SOURCES) bundle.ts tsconfig.json tsconfig.build.json
	npm run --silent build
	@touch $(DIST)

build: $(DIST) ## Compile everything to dist/

run: $(DIST) ## Compile the raftkvs spec, start three servers, put, get, kill the leader, recover; then a prompt
	@node dist/cli/main.js compile specs/raftkvs/raftkvs.tla -o generated/raftkvs/raftkvs.ts --no-warnings
	@node dist/systems/raftkvs/demo.js

test: $(DIST) ## Run every test but the long ones
	npx vitest run $(VITEST_FLAGS)

fuzz: $(MODULES) ## Try a million mutated specs, expressions, configurations and traces (COUNT=n, SEED=n): never an exception, a hang or more than 512 MB
	npx tsx test/fuzz/run.ts

oracle: $(DIST) ## Compare the checker with TLC on every spec of the oracle, also with two workers (minutes)
	ORACLE=all npx vitest run test/checker/oracle.test.ts --testTimeout 900000

racetest: $(DIST) ## Run raftkvs under seeded random delays around every read, write and commit (SEED=n to replay)
	npx vitest run --config vitest.race.config.ts

generate: $(DIST) ## Write generated/ anew from specs/
	@for system in $(SYSTEMS); do \
	  mkdir -p generated/$$system; \
	  node dist/cli/main.js compile specs/$$system/$$system.tla -o generated/$$system/$$system.ts --no-warnings; \
	done

check-generated: generate ## Fail if generated/ is not what specs/ and the compiler give
	git diff --exit-code -- generated

bench: $(DIST) ## Measure raftkvs (and etcd, if it is on the PATH) at 1, 10 and 100 clients
	npx tsx bench/raftkvs.ts

bench-ycsb: $(DIST) ## The same under workloads A, B, C, D and F of YCSB
	npx tsx bench/raftkvs.ts --workloads A,B,C,D,F --clients 100

bench-checker: $(DIST) ## Measure the checker on raftkvs and the largest specs of the oracle (ARGS='--profile --only Bakery')
	npx tsx bench/checker.ts $(ARGS)

bench-compiler: $(DIST) ## Measure how the compiler's time grows, and what it takes on raftkvs (ARGS='--only labels --size 300')
	npx tsx bench/compiler.ts $(ARGS)

mc: $(MODULES) ## Check the models of all systems, exhaustively
	npx tsx test/specs/check-models.ts models

sim: $(MODULES) ## Walk at random through the models that are too large to check
	npx tsx test/specs/check-models.ts walks

mutants: $(MODULES) ## Write specs/*/mutants/ anew from test/specs/mutants
	npx tsx test/specs/mutants/write.ts

check-mutants: $(MODULES) ## See that every mutant of the specs is caught (SYSTEM=raftkvs for those of one)
	npx tsx test/specs/check-models.ts mutants $(SYSTEM)

lint: $(MODULES) ## Check the architecture, the code and its format
	npx eslint . --max-warnings 0
	npx prettier --check .

typecheck: $(MODULES) ## Check the types of everything, tests included
	npx tsc -p tsconfig.json --noEmit

format: $(MODULES) ## Format the code
	npx prettier --write .

pack: $(DIST) ## Make the npm package
	npm pack

clean: ## Remove what was built
	rm -rf dist coverage
