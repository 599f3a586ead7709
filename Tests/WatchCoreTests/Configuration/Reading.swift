import Foundation

@testable import WatchCore

/// What the fragments give, one string a file; the files are named `1.conf`, `2.conf` and so on.
func configuration(_ texts: String..., hostName: String = "this-host") throws -> Configuration {
    let fragments = texts.enumerated().map { ConfigurationFragment(path: "\($0 + 1).conf", text: $1) }
    return try Configuration.read(fragments, hostName: hostName, withEffective: true).get()
}

/// What is wrong with one file named `1.conf`, one string a problem.
func problems(of bytes: some Sequence<UInt8>) -> [String] {
    let fragment = ConfigurationFragment(path: "1.conf", bytes: Array(bytes))
    switch Configuration.read([fragment], hostName: "this-host") {
    case .success(let configuration): return configuration.warnings.map(\.description)
    case .failure(let problems): return problems.lines
    }
}
