internal import SystemdHost

/// Where a page goes.
enum FilePage {
    /// Writes a page to a file, and says so on standard output, or to that if `path` is "-".
    ///
    /// - Parameters:
    ///   - page: the whole of it, in UTF-8.
    ///   - path: the file, which is replaced.
    ///   - sentence: what the page says, in one.
    /// - Throws: A sentence that says why it could not be written.
    static func write(_ page: [UInt8], to path: String, saying sentence: String) throws {
        guard path != "-" else {
            _ = try Terminal.put(String(decoding: page, as: UTF8.self), orExit: CommandFailure.status)
            return
        }
        do throws(HostError) {
            try PlainFile.replace(path, with: page)
        } catch {
            throw CommandFailure([error.description])
        }
        _ = try Terminal.put("\(PlainText.escaped(sentence)) See \"\(PlainText.escaped(path))\".\n")
    }
}
