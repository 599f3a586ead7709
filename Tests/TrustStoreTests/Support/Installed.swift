import Foundation

/// Whether these programs are all in `PATH`.
func areInstalled(_ names: String...) -> Bool {
    let directories = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return names.allSatisfy { name in
        directories.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    }
}
