/// A piece of evidence that a signature may name.
package enum Token: Hashable, Sendable {
    /// The number of an event of the connector's own log.
    case event(Int)
    /// The number of an error of the cloud's sign-in, as in AADSTS50059.
    case signIn(Int)
    /// An HRESULT; an error number of Win32 is the HRESULT that stands for it, 0x8007 and the number.
    case code(UInt32)
    /// The status of an answer over HTTP that is no success.
    case status(Int)
    /// The name of a type of .NET, in lower case, with or without its namespace.
    case exception(String)
    /// A name that programs write and nobody translates, in lower case.
    case word(String)
    /// A part of a sentence in some language, in lower case.
    case sentence(String)

    /// What it is, whatever its value.
    package enum Kind: Sendable {
        case event
        case signIn
        case code
        case status
        case exception
        case word
        case sentence
    }

    package var kind: Kind {
        switch self {
        case .event: .event
        case .signIn: .signIn
        case .code: .code
        case .status: .status
        case .exception: .exception
        case .word: .word
        case .sentence: .sentence
        }
    }

    /// As it is shown: "event 12019", "AADSTS50059", "0x80072EE7".
    package var text: String {
        switch self {
        case .event(let number): "event \(number)"
        case .signIn(let number): "AADSTS\(number)"
        case .code(let code): "0x" + String(repeating: "0", count: 8 - code.hexDigits.count) + code.hexDigits
        case .status(let status): "HTTP status \(status)"
        case .exception(let name), .word(let name): name
        case .sentence(let sentence): "\"\(sentence)\""
        }
    }
}

extension UInt32 {
    fileprivate var hexDigits: String { String(self, radix: 16, uppercase: true) }

    /// The HRESULT that stands for an error number of Win32 (HRESULT_FROM_WIN32).
    init(win32 number: Int) {
        self = 0x8007_0000 | UInt32(number & 0xffff)
    }
}

/// A token, and where it was found.
struct FoundToken {
    var token: Token
    /// In bytes of the record's text.
    var range: Range<Int>
    /// How it was written there.
    var written: String

    /// As it is shown: names and sentences as they were written.
    var text: String {
        switch token {
        case .exception, .word: written
        case .sentence: "\"\(written)\""
        case .event, .signIn, .code, .status: token.text
        }
    }
}
