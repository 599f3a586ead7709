# connector-watch: everything a clone needs, with Swift 6.3 and root on Debian 12 and nothing else.
#
#   make run        build, and run the daemon in the foreground on a sample made on the spot
#   make test       build, and run every test on the test ground
#   make lint       formatting, scripts, unit, and the rules that no compiler checks
#   make bench      measure against the budgets
#   make release    the binaries that are installed
#   make install    install BIN's binaries and all else below DESTDIR

SHELL = /bin/bash
SWIFT ?= swift
PREFIX ?= /usr
DESTDIR ?=
# Where "install" takes the binaries from; .build/debug will do for a trial.
BIN ?= .build/release
# Further words for "swift test", as in TEST_ARGS='--filter "Service"'.
TEST_ARGS ?=

BUILD_PACKAGES = libsystemd-dev libssl-dev libexpat1-dev openssl
BENCH_PACKAGES = prometheus-blackbox-exporter monitoring-plugins-basic
TEST_PACKAGES = systemd dnsmasq-base iproute2 iptables nftables nginx-light libnginx-mod-stream squid curl shellcheck \
	procps mandoc perl chromium

SHARE = $(DESTDIR)$(PREFIX)/share
EXAMPLES = $(SHARE)/doc/connector-watch/examples
SYSTEM = $(DESTDIR)$(PREFIX)/lib
CONFIGURATION = $(DESTDIR)/etc/connector-watch

.PHONY: build release run test lint bench install deps build-deps clean

build: build-deps
	$(SWIFT) build
	packaging/make-manual .build/man .build/debug

release: build-deps
	$(SWIFT) build -c release --static-swift-stdlib
	packaging/make-manual .build/man .build/release

run: build
	packaging/make-sample .build/sample
	.build/debug/connector-watchd --config .build/sample/connector-watch.conf

test: deps
	$(SWIFT) build --build-tests
	Tests/Ground/ground $(SWIFT) test --skip-build --disable-xctest $(TEST_ARGS)

lint: deps
	.ci/lint

bench: deps release
	packaging/install-packages $(BENCH_PACKAGES)
	Tests/Bench/bench
	Tests/Bench/probes
	Tests/Bench/faults
	Tests/Bench/stores

deps:
	packaging/install-packages $(BUILD_PACKAGES) $(TEST_PACKAGES)

build-deps:
	packaging/install-packages $(BUILD_PACKAGES)

install:
	install -D -m 755 -t $(DESTDIR)$(PREFIX)/bin $(BIN)/connector-watchd $(BIN)/connector-watch
	install -D -m 644 -t $(SYSTEM)/systemd/system systemd/connector-watch.service
	install -D -m 644 systemd/connector-watch.sysusers $(SYSTEM)/sysusers.d/connector-watch.conf
	install -D -m 644 -t $(SYSTEM)/systemd/catalog systemd/connector-watch.catalog
	install -D -m 644 -t $(SHARE)/doc/connector-watch README.md CHANGELOG.md
	for page in $(wildcard .build/man/*.[1578]); do \
		install -D -m 644 -t $(SHARE)/man/man$${page##*.} $$page || exit; \
	done
	install -D -m 644 -t $(EXAMPLES) config/sample/*
	packaging/install-configuration config/connector-watch.conf $(CONFIGURATION)/connector-watch.conf
ifeq ($(DESTDIR),)
	if [ -d /run/systemd/system ]; then \
		systemd-sysusers && journalctl --update-catalog && systemctl daemon-reload; \
	fi
endif

clean:
	$(SWIFT) package clean
	rm -rf .build/sample .build/bench
