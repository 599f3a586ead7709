import Foundation

/// The keys of a JSON document.
enum JSONKeys {
    /// Every key of an object and of those inside it, sorted, as `checks.ways.via`.
    static func of(_ document: String) throws -> [String] {
        keys(try JSONSerialization.jsonObject(with: Data(document.utf8)), below: "").sorted()
    }

    private static func keys(_ value: Any, below path: String) -> Set<String> {
        if let values = value as? [Any] { return Set(values.flatMap { keys($0, below: path) }) }
        guard let object = value as? [String: Any] else { return [] }
        return Set(
            object.flatMap { key, value in
                let path = path.isEmpty ? key : "\(path).\(key)"
                return [path] + keys(value, below: path)
            })
    }

    /// Whether a key is one of a document's own; below `phase_ms` and `details` the names are phases and journal fields.
    static func isOfFixedSet(_ key: String) -> Bool {
        !key.contains("phase_ms.") && !key.contains("details.")
    }
}
