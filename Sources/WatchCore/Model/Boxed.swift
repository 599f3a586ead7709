/// A part that is large, or seldom there, held by reference: what has it is small and quick to copy.
///
/// It is a value all the same: setting it leaves copies as they are.
@propertyWrapper
package struct Boxed<Value: Sendable>: Sendable {
    private final class Box: Sendable {
        let value: Value

        init(_ value: Value) { self.value = value }
    }

    private var box: Box?

    package init() {}

    package var wrappedValue: Value? {
        get { box?.value }
        set { box = newValue.map(Box.init) }
    }
}

extension Boxed: Equatable where Value: Equatable {
    package static func == (a: Boxed, b: Boxed) -> Bool {
        a.box === b.box || a.wrappedValue == b.wrappedValue
    }
}
