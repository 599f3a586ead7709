extension [UInt8] {
    /// Without one line end, LF or CRLF: an editor leaves it behind a password, and it does not belong to that.
    package var withoutLineEnd: [UInt8] {
        var bytes = self
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        return bytes
    }
}
