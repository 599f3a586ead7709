internal import Certificates

/// The issuers of a store's certificates, each kept once: thousands of certificates have a few.
struct IssuerTable: Sendable {
    /// More issuers are not kept apart.
    static let limit = 10_000

    struct Number: Sendable, Hashable {
        fileprivate var value: Int
    }

    private var numbers: [ArraySlice<UInt8>: Number] = [:]
    /// By number, in lower case, or `nil` if it has none.
    private var commonNames: [String?] = []

    var isFull: Bool { commonNames.count >= Self.limit }

    /// The number of the issuer with this name in DER, or `nil` if it is not kept.
    mutating func number(of name: ArraySlice<UInt8>) -> Number? {
        if let number = numbers[name] { return number }
        guard !name.isEmpty, !isFull else { return nil }
        let number = Number(value: commonNames.count)
        // A slice would keep the whole certificate in memory.
        numbers[Array(name)[...]] = number
        commonNames.append(DistinguishedName.commonName(der: name)?.lowercased())
        return number
    }

    /// Whether the issuer has this common name, whatever its case.
    func isNamed(_ number: Number, _ lowerCaseName: String) -> Bool {
        commonNames[number.value] == lowerCaseName
    }
}
