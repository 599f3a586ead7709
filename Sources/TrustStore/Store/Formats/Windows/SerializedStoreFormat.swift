internal import WatchCore

/// A store as one file, `.sst` ([MS-OSHARED] serialized certificate store): certificates, revocation lists and trust
/// lists, each after its properties.
enum SerializedStoreFormat {
    /// Version 0, and the letters `CERT`.
    private static let head: [UInt8] = [0, 0, 0, 0] + Array("CERT".utf8)
    /// In bytes: the id 0 and two words.
    private static let endMarkCount = 12

    static func recognizes(_ bytes: [UInt8]) -> Bool { bytes.starts(with: head) }

    static func read(_ bytes: [UInt8]) -> StoreContents {
        var contents = StoreContents(format: .windowsStore)
        var element = SerializedElement()
        var properties = SerializedProperties(bytes, from: head.count)
        while true {
            switch properties.next() {
            case .end:
                contents.note(
                    .damaged, "it is cut off: it ends at offset \(bytes.count) without its end mark")
                return contents
            case .endMark(let offset):
                if bytes.count - offset < endMarkCount || !element.isEmpty {
                    contents.note(.damaged, "it is cut off: its end mark at offset \(offset) is not whole")
                }
                return contents
            case .damaged(let detail):
                contents.note(.damaged, detail)
                return contents
            case .property(let property):
                guard take(property, &element, &contents) else { return contents }
            }
        }
    }

    /// Takes one more property; `false` at a bound.
    private static func take(
        _ property: SerializedProperty, _ element: inout SerializedElement, _ contents: inout StoreContents
    ) -> Bool {
        switch SerializedPropertyID(rawValue: property.id) {
        case .certificate:
            defer { element = SerializedElement() }
            if let problem = element.problem { contents.note(problem.kind, problem.detail) }
            do throws(SerializedProperty.DamagedCertificate) {
                // An export need not take along which provider has the key.
                return contents.append(
                    try property.certificate(), element.properties(withoutProvider: .untold))
            } catch {
                contents.note(.damaged, error.detail)
                return true
            }
        case .revocationList, .trustList:
            element = SerializedElement()
            return true
        case .keyProvider, .friendlyName, .archived, .keyIdentifier, nil:
            guard element.take(property) else {
                if let problem = element.problem { contents.note(problem.kind, problem.detail) }
                return false
            }
            return true
        }
    }
}
