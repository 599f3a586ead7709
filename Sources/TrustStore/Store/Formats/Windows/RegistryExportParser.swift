internal import Certificates
internal import WatchCore

/// Reads an exported registry file one character after the other, and remembers no more than the value it is in.
struct RegistryExportParser {
    /// A longer value is not read, in bytes.
    private static let valueLimit = 1 << 20
    /// More certificates are not kept, in bytes: the file may be far bigger than the memory of this host.
    private static let keptLimit = 16 << 20

    private let keptLimit: Int
    /// A longer key, name or type is another one than the wanted.
    private static let nameLimit = 1024

    private enum State {
        case lineStart
        /// To the end of a line that does not count.
        case skipped
        /// After the bracket that opens a key.
        case key
        /// After the quotation mark that opens a value's name.
        case name
        /// Between a value's name and its bytes.
        case type
        /// Among the bytes of a value.
        case hex
        /// After the backslash that continues a value on the next line.
        case fold
    }

    private(set) var contents = StoreContents(format: .windowsRegistry)
    private var state = State.lineStart
    private var line = 1
    private var column = 0
    /// The key, name or type that is being read.
    private var word: [UInt8] = []
    /// The key of a certificate in the personal store that the following values belong to.
    private var key: RegistryKeyPath?
    private var blob: [UInt8] = []
    /// How many bytes of certificates are kept.
    private var kept = 0
    /// Where the value begins.
    private var blobLine = 0
    private var firstDigit: UInt8?
    /// Whether a byte stands there whose comma has not come yet.
    private var isAfterByte = false

    init(keptLimit: Int = keptLimit) {
        self.keptLimit = keptLimit
    }

    mutating func take(_ character: UInt8) {
        column += 1
        switch state {
        case .skipped: break
        case .lineStart: startLine(character)
        case .key, .name, .type: takeWord(character)
        case .hex: takeHex(character)
        case .fold: takeFold(character)
        }
        guard character == UInt8(ascii: "\n") else { return }
        line += 1
        column = 0
        if state != .hex { state = .lineStart }
    }

    /// The file ends here.
    mutating func finish() {
        switch state {
        case .hex where firstDigit == nil && isAfterByte: endValue()
        case .hex, .fold: refuse("the file ends within the value", at: "line \(line)")
        case .lineStart, .skipped, .key, .name, .type: break
        }
    }
}

extension RegistryExportParser {
    private mutating func startLine(_ character: UInt8) {
        word.removeAll(keepingCapacity: true)
        switch character {
        case UInt8(ascii: "["): state = .key
        case UInt8(ascii: "\"") where key != nil: state = .name
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
        default: state = .skipped
        }
    }

    private mutating func takeWord(_ character: UInt8) {
        switch (state, character) {
        case (.key, UInt8(ascii: "\n")): endKey()
        case (_, UInt8(ascii: "\n")): state = .lineStart
        case (.name, UInt8(ascii: "\"")): endName()
        case (.type, UInt8(ascii: ":")): endType()
        default:
            guard word.count < Self.nameLimit else {
                if state == .key { key = nil }
                state = .skipped
                return
            }
            word.append(character)
        }
    }

    /// A key goes to the last bracket of its line.
    private mutating func endKey() {
        key = nil
        guard let end = word.lastIndex(of: UInt8(ascii: "]")),
            let path = RegistryKeyPath(String(decoding: word[..<end], as: UTF8.self))
        else { return }
        if path.isPersonal {
            key = path
        } else {
            contents.note(path.thumbprint, inStore: path.store)
        }
    }

    private mutating func endName() {
        state = String(decoding: word, as: UTF8.self).lowercased() == "blob" ? .type : .skipped
        word.removeAll(keepingCapacity: true)
    }

    private mutating func endType() {
        let type = String(
            decoding: word.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }, as: UTF8.self)
        guard ["=hex", "=hex(3)"].contains(type.lowercased()) else {
            refuse("the value is not binary")
            return
        }
        blob.removeAll(keepingCapacity: true)
        (blobLine, firstDigit, isAfterByte) = (line, nil, false)
        state = .hex
    }
}

extension RegistryExportParser {
    private mutating func takeHex(_ character: UInt8) {
        switch character {
        case UInt8(ascii: "\n"):
            takeLineEnd()
        case UInt8(ascii: ","):
            guard isAfterByte else { return refuseCharacter(character) }
            isAfterByte = false
        case UInt8(ascii: "\\"):
            guard firstDigit == nil, !isAfterByte else { return refuseCharacter(character) }
            state = .fold
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
            if firstDigit != nil, character != UInt8(ascii: "\r") { refuseCharacter(character) }
        default:
            guard let digit = Self.digit(character), !isAfterByte else { return refuseCharacter(character) }
            takeDigit(digit)
        }
    }

    private mutating func takeDigit(_ digit: UInt8) {
        guard let first = firstDigit else {
            firstDigit = digit
            return
        }
        (firstDigit, isAfterByte) = (nil, true)
        guard blob.count < Self.valueLimit else {
            refuse("it has more than \(Self.valueLimit) bytes", kind: .tooLarge)
            return
        }
        blob.append(first << 4 | digit)
    }

    private mutating func takeLineEnd() {
        if isAfterByte || blob.isEmpty && firstDigit == nil {
            state = .skipped
            endValue()
        } else {
            refuse("the line ends within the value", at: "line \(line)")
        }
    }

    private mutating func takeFold(_ character: UInt8) {
        switch character {
        case UInt8(ascii: "\n"): state = .hex
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
        default: refuseCharacter(character)
        }
    }

    private static func digit(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private mutating func refuseCharacter(_ character: UInt8) {
        let shown =
            (0x20..<0x7f).contains(character) ? "\"\(Character(Unicode.Scalar(character)))\"" : "a byte"
        let isKey = character == UInt8(ascii: "[") && column == 1
        refuse(
            isKey
                ? "the value does not end before the next key"
                : "\(shown) stands where a byte of two hexadecimal digits or its comma belongs")
        // The next certificate is not lost with this one.
        if isKey { startLine(character) }
    }

    /// Gives the value up, and says why.
    private mutating func refuse(_ words: String, kind: StoreProblem.Kind = .damaged, at place: String? = nil)
    {
        state = .skipped
        guard let key else { return }
        contents.note(
            kind, "\(place ?? "line \(line), column \(column)"): \(words) (Blob of \(key.thumbprint))")
    }

    private mutating func endValue() {
        guard let key else { return }
        let inner = SerializedCertificateFormat.read(blob)
        let place = "line \(blobLine) (Blob of \(key.thumbprint))"
        if let problem = inner.problem { contents.note(problem.kind, "\(place): \(problem.detail)") }
        for (index, der) in inner.certificates.enumerated() {
            if let thumbprint = CertificateDigest(der: der)?.thumbprint, thumbprint != key.thumbprint {
                contents.note(.damaged, "\(place): it holds the certificate \(thumbprint)")
            }
            kept += der.count
            guard kept <= keptLimit else {
                contents.note(.tooLarge, "\(place): it has more than \(keptLimit) bytes of certificates")
                return
            }
            guard contents.append(der, inner.windows[index]) else { return }
        }
    }
}
