/// Unique section names for several agents.
struct AgentNames {
    /// In bytes; long enough for the words that distinguish the products' folders.
    private static let lengthLimit = 32

    private var given: Set<String> = []

    /// The name for the agent with this settings file: `Azure-AD-Connect-Authentication`.
    ///
    /// It is taken from the folder above `Config`, which the vendor's installer names after the product, or else from
    /// the file's own folder: as many complete words as fit. A second agent of the same name gets the suffix `-2`.
    mutating func name(for settingsFile: String) -> String {
        var folders = settingsFile.split(separator: "/").dropLast()
        if folders.last?.lowercased() == "config" { folders.removeLast() }
        return distinctName(folders.last ?? "")
    }

    /// The name for the agent of the Windows host whose drive is mounted on `root`: `hq-02`.
    mutating func name(forHost root: String) -> String {
        distinctName(root.split(separator: "/").last ?? "")
    }

    private mutating func distinctName(_ folder: Substring) -> String {
        let first = Self.shortened(folder)
        var name = first
        var number = 2
        while !given.insert(name).inserted {
            name = "\(first)-\(number)"
            number += 1
        }
        return name
    }

    /// A shortened folder name that is valid as a section name (connector-watch.conf(5)).
    private static func shortened(_ folder: Substring) -> String {
        let words = folder.split { !isOfName($0) }
        var name = words.first.map { String($0.prefix(lengthLimit)) } ?? "agent"
        for word in words.dropFirst() {
            guard name.utf8.count + 1 + word.utf8.count <= lengthLimit else { break }
            name += "-\(word)"
        }
        return name
    }

    private static func isOfName(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "._".contains(character))
    }
}
