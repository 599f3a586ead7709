internal import Glibc

/// An open file descriptor that is closed where it goes out of use.
struct Descriptor: ~Copyable {
    let number: Int32

    /// open(2) with `O_CLOEXEC` added; throws the errno.
    init(_ path: String, _ flags: Int32, mode: mode_t = 0) throws(SystemCallError) {
        number = open(path, flags | O_CLOEXEC, mode)
        guard number >= 0 else { throw SystemCallError(errno) }
    }

    deinit { close(number) }

    /// What fstat(2) says.
    func status() throws(SystemCallError) -> stat {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw SystemCallError(errno) }
        return status
    }

    /// Everything from here on, at most `limit` bytes.
    func read(upTo limit: Int) throws(SystemCallError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while bytes.count < limit {
            let count = Glibc.read(number, &chunk, min(chunk.count, limit - bytes.count))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SystemCallError(errno) }
            guard count > 0 else { break }
            bytes += chunk.prefix(count)
        }
        return bytes
    }

    /// Writes all of `bytes`.
    func write(_ bytes: [UInt8]) throws(SystemCallError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SystemCallError(errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// Waits until the file's contents, or a directory's entries, are on the disk.
    func synchronize() throws(SystemCallError) {
        guard fsync(number) == 0 else { throw SystemCallError(errno) }
    }
}

/// The errno of a call that failed, before there is a sentence about it.
struct SystemCallError: Error {
    let code: Int32

    init(_ code: Int32) {
        self.code = code
    }
}
