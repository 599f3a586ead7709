internal import WatchCore

/// A certificate as Windows keeps it in a file or a registry value of its own: properties, of which one is it.
///
/// The files of a user's store lie below `AppData\Roaming\Microsoft\SystemCertificates\My`, named after their
/// thumbprints without an ending. They never hold a private key.
enum SerializedCertificateFormat {
    static func recognizes(_ bytes: [UInt8]) -> Bool {
        SerializedProperties.recognizes(bytes)
    }

    /// Reads the whole of a file or value; one about a key or a list holds no certificate, and is no problem.
    static func read(_ bytes: [UInt8]) -> StoreContents {
        var contents = StoreContents(format: .windowsCertificate)
        var element = SerializedElement()
        var certificates: [[UInt8]] = []
        var isOther = false
        var properties = SerializedProperties(bytes)
        reading: while true {
            switch properties.next() {
            case .end:
                if certificates.isEmpty, !isOther {
                    contents.note(
                        .damaged, "it is cut off: it ends at offset \(bytes.count), before the certificate")
                }
                break reading
            case .endMark(let offset):
                contents.note(.damaged, "the property at offset \(offset) has the id 0")
                break reading
            case .damaged(let detail):
                contents.note(.damaged, detail)
                break reading
            case .property(let property):
                switch SerializedPropertyID(rawValue: property.id) {
                case .certificate:
                    do throws(SerializedProperty.DamagedCertificate) {
                        certificates.append(try property.certificate())
                    } catch {
                        isOther = true
                        contents.note(.damaged, error.detail)
                    }
                case .revocationList, .trustList, .keyIdentifier: isOther = true
                case .keyProvider, .friendlyName, .archived, nil: break
                }
                guard element.take(property) else { break reading }
            }
        }
        if let problem = element.problem { contents.note(problem.kind, problem.detail) }
        for der in certificates {
            guard contents.append(der, element.properties(withoutProvider: .notLinked)) else { break }
        }
        return contents
    }
}
