internal import CExpat
internal import Files
package import WatchCore

/// Reads `TrustSettings.xml`.
///
/// The elements are `ConnectorTrustSettingsFile/CloudProxyTrust/{Thumbprint,IsInUserStore}`. A byte order mark, a
/// missing declaration, namespaces and unknown elements are accepted. A document type declaration is refused before
/// anything in it is read; its place is that of the `[` or `>` after its name. The first failure in the text is
/// reported.
package enum TrustSettingsReader {
    /// The largest file in bytes.
    package static let sizeLimit = 1 << 20
    /// The bytes given to expat at once.
    private static let chunk = 16 << 10
    /// Separates a namespace and a name; no name can contain it.
    private static let separator: UInt8 = 0x0a

    /// Reads the file; blocks as long as its file system does.
    package static func read(file path: String) -> SettingsReading {
        do throws(FileError) {
            return read(try RegularFile.read(path, limit: sizeLimit))
        } catch {
            switch error {
            case .missing: return .missing(nearest: nearestDirectory(above: path))
            case .tooLarge(let limit): return .malformed(.tooLarge(limit: limit), line: 1, column: 1)
            case .permission, .notRegular, .system: return .unreadable(error.words)
            }
        }
    }

    /// Reads the contents of the file.
    package static func read(_ bytes: [UInt8]) -> SettingsReading {
        guard bytes.count <= sizeLimit else {
            return .malformed(.tooLarge(limit: sizeLimit), line: 1, column: 1)
        }
        guard !isBlank(bytes) else { return .malformed(.empty, line: 1, column: 1) }
        guard !bytes.allSatisfy({ $0 == 0 }) else { return .malformed(.zeroBytes, line: 1, column: 1) }
        let wide = SettingsEncoding.utf8(fromUTF32: bytes)
        let text = wide.map { $0[...] } ?? withoutMark(bytes)
        guard !SettingsEncoding.hasMark(text) else { return .malformed(.secondMark, line: 1, column: 1) }
        // What was converted declares another encoding than it has now.
        guard let parser = XML_ParserCreateNS(wide == nil ? nil : "UTF-8", XML_Char(separator)) else {
            return .unreadable("not enough memory for the XML parser")
        }
        defer { XML_ParserFree(parser) }
        // Otherwise expat would use the clock as salt if the kernel has no entropy yet.
        XML_SetHashSalt(parser, .random(in: 1...UInt.max))

        var parsing = Parsing(parser: parser)
        let status = withUnsafeMutablePointer(to: &parsing) { parsing in
            XML_SetUserData(parser, parsing)
            setHandlers(of: parser)
            return parse(text, with: parser)
        }
        if let firstError = parsing.firstError { return .malformed(firstError) }
        guard status == XML_STATUS_OK, let settings = parsing.document.settings else {
            return .malformed(SettingsError(failure: failure(of: parser), position: parsing.position))
        }
        return .read(settings)
    }

    private static func parse(_ bytes: ArraySlice<UInt8>, with parser: XML_Parser) -> XML_Status {
        bytes.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while true {
                let part = UnsafeRawBufferPointer(rebasing: rest.prefix(chunk))
                rest = rest.dropFirst(chunk)
                let text = part.assumingMemoryBound(to: CChar.self).baseAddress
                let status = XML_Parse(parser, text, Int32(part.count), rest.isEmpty ? 1 : 0)
                guard status == XML_STATUS_OK, !rest.isEmpty else { return status }
            }
        }
    }

    private static func failure(of parser: XML_Parser) -> SettingsFailure {
        let code = XML_GetErrorCode(parser)
        switch code {
        case XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_PARTIAL_CHAR,
            XML_ERROR_UNCLOSED_CDATA_SECTION:
            // Expat reports these only at the end of the text.
            return .truncated
        default:
            return .notWellFormed(XML_ErrorString(code).map { String(cString: $0) } ?? "unknown error")
        }
    }
}

extension TrustSettingsReader {
    private static let mark: [UInt8] = [0xef, 0xbb, 0xbf]

    /// The text without a UTF-8 byte order mark, which would shift the columns of the first line.
    private static func withoutMark(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    }

    private static func isBlank(_ bytes: [UInt8]) -> Bool {
        [[0xff, 0xfe], [0xfe, 0xff]].contains(bytes)
            || withoutMark(bytes).allSatisfy { [0x20, 0x09, 0x0a, 0x0d].contains($0) }
    }
}

extension SettingsReading {
    fileprivate static func malformed(_ firstError: SettingsError) -> SettingsReading {
        .malformed(firstError.failure, line: firstError.position.line, column: firstError.position.column)
    }
}

/// The state shared by expat's handlers, which get a pointer to it as user data, valid during the parse.
private struct Parsing {
    let parser: XML_Parser
    var document = SettingsDocument()
    var firstError: SettingsError?

    init(parser: XML_Parser) {
        self.parser = parser
    }

    var position: TextPosition {
        TextPosition(
            line: Int(XML_GetCurrentLineNumber(parser)), column: Int(XML_GetCurrentColumnNumber(parser)) + 1)
    }

    /// Passes one event to the document, and stops the parser at the first error; expat may call once more after that.
    mutating func take(_ event: (inout SettingsDocument, TextPosition) throws(SettingsError) -> Void) {
        guard firstError == nil else { return }
        do throws(SettingsError) {
            try event(&document, position)
        } catch {
            firstError = error
            XML_StopParser(parser, XML_Bool(XML_FALSE))
        }
    }
}

/// The state behind a handler's user data.
private func parsing(_ data: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<Parsing>? {
    data?.assumingMemoryBound(to: Parsing.self)
}

private func setHandlers(of parser: XML_Parser) {
    XML_SetElementHandler(
        parser,
        { data, name, _ in
            guard let name else { return }
            let localName = String(cString: name).split(separator: "\n").last.map(String.init) ?? ""
            parsing(data)?.pointee.take { (document, position) throws(SettingsError) in
                try document.open(localName, at: position)
            }
        },
        { data, _ in
            parsing(data)?.pointee.take { (document, position) throws(SettingsError) in
                try document.close(at: position)
            }
        })
    XML_SetCharacterDataHandler(parser) { data, text, count in
        guard let text else { return }
        let run = UnsafeRawBufferPointer(start: text, count: Int(count))
        parsing(data)?.pointee.take { (document, position) throws(SettingsError) in
            document.append(String(decoding: run, as: UTF8.self), at: position)
        }
    }
    XML_SetXmlDeclHandler(parser) { data, version, _, _ in
        guard let version else { return }
        let text = String(cString: version)
        guard text != "1.0" else { return }
        parsing(data)?.pointee.take { (_, position) throws(SettingsError) in
            throw SettingsError(failure: .version(text), position: position)
        }
    }
    XML_SetUnknownEncodingHandler(parser, { _, name, map in SettingsEncoding.fill(map, name) }, nil)
    XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
        parsing(data)?.pointee.take { (_, position) throws(SettingsError) in
            throw SettingsError(failure: .documentType, position: position)
        }
    }
}
