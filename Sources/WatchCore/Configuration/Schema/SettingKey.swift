/// One key of a section: its name, its type, its default, and one line of help.
package struct SettingKey<Value: Sendable>: Sendable {
    let row: SettingRow
    /// The default, or `nil` if the key is required.
    let fallback: Value?
    private let interpret: @Sendable ([ValueWord], (ValueWord, ValueError) -> Void) -> Value?
    private let write: @Sendable (Value) -> String

    /// Interprets what was assigned to the key.
    ///
    /// - Parameters:
    ///   - words: one word for a single value, one or more for a list.
    ///   - refuse: called for each word that is invalid.
    /// - Returns: The value, or `nil` if a word was refused.
    func value(of words: [ValueWord], refuse: (ValueWord, ValueError) -> Void) -> Value? {
        interpret(words, refuse)
    }

    /// The value in the file's own syntax.
    func text(of value: Value) -> String { write(value) }
}

/// The description of a key, independent of the type of its value.
package struct SettingRow: Sendable {
    package let name: String
    /// One line, without a full stop.
    package let help: String
    /// What is allowed, as in "a time span from 1s to 1d".
    package let allowed: String
    /// Whether the key is a list, to which every assignment adds.
    package let isList: Bool
    /// Whether an empty assignment is a value of its own; that of another key restores the default.
    package let takesEmpty: Bool
    /// Whether each assignment to the list is one value, which may have spaces.
    package let takesLines: Bool
    /// The default in the file's own syntax, empty if there is none, or `nil` if the key is required.
    package let fallback: String?
}

extension SettingKey {
    /// A single value; required if it has no default.
    init(_ name: String, _ type: ValueType<Value>, default fallback: Value?, _ help: String) {
        self.init(name, type, default: fallback, takesEmpty: false, help)
    }

    private init(
        _ name: String, _ type: ValueType<Value>, default fallback: Value?, takesEmpty: Bool, _ help: String
    ) {
        row = SettingRow(
            name: name, help: help, allowed: type.allowed, isList: false, takesEmpty: takesEmpty,
            takesLines: false,
            fallback: fallback.map { type.write($0) })
        self.fallback = fallback
        interpret = { words, refuse in
            guard let word = words.first else { return nil }
            do throws(ValueError) {
                return try type.read(word.text)
            } catch {
                refuse(word, error)
                return nil
            }
        }
        write = type.write
    }

    /// A single value that may be absent.
    init<Wrapped>(optional name: String, _ type: ValueType<Wrapped>, _ help: String) where Value == Wrapped? {
        let optional = ValueType<Value>(
            allowed: type.allowed,
            read: { text throws(ValueError) in try type.read(text) },
            write: { value in value.map { type.write($0) } ?? "" })
        self.init(name, optional, default: .some(nil), help)
    }

    /// A single value that has a default, and is absent if it is assigned nothing.
    init<Wrapped>(orNone name: String, _ type: ValueType<Wrapped>, default fallback: Wrapped, _ help: String)
    where Value == Wrapped? {
        let optional = ValueType<Value>(
            allowed: "\(type.allowed), or nothing for none",
            read: { text throws(ValueError) in text.isEmpty ? nil : try type.read(text) },
            write: { value in value.map { type.write($0) } ?? "" })
        self.init(name, optional, default: .some(fallback), takesEmpty: true, help)
    }

    /// A list without duplicates; required if it has no default.
    init<Element: Hashable>(
        list name: String, _ type: ValueType<Element>, default fallback: [Element]?, _ help: String
    ) where Value == [Element] {
        let write: @Sendable ([Element]) -> String = { elements in
            elements.map { UnitValue.quoted(type.write($0)) }.joined(separator: " ")
        }
        row = SettingRow(
            name: name, help: help, allowed: type.allowed, isList: true, takesEmpty: false, takesLines: false,
            fallback: fallback.map(write))
        self.fallback = fallback
        interpret = { words, refuse in Self.elements(of: words, type, refuse) }
        self.write = write
    }

    /// A list without duplicates, of which each assignment has one element; required.
    init<Element: Hashable>(lines name: String, _ type: ValueType<Element>, _ help: String)
    where Value == [Element] {
        row = SettingRow(
            name: name, help: help, allowed: type.allowed, isList: true, takesEmpty: false, takesLines: true,
            fallback: nil)
        fallback = nil
        interpret = { words, refuse in Self.elements(of: words, type, refuse) }
        write = { $0.map(type.write).joined(separator: "\n") }
    }

    /// A list without duplicates, required, of which an element may have several words.
    ///
    /// - Parameters:
    ///   - name: of the key.
    ///   - type: of an element.
    ///   - join: makes words of elements of what was written.
    ///   - help: one line, without a full stop.
    init<Element: Hashable>(
        list name: String, _ type: ValueType<Element>,
        joining join: @escaping @Sendable ([ValueWord], (ValueWord, ValueError) -> Void) -> [ValueWord]?,
        _ help: String
    ) where Value == [Element] {
        row = SettingRow(
            name: name, help: help, allowed: type.allowed, isList: true, takesEmpty: false, takesLines: false,
            fallback: nil)
        fallback = nil
        interpret = { words, refuse in join(words, refuse).flatMap { Self.elements(of: $0, type, refuse) } }
        write = { $0.map { UnitValue.quoted(type.write($0)) }.joined(separator: " ") }
    }

    /// What words mean, without duplicates, or `nil` if one was refused.
    private static func elements<Element: Hashable>(
        of words: [ValueWord], _ type: ValueType<Element>, _ refuse: (ValueWord, ValueError) -> Void
    ) -> [Element]? {
        var (elements, seen): ([Element], Set<Element>) = ([], [])
        var isValid = true
        for word in words {
            do throws(ValueError) {
                let element = try type.read(word.text)
                if seen.insert(element).inserted { elements.append(element) }
            } catch {
                refuse(word, error)
                isValid = false
            }
        }
        return isValid ? elements : nil
    }
}
