internal import Files
internal import Glibc
internal import SystemPackage
package import WatchCore

/// The time zones of this host (tzset(3), localtime(5)).
///
/// The files are read here, as the C library knows one zone at a time for the whole process.
package struct TimeZones: TimeZoneSource {
    /// Names this host's time zone; it is replaced when that changes.
    package static let localPath = "/etc/localtime"
    /// The time zone database.
    package static let standardDirectory = "/usr/share/zoneinfo"

    private let directory: String
    private let variable: String?

    /// - Parameters:
    ///   - variable: the value of `TZ`, or `nil` if it is not set.
    ///   - directory: the time zone database.
    package init(
        variable: String? = getenv("TZ").map { String(cString: $0) }, directory: String = standardDirectory
    ) {
        self.variable = variable
        self.directory = directory
    }

    package func rules(ofZone name: String) -> TimeZoneRules? {
        // Nothing outside the database.
        guard !name.isEmpty, !name.split(separator: "/").contains("..") else { return nil }
        return Self.rules(inFile: "\(directory)/\(name)")
    }

    /// Those of this host's clocks; UTC where it says nothing, or nothing that can be read, as the C library has it.
    package func local() -> TimeZoneRules {
        guard let variable else { return Self.rules(inFile: Self.localPath) ?? .utc }
        let name = variable.hasPrefix(":") ? String(variable.dropFirst()) : variable
        let file = name.hasPrefix("/") ? Self.rules(inFile: name) : rules(ofZone: name)
        return file ?? TimeZoneRules(posix: name) ?? .utc
    }

    private static func rules(inFile path: String) -> TimeZoneRules? {
        guard let file = try? OpenFile(reading: path), (try? file.status())?.type == .regular,
            let bytes = try? file.read(upTo: TimeZoneRules.maximumFileSize + 1)
        else { return nil }
        return TimeZoneRules(file: bytes)
    }
}
