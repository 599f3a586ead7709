# connector-watch: everything a clone needs, with Swift 6.3 and root on Debian 12 and nothing else.
#
#   make run        build, and run the daemon in the foreground on a sample made on the spot
#   make test       build, and run every test on the sandbox
#   make lint       formatting, scripts, unit, and the rules that no compiler checks
#   make bench      measure against the targets, and against the build of the revision BASE
#   make count      count the instructions of a probe against the baseline, which "make baseline" writes
#   make order      find the functions that a waiting daemon runs, which "make release" puts side by side
#   make fuzz       feed all that reads foreign bytes with ever new inputs, FUZZ_SECONDS for each of FUZZ_TARGETS
#   make sanitize   run the tests under the sanitizers of threads and of addresses
#   make soak       probe a world that keeps breaking, PROBES times, and measure what grows
#   make release    the binaries that are installed
#   make install    install BIN's binaries and all else below DESTDIR
#   make deb        the Debian package, in .build/deb; "make check-deb" checks it, "make check-bare" installs it on the
#                   Debian of SUITE with nothing else, "make check-reproducible" builds it twice
#   make rpm        the RPM package, in .build/rpm

SHELL = /bin/bash
SWIFT ?= swift
PREFIX ?= /usr
DESTDIR ?=
# Where "install", "deb" and "rpm" take the binaries from; .build/debug will do for a trial.
BIN ?= .build/release
# Of Debian, for check-bare.
SUITE ?= bookworm
# Where "deb" leaves the package.
DEB ?= .build/deb
# Another revision that "bench" compares with, if any.
BASE ?=
# Of the directories of Tests/Fuzz/Corpus; all if empty.
FUZZ_TARGETS ?=
# Further words for "swift test", as in TEST_ARGS='--filter "Service"'.
TEST_ARGS ?=

BUILD_PACKAGES = libsystemd-dev libssl-dev libexpat1-dev libc-ares-dev zlib1g-dev libsqlite3-dev libqrencode-dev openssl perl
BENCH_PACKAGES = prometheus-blackbox-exporter monitoring-plugins-basic
COUNT_PACKAGES = valgrind nginx-light openssl binutils
TEST_PACKAGES = systemd tinyproxy-bin privoxy apache2-bin haproxy trafficserver dnsmasq-base unbound iproute2 iptables nftables nginx-light libnginx-mod-stream squid-openssl curl shellcheck \
	procps binutils mandoc ca-certificates e2fsprogs mount debhelper chromium jq acl gnutls-bin libnss3-tools python3-pip sqlite3 gdb \
	prometheus prometheus-node-exporter prometheus-alertmanager systemd-journal-remote

SHARE = $(DESTDIR)$(PREFIX)/share
EXAMPLES = $(SHARE)/doc/connector-watch/examples
SYSTEM = $(DESTDIR)$(PREFIX)/lib
# Debian 12's debhelper knows units only in /lib/systemd/system.
UNITS ?= $(PREFIX)/lib/systemd/system
ZSH_COMPLETIONS ?= $(PREFIX)/share/zsh/vendor-completions
CONFIGURATION = $(DESTDIR)/etc/connector-watch

.PHONY: build release run test lint bench count baseline order fuzz sanitize soak install deb check-deb check-bare check-reproducible rpm deps build-deps clean

build: build-deps
	$(SWIFT) build
	packaging/make-manual .build/man .build/debug

# Neither where the tree lies nor when it is built shows in what is built. lld packs the relocations, 2 MB in both. For
# size, as the daemon waits nearly always: 3 % less of the binary, 2 % less resident memory, and no probe costs more. The
# functions that run while it waits lie side by side, a tenth of its memory; each has a section of its own, which also
# lets go of half a megabyte that nobody calls.
release: build-deps
	$(SWIFT) build -c release --static-swift-stdlib --disable-local-rpath \
		-Xswiftc -file-prefix-map -Xswiftc '$(CURDIR)=.' -Xcc '-ffile-prefix-map=$(CURDIR)=.' \
		-Xswiftc -Xfrontend -Xswiftc -no-clang-module-breadcrumbs \
		-Xswiftc -Xfrontend -Xswiftc -disable-incremental-llvm-codegen \
		-Xswiftc -Osize -Xswiftc -Xfrontend -Xswiftc -function-sections -Xswiftc -use-ld=lld -Xlinker --icf=safe \
		-Xlinker --symbol-ordering-file=packaging/functions.order -Xlinker --no-warn-symbol-ordering \
		-Xlinker -z -Xlinker pack-relative-relocs -Xlinker -z -Xlinker now
	packaging/make-manual .build/man .build/release

run: build
	packaging/make-sample .build/sample
	mkdir .build/sample/run .build/sample/state
	RUNTIME_DIRECTORY=$(CURDIR)/.build/sample/run STATE_DIRECTORY=$(CURDIR)/.build/sample/state \
		.build/debug/connector-watchd --config .build/sample/connector-watch.conf

test: deps
	$(SWIFT) build --build-tests
	SWIFT=$(SWIFT) Tests/run $(TEST_ARGS)

lint: deps
	.ci/lint

# BIN given on the command line is there already.
deb rpm: $(if $(filter .build/release,$(BIN)),release)
deb:
	packaging/install-packages debhelper
	packaging/sbom $(BIN) >$(BIN)/connector-watch.cdx.json
	packaging/build-deb $(DEB) $(BIN)

check-deb:
	packaging/install-packages lintian
	packaging/check-deb $(DEB)

check-bare: deps
	packaging/install-packages debootstrap
	packaging/check-bare $(DEB) $(SUITE)

check-reproducible:
	packaging/check-reproducible

rpm:
	packaging/install-packages rpm
	packaging/sbom $(BIN) >$(BIN)/connector-watch.cdx.json
	packaging/build-rpm .build/rpm $(BIN)

bench: deps release
	packaging/install-packages $(BENCH_PACKAGES)
	BASE="$(BASE)" Tests/Bench/bench

count baseline:
	packaging/install-packages $(COUNT_PACKAGES)
	$(if $(wildcard $(DEB)/*.deb),DEB=$(DEB)) Tests/Bench/instructions $(if $(filter baseline,$@),write)

order: deps release
	packaging/install-packages $(COUNT_PACKAGES)
	Tests/Bench/order >.build/functions.order
	mv .build/functions.order packaging/functions.order
	rm -f .build/release/connector-watch .build/release/connector-watchd

fuzz: build-deps
	SWIFT=$(SWIFT) Tests/Fuzz/fuzz $(FUZZ_TARGETS)

sanitize: deps
	SWIFT=$(SWIFT) Tests/Sanitize/sanitize

soak: deps release
	Tests/Bench/soak

deps:
	packaging/install-packages $(BUILD_PACKAGES) $(TEST_PACKAGES)
	Tests/DotNet/fetch .build/dotnet || echo "The tests with .NET will be skipped." >&2
	Tests/Tenant/fetch .build/msal || echo "The test with Microsoft's own client library will be skipped." >&2

build-deps:
	packaging/install-packages $(BUILD_PACKAGES)

install:
	install -D -m 755 -t $(DESTDIR)$(PREFIX)/bin $(BIN)/connector-watchd $(BIN)/connector-watch
	install -D -m 644 -t $(DESTDIR)$(UNITS) systemd/connector-watch.service \
		systemd/connector-watch-access.path systemd/connector-watch-access.service
	install -D -m 644 systemd/connector-watch.sysusers $(SYSTEM)/sysusers.d/connector-watch.conf
	install -D -m 644 -t $(SYSTEM)/systemd/catalog $(wildcard systemd/*.catalog)
	install -D -m 644 -t $(SHARE)/doc/connector-watch README.md CHANGELOG.md \
		$(wildcard $(BIN)/connector-watch.cdx.json)
	install -D -m 644 -t $(SHARE)/doc/connector-watch/docs $(wildcard docs/*.md)
	packaging/install-manual $(BIN) $(SHARE)/man
	install -D -m 644 -t $(EXAMPLES) config/sample/* packaging/windows/connector-watch-export.cmd \
		Sources/Diagnosis/Signatures/signatures.conf
	install -D -m 644 -t $(EXAMPLES)/prometheus $(wildcard packaging/prometheus/*)
	install -d $(CONFIGURATION)/connector-watch.conf.d
	packaging/install-configuration config/connector-watch.conf $(CONFIGURATION)/connector-watch.conf
	packaging/install-completions $(BIN)/connector-watch $(SHARE) $(DESTDIR)$(ZSH_COMPLETIONS)
ifeq ($(DESTDIR),)
	if [ -d /run/systemd/system ]; then \
		systemd-sysusers && journalctl --update-catalog && systemctl daemon-reload; \
	fi
endif

clean:
	$(SWIFT) package clean
	rm -rf .build/sample .build/bench .build/deb .build/rpm .build-asan .build-fuzz .build-tsan
