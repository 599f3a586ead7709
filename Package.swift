// swift-tools-version: 6.1
import PackageDescription

/// Whether "make fuzz" builds: then all is instrumented, and what reads the kept inputs is a program instead of a test.
let isFuzzing = Context.environment["CONNECTOR_WATCH_FUZZ"] != nil
let fuzzed: [SwiftSetting] =
    isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer,address", "-enable-testing"])] : []

/// Compiler settings of every Swift target.
let strict: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ] + fuzzed

/// Error numbers, descriptors and file status of the system.
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

/// Any bytes, for all that reads what comes from outside; see docs/development/testing.md.
let fuzzTargets = ["FuzzTarget.swift", "Targets"]
let fuzzDependencies: [Target.Dependency] = [
    "WatchCore", "Certificates", "NetworkPath", "TrustStore", "Cloud", "Diagnosis",
]
let corpusTests: [Target] = [
    .testTarget(
        name: "FuzzTests", dependencies: fuzzDependencies + ["TestSupport"], path: "Tests/Fuzz",
        exclude: ["Corpus", "CLibFuzzer", "Fuzzer", "fuzz", "make-samples"],
        sources: fuzzTargets + ["CorpusTests.swift"],
        swiftSettings: strict)
]
let fuzzer: [Target] = [
    .systemLibrary(name: "CLibFuzzer", path: "Tests/Fuzz/CLibFuzzer"),
    .executableTarget(
        name: "connector-watch-fuzz", dependencies: fuzzDependencies + ["CLibFuzzer"], path: "Tests/Fuzz",
        exclude: ["Corpus", "CLibFuzzer", "CorpusTests.swift", "fuzz", "make-samples"],
        sources: fuzzTargets + ["Fuzzer"],
        swiftSettings: strict,
        // lld takes the program's own "main" where libFuzzer has one too.
        linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]),
]

let package = Package(
    name: "connector-watch",
    products: [
        .executable(name: "connector-watchd", targets: ["connector-watchd"]),
        .executable(name: "connector-watch", targets: ["connector-watch"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
        // For the tests alone.
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
    ],
    targets: [
        // C shims: a module map and an annotated header each.
        .systemLibrary(name: "CSystemd", providers: [.apt(["libsystemd-dev"])]),
        .systemLibrary(name: "COpenSSL", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CAres", providers: [.apt(["libc-ares-dev"])]),
        .systemLibrary(name: "CExpat", providers: [.apt(["libexpat1-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CQrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CLinux"),

        // Decides; no clock, file, socket or log.
        .target(
            name: "WatchCore",
            dependencies: [
                .product(name: "HeapModule", package: "swift-collections"),
                .product(name: "DequeModule", package: "swift-collections"),
            ],
            swiftSettings: strict),

        // Opens, reads, replaces and lists files, with one kind of error.
        .target(name: "Files", dependencies: [system], swiftSettings: strict),

        // An actor's executor on a Dispatch queue, for those whose events come from descriptors.
        .target(name: "SerialQueue", swiftSettings: strict),

        // Probe; each knows the core and the files only.
        .target(name: "Certificates", dependencies: ["WatchCore", "COpenSSL"], swiftSettings: strict),
        .target(
            name: "NetworkPath",
            dependencies: [
                "WatchCore", "Certificates", "Files", "SerialQueue", "CAres", "COpenSSL", "CZlib",
                "CLinux", system,
            ],
            swiftSettings: strict),
        .target(
            name: "TrustStore",
            dependencies: [
                "WatchCore", "Certificates", "Files", "SerialQueue", "CExpat", "COpenSSL", "CLinux", system,
            ],
            swiftSettings: strict),

        // Asks the cloud over the network path; keeps no token.
        .target(
            name: "Cloud", dependencies: ["WatchCore", "NetworkPath", "COpenSSL"], swiftSettings: strict),

        // Touches the host; decides nothing.
        .target(
            name: "SystemdHost", dependencies: ["WatchCore", "Files", "CSystemd", "CLinux", system],
            swiftSettings: strict),

        // What must survive the daemon's end.
        .target(
            name: "Memory", dependencies: ["WatchCore", "Files", "SerialQueue", "CSQLite", system],
            swiftSettings: strict),

        // Logs of the connector's host in, causes out; reads files and nothing else.
        .target(
            name: "Diagnosis", dependencies: ["WatchCore", "Files", "CExpat", system],
            resources: [.embedInCode("Signatures/signatures.conf")], swiftSettings: strict),
        // Tells receivers beside the journal.
        .target(
            name: "Delivery", dependencies: ["WatchCore", "NetworkPath"], swiftSettings: strict),

        // Sends each kind of target to the part that probes it, for both programs.
        .target(
            name: "Prober",
            dependencies: [
                "WatchCore", "Files", "SerialQueue", "NetworkPath", "TrustStore", "Cloud", "Delivery",
                "SystemdHost", "COpenSSL", .product(name: "HeapModule", package: "swift-collections"),
            ],
            swiftSettings: strict),

        .executableTarget(
            name: "connector-watchd",
            dependencies: [
                "WatchCore", "Files", "SerialQueue", "Prober", "Delivery", "TrustStore", "SystemdHost",
                "Memory",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "connector-watch",
            dependencies: [
                "WatchCore", "Files", "Prober", "Cloud", "Delivery", "NetworkPath", "SystemdHost", "Memory",
                "Diagnosis", "CQrencode", system,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "DequeModule", package: "swift-collections"),
            ],
            swiftSettings: strict),

        // Writes the manual pages while building.
        .executableTarget(name: "connector-watch-manual", dependencies: ["WatchCore"], swiftSettings: strict),

        // What the tests share: programs that run, directories, certificates, waiting.
        .target(
            name: "TestSupport",
            dependencies: [
                "WatchCore", .product(name: "Subprocess", package: "swift-subprocess"),
                system,
            ],
            path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(
            name: "WatchCoreTests", dependencies: ["WatchCore", "TestSupport"],
            exclude: ["Configuration/Invalid"], swiftSettings: strict),
        .testTarget(
            name: "NetworkPathTests", dependencies: ["NetworkPath", "TestSupport", system],
            swiftSettings: strict),
        .testTarget(
            name: "CloudTests", dependencies: ["Cloud", "NetworkPath", "TestSupport", "WatchCore"],
            swiftSettings: strict),
        .testTarget(
            name: "DeliveryTests", dependencies: ["Delivery", "NetworkPath", "TestSupport", "WatchCore"],
            exclude: ["Support/webhook-server", "Support/kill-world"],
            swiftSettings: strict),
        .testTarget(
            name: "TrustStoreTests", dependencies: ["TrustStore", "Files", "SerialQueue", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "SystemdHostTests", dependencies: ["SystemdHost", "Files", "WatchCore", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "MemoryTests", dependencies: ["Memory", "WatchCore", "CSQLite", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "DiagnosisTests", dependencies: ["Diagnosis", "WatchCore", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "CommandLineTests",
            dependencies: [
                "connector-watch", "connector-watch-manual", "Diagnosis", "Memory", "Prober", "SystemdHost",
                "TestSupport", "WatchCore",
            ],
            exclude: ["Browser"],
            swiftSettings: strict),
        .testTarget(name: "ServiceTests", dependencies: ["TestSupport", "WatchCore"], swiftSettings: strict),
        .testTarget(
            name: "MonitoringTests", dependencies: ["TestSupport", "WatchCore"], swiftSettings: strict),
        .testTarget(name: "TestbedTests", dependencies: ["TestSupport"], swiftSettings: strict),
    ] + (isFuzzing ? fuzzer : corpusTests)
)
