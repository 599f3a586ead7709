/// How reading a systemd credential went.
package enum CredentialReading: Sendable, Equatable {
    /// Its bytes, one line break at the end taken off.
    case read([UInt8])
    /// This process was given no credential of this name.
    case absent
    /// It cannot be used; one sentence.
    case failed(String)
}
