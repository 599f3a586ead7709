/// How reading a systemd credential went.
package enum CredentialReading: Sendable, Equatable {
    /// Its bytes, one line break at the end taken off.
    case read([UInt8])
    /// This process was given no credential of this name.
    case absent
    /// It cannot be used; one sentence.
    case failed(String)
}

/// Why there is no secret to show.
package enum CredentialError: Error, Equatable {
    /// What is wrong with it, as a clause.
    case unfit(String)
    /// It cannot be read; one sentence.
    case unreadable(String)

    /// What is wrong, as a clause.
    package var clause: String {
        switch self {
        case .unfit(let clause): clause
        case .unreadable(let sentence): sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
        }
    }
}

extension CredentialReading {
    /// Its bytes.
    ///
    /// - Parameter name: that of the credential.
    /// - Returns: all of them.
    /// - Throws: why there are none.
    package func bytes(of name: String) throws(CredentialError) -> [UInt8] {
        switch self {
        case .read(let bytes): return bytes
        case .absent: throw .unfit("the credential \"\(name)\" was not given to this process")
        case .failed(let sentence): throw .unreadable(sentence)
        }
    }

    /// One line of printable text: anything else would end the head of a request, or be no secret at all.
    package func line(of name: String) throws(CredentialError) -> String {
        let bytes = try bytes(of: name)
        guard bytes.isLine, let text = String(validating: bytes, as: UTF8.self) else {
            throw .unfit("the credential \"\(name)\" is not one line of text")
        }
        return text
    }
}

extension [UInt8] {
    /// Whether this is one line of text that is not empty.
    package var isLine: Bool { !isEmpty && allSatisfy { (0x20...0x7e).contains($0) || $0 >= 0x80 } }
}
