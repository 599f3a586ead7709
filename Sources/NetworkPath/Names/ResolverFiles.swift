internal import Files
internal import Glibc

/// The files that say how this host resolves names, read again when they have changed.
struct ResolverFiles {
    /// One of them, and the state in which it was read.
    private struct File {
        let path: String
        var stamp: FileStamp?
        /// Whether it may have changed since without a new stamp.
        var isFresh = true

        /// The contents, if they are others than before; nothing where there is no file.
        ///
        /// One that the system could not read just now keeps what it said, and is read again the next time.
        mutating func change(limit: Int) -> Result<[UInt8], FileError>? {
            let now = try? RegularFile.status(path).stamp
            guard isFresh || now != stamp else { return nil }
            stamp = now
            isFresh = now.map { !$0.isSettled(at: .now) } ?? false
            let read = Result { () throws(FileError) in try RegularFile.read(path, limit: limit) }
            guard case .failure(.system) = read else { return read }
            isFresh = true
            return nil
        }
    }

    private var hostsFile: File
    private var optionsFile: File
    private var sourcesFile: File

    private(set) var hosts = HostsFile()
    private(set) var options = ResolverOptions()
    private(set) var sources = NameSources()
    /// Whether there are more names in /etc/hosts than are kept here.
    private(set) var isHostsFileTooLarge = false

    /// In bytes; larger ones are left to the C library.
    private static let limit = 1 << 20

    /// - Parameter directory: where they are; the system's are in `/etc`.
    init(in directory: String) {
        hostsFile = File(path: "\(directory)/hosts")
        optionsFile = File(path: "\(directory)/resolv.conf")
        sourcesFile = File(path: "\(directory)/nsswitch.conf")
    }

    /// Reads what has changed.
    mutating func refresh() {
        if let change = hostsFile.change(limit: Self.limit) {
            hosts = HostsFile((try? change.get()) ?? [])
            isHostsFileTooLarge = if case .failure(.tooLarge) = change { true } else { false }
        }
        if let change = optionsFile.change(limit: Self.limit) {
            options = ResolverOptions((try? change.get()) ?? [], hostName: Self.hostName)
        }
        if let change = sourcesFile.change(limit: Self.limit) {
            sources = NameSources((try? change.get()) ?? [])
        }
    }

    /// Whether a name is this host's own.
    static func isOwn(_ name: String) -> Bool {
        let own = hostName.lowercased()
        guard let short = own.split(separator: ".").first else { return false }
        return name == own || name == short || name.hasPrefix(short + ".")
    }

    /// gethostname(2).
    private static var hostName: String {
        var name = [CChar](repeating: 0, count: Int(HOST_NAME_MAX) + 1)
        guard gethostname(&name, name.count - 1) == 0 else { return "" }
        return name.withUnsafeBytes { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
