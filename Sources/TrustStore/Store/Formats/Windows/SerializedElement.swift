internal import Certificates
internal import WatchCore

/// The properties of one certificate, collected until the certificate itself comes.
struct SerializedElement {
    /// More properties of one certificate are not read.
    static let propertyLimit = 1000

    private var key: WindowsKey?
    private var friendlyName: String?
    private var isArchived = false
    private var count = 0
    /// The first thing that is wrong with a property that is there in full.
    private(set) var problem: StoreContents.Problem?

    /// Whether properties came of which it is not known yet what they belong to.
    var isEmpty: Bool { count == 0 }

    /// Takes one more property that is neither a certificate nor a list; `false` at the bound.
    mutating func take(_ property: SerializedProperty) -> Bool {
        count += 1
        guard count <= Self.propertyLimit else {
            problem = StoreContents.Problem(
                kind: .tooLarge,
                detail: "it has more than \(Self.propertyLimit) properties before offset \(property.offset)")
            return false
        }
        switch SerializedPropertyID(rawValue: property.id) {
        case .keyProvider: takeProvider(property)
        case .friendlyName: friendlyName = property.value.littleEndianText(at: 0)
        case .archived: isArchived = true
        case .certificate, .revocationList, .trustList, .keyIdentifier, nil: break
        }
        return true
    }

    /// What is known of the certificate; `untold` is what the absence of a key provider means.
    func properties(withoutProvider: WindowsKey) -> WindowsProperties {
        WindowsProperties(key: key ?? withoutProvider, friendlyName: friendlyName, isArchived: isArchived)
    }

    /// A CRYPT_KEY_PROV_INFO (wincrypt.h), in which offsets from its start take the place of pointers.
    private mutating func takeProvider(_ property: SerializedProperty) {
        let headCount = 28
        let value = property.value
        key = .linked(provider: nil)
        guard value.count >= headCount, let offset = value.littleEndianWord(at: 4) else {
            note("\(property.name) has \(value.count) bytes, of which \(headCount) are the least")
            return
        }
        guard offset != 0 else { return }
        guard let provider = value.littleEndianText(at: Int(offset)) else {
            note("\(property.name) has the provider's name at \(offset), beyond its \(value.count) bytes")
            return
        }
        if !provider.isEmpty { key = .linked(provider: provider) }
    }

    private mutating func note(_ detail: String) {
        problem = problem ?? StoreContents.Problem(kind: .damaged, detail: detail)
    }
}

extension SerializedProperty {
    /// The certificate that the value is; throws why it is none.
    func certificate() throws(DamagedCertificate) -> [UInt8] {
        guard let header = DERHeader(value), header.tag == DERHeader.sequence, let count = header.elementCount
        else { throw DamagedCertificate(detail: "\(name) is not a certificate in DER") }
        guard count <= value.count else {
            throw DamagedCertificate(
                detail:
                    "\(name) ends in the middle of the certificate: \(value.count) of \(count) bytes are there"
            )
        }
        let der = Array(value.prefix(count))
        guard CertificateOutline(der) != nil || Certificate(der: der) != nil else {
            throw DamagedCertificate(detail: "\(name) is not a certificate that OpenSSL can read")
        }
        return der
    }

    /// Why a property holds no whole certificate; one sentence part.
    struct DamagedCertificate: Error {
        var detail: String
    }
}
