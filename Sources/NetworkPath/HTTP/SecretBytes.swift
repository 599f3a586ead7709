internal import Glibc
internal import Synchronization

/// Bytes that nobody else may see, such as a token: they are never shown, and overwritten when they are no longer used.
///
/// Whoever puts them into another place, a `String` for example, has to overwrite that one too.
package final class SecretBytes: Sendable {
    private let storage: Mutex<[UInt8]>

    /// Takes the bytes out of an array that nobody shares, and leaves it empty.
    package init(moving bytes: inout [UInt8]) {
        var taken: [UInt8] = []
        swap(&taken, &bytes)
        storage = Mutex(taken)
    }

    deinit { overwrite() }

    /// Ends the secret, whoever still holds this: there are no bytes then.
    package func overwrite() { storage.withLock { $0.overwrite() } }

    package var count: Int { storage.withLock(\.count) }

    /// Shows the bytes, which must not be kept.
    package func withBytes<Result: Sendable>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        storage.withLock { bytes in bytes.withUnsafeBytes(body) }
    }

    /// Shows the bytes, which must not be kept, to be changed in their place.
    package func withMutableBytes<Result: Sendable>(_ body: (UnsafeMutableRawBufferPointer) -> Result)
        -> Result
    {
        storage.withLock { bytes in bytes.withUnsafeMutableBytes(body) }
    }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "(hidden)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension [UInt8] {
    /// Overwrites the bytes with zeros, and removes them; of what others share only their own copy.
    package mutating func overwrite() {
        withUnsafeMutableBytes { bytes in
            if let start = bytes.baseAddress { explicit_bzero(start, bytes.count) }
        }
        removeAll()
    }
}
