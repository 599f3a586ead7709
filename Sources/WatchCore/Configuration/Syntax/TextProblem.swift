/// A byte that a line of text must not contain: NUL, another control character, or invalid UTF-8.
struct TextProblem {
    let index: Int
    let message: String

    /// The first problem in `line`, or `nil` if there is none.
    init?(in line: ArraySlice<UInt8>) {
        guard let suspect = line.firstIndex(where: { ($0 < 0x20 && $0 != 0x09) || $0 >= 0x7f }) else {
            return nil
        }
        var index = suspect
        while index < line.endIndex {
            let byte = line[index]
            if byte < 0x80 {
                if byte < 0x20 && byte != 0x09 || byte == 0x7f {
                    self.init(index: index, control: Unicode.Scalar(byte))
                    return
                }
                index += 1
                continue
            }
            var rest = line[index...].prefix(4).makeIterator()
            var codec = UTF8()
            guard case .scalarValue(let scalar) = codec.decode(&rest) else {
                self.init(
                    index: index,
                    "Invalid UTF-8: byte 0x\(String(byte, radix: 16)). Configuration files are UTF-8 text.")
                return
            }
            if scalar.properties.generalCategory == .control {
                self.init(index: index, control: scalar)
                return
            }
            index += UTF8.width(scalar)
        }
        return nil
    }

    private init(index: Int, _ message: String) {
        self.index = index
        self.message = message
    }

    private init(index: Int, control scalar: Unicode.Scalar) {
        self.init(
            index: index,
            scalar == "\r"
                ? "A carriage return (U+000D) without a line feed; save the file with LF or CR LF at the ends of lines."
                : "Control character \(scalar.codePoint) is not allowed in a configuration file.")
    }
}
