internal import CZlib

/// How a body was compressed (RFC 9110 section 8.4.1).
enum BodyCoding {
    /// Undoes `codings`, the last of which was applied last.
    ///
    /// - Parameters:
    ///   - body: the beginning of the body, or all of it.
    ///   - codings: their names in lower case.
    ///   - limit: the most bytes of the result.
    /// - Returns: The beginning of the plain body, and whether it is longer; or `nil` where the body is damaged, or a
    ///   coding is one that zlib does not know.
    static func decode(
        _ body: [UInt8], _ codings: [String], limit: Int
    ) -> (plain: [UInt8], isCut: Bool)? {
        var (plain, isCut) = (body, false)
        // More than one is never seen; each costs the limit in memory.
        guard codings.count <= 2 else { return nil }
        for coding in codings.reversed() {
            guard let next = decode(plain, coding, limit) else { return nil }
            (plain, isCut) = (next.plain, isCut || next.isCut)
        }
        return (plain, isCut)
    }

    private static func decode(
        _ body: [UInt8], _ coding: String, _ limit: Int
    ) -> (plain: [UInt8], isCut: Bool)? {
        if body.isEmpty { return (body, false) }
        switch coding {
        case "gzip", "x-gzip": return inflate(body, window: 31, limit)
        // Many servers leave out zlib's head.
        case "deflate": return inflate(body, window: 15, limit) ?? inflate(body, window: -15, limit)
        default: return nil
        }
    }

    private static func inflate(
        _ body: [UInt8], window: Int32, _ limit: Int
    ) -> (plain: [UInt8], isCut: Bool)? {
        var outcome = ZLIB_DAMAGED
        let plain = [UInt8](unsafeUninitializedCapacity: limit) { output, count in
            guard let place = output.baseAddress else { return }
            outcome = zlib_decompress(body, body.count, place, limit, window, &count)
        }
        return outcome == ZLIB_DAMAGED ? nil : (plain, outcome != ZLIB_COMPLETE)
    }
}
