import Foundation

/// The lines of a pipe as they come.
struct Lines {
    private var chunks: AsyncStream<Data>.Iterator
    private var rest = Data()

    init(_ handle: FileHandle) {
        let stream = AsyncStream<Data>.makeStream()
        handle.readabilityHandler = { @Sendable handle in
            let data = handle.availableData
            guard data.isEmpty else {
                stream.continuation.yield(data)
                return
            }
            handle.readabilityHandler = nil
            stream.continuation.finish()
        }
        chunks = stream.stream.makeAsyncIterator()
    }

    /// The next line; `nil`: the other end is closed.
    mutating func next() async -> String? {
        while true {
            if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                defer { rest = Data(rest[rest.index(after: end)...]) }
                return String(decoding: rest[..<end], as: UTF8.self)
            }
            guard let chunk = await chunks.next(isolation: nil) else { return nil }
            rest += chunk
        }
    }
}
