/// The number of one probe; an answer whose ticket is not the check's current one comes too late and is harmless.
package struct ProbeID: Sendable, Hashable {
    package let number: UInt64

    package init(_ number: UInt64) {
        self.number = number
    }
}
