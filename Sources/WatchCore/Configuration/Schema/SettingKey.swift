/// One key of a section: its name, its type, its default, and one line of help.
package struct SettingKey<Value: Sendable>: Sendable {
    let row: SettingRow
    /// `nil`: the key must be given.
    let fallback: Value?
    private let interpret: @Sendable ([ValueWord], (ValueWord, ValueError) -> Void) -> Value?
    private let write: @Sendable (Value) -> String

    /// The value of one or more words; what is no value goes to `refuse`, and then there is none.
    func value(of words: [ValueWord], refuse: (ValueWord, ValueError) -> Void) -> Value? {
        interpret(words, refuse)
    }

    /// The value in the file's own syntax.
    func text(of value: Value) -> String { write(value) }
}

/// What there is to say about a key whatever the type of its value.
package struct SettingRow: Sendable {
    package let name: String
    /// One line, without a full stop.
    package let help: String
    /// As in "a time span from 1s to 1d".
    package let allowed: String
    /// Lists add up over assignments.
    package let isList: Bool
    /// In the file's own syntax, empty: none; `nil`: the key must be given.
    package let fallback: String?
}

extension SettingKey {
    /// A single value.
    ///
    /// Without a fallback it must be given.
    init(_ name: String, _ type: ValueType<Value>, default fallback: Value?, _ help: String) {
        row = SettingRow(
            name: name, help: help, allowed: type.allowed, isList: false,
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

    /// A single value that need not be there.
    init<Wrapped>(optional name: String, _ type: ValueType<Wrapped>, _ help: String) where Value == Wrapped? {
        let optional = ValueType<Value>(
            allowed: type.allowed,
            read: { text throws(ValueError) in try type.read(text) },
            write: { value in value.map { type.write($0) } ?? "" })
        self.init(name, optional, default: .some(nil), help)
    }

    /// A list, in which a word that stands there twice counts once.
    ///
    /// Without a fallback it must be given.
    init<Element: Hashable>(
        list name: String, _ type: ValueType<Element>, default fallback: [Element]?, _ help: String
    ) where Value == [Element] {
        let write: @Sendable ([Element]) -> String = { elements in
            elements.map { UnitValue.quoted(type.write($0)) }.joined(separator: " ")
        }
        row = SettingRow(
            name: name, help: help, allowed: type.allowed, isList: true, fallback: fallback.map(write))
        self.fallback = fallback
        interpret = { words, refuse in
            var (elements, seen): ([Element], Set<Element>) = ([], [])
            var isSound = true
            for word in words {
                do throws(ValueError) {
                    let element = try type.read(word.text)
                    if seen.insert(element).inserted { elements.append(element) }
                } catch {
                    refuse(word, error)
                    isSound = false
                }
            }
            return isSound ? elements : nil
        }
        self.write = write
    }
}
