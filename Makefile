# `make run` builds everything and opens the demo company. `make test` runs everything.
# Compiled dependencies are kept in a cache folder of the user, so that the next clone takes minutes.
CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/yeojido
export CARGO_TARGET_DIR ?= $(CACHE)/target
PORT ?= 8080
DATA ?= data

# The cluster is a workspace of its own with a target folder of its own, so that the main one never compiles DataFusion.
CLUSTER_TARGET_DIR ?= $(CACHE)/target-cluster
CLUSTER := --locked --manifest-path crates/cluster/Cargo.toml --target-dir $(CLUSTER_TARGET_DIR)

.PHONY: run build release web test test-rust test-web test-stories lint tidy deny setup bench clean cluster cluster-release \
        test-cluster lint-cluster

run: build
	$(CARGO_TARGET_DIR)/debug/yeojido --data $(DATA) demo --port $(PORT)

build: web
	cargo build --locked --workspace --bins

release: web
	cargo build --locked --release --bin yeojido
	@echo "$(CARGO_TARGET_DIR)/release/yeojido"

web: web/dist/index.html

web/node_modules/.package-lock.json: web/package-lock.json
	cd web && npm ci --no-audit --no-fund

web/dist/index.html: web/node_modules/.package-lock.json $(shell find web/src web/public web/index.html web/vite.config.ts -type f 2>/dev/null)
	cd web && npm run build

# What the tests need beyond cargo and npm: a browser, PostgreSQL, DuckDB for Python.
setup:
	scripts/setup

test: setup web lint test-web test-rust test-stories

lint: tidy
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- -D warnings

tidy:
	cargo xtask tidy

# Licences, bans and sources of what we build on, where cargo-deny is installed: compiling it takes minutes.
deny:
	@if cargo deny --version >/dev/null 2>&1; then cargo deny --locked check licenses bans sources; \
	else echo "skipped: cargo-deny is not here (cargo install cargo-deny --locked)"; fi

test-rust: export YEOJIDO_PYTHON ?= $(CACHE)/python/bin/python
test-rust: web
	cargo test --locked --workspace

test-web: web/node_modules/.package-lock.json
	cd web && npm run lint && npm test

# Stories of users, in a real browser against the real program.
test-stories: build
	cd web && npm run stories

# The second binary: scheduler, executors, queries and the mirror of a lake (docs/scaling.md).
cluster:
	cargo build $(CLUSTER)
	@echo "$(CLUSTER_TARGET_DIR)/debug/yeojido-cluster"

cluster-release:
	cargo build --release $(CLUSTER)
	@echo "$(CLUSTER_TARGET_DIR)/release/yeojido-cluster"

# A whole cluster of real processes on the loopback, against one process.
test-cluster: export YEOJIDO_WEED ?= $(CACHE)/cluster-python/bin/weed
test-cluster: export YEOJIDO ?= $(CARGO_TARGET_DIR)/debug/yeojido
test-cluster: export YEOJIDO_CLUSTER_PYTHON ?= $(CACHE)/cluster-python/bin/python
test-cluster:
	scripts/setup-cluster
	cargo fmt --manifest-path crates/cluster/Cargo.toml --check
	cargo test $(CLUSTER)

# Apart from the tests: it compiles the engine a second time.
lint-cluster:
	cargo clippy $(CLUSTER) --all-targets -- -D warnings

bench: release
	bench/run

clean:
	rm -rf web/dist web/node_modules
