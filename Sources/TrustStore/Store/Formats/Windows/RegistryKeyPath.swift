internal import WatchCore

/// A registry key that a certificate of a Windows store lies in.
struct RegistryKeyPath: Equatable {
    /// The store's name as it is spelt there: `MY`, `CA`, `Root`.
    let store: String
    let thumbprint: Thumbprint

    /// Whether it is the personal store, the only one that a connector's certificate counts in.
    var isPersonal: Bool { store.lowercased() == "my" }

    /// `nil` unless the path ends in `SOFTWARE\Microsoft\SystemCertificates\STORE\Certificates\THUMBPRINT`, in any case.
    ///
    /// Stores of services and policies lie below other keys. Wine's files double the backslashes.
    init?(_ path: String) {
        let parts = path.split(separator: "\\")
        guard !path.hasPrefix("-"), parts.count >= 6 else { return nil }
        let tail = parts.suffix(6).map { $0.lowercased() }
        guard Array(tail[0...2]) == ["software", "microsoft", "systemcertificates"],
            tail[4] == "certificates",
            let thumbprint = Thumbprint(tail[5])
        else { return nil }
        store = String(parts[parts.count - 3])
        self.thumbprint = thumbprint
    }
}
