import Glibc

/// The one target of this process.
enum Fuzzer {
    /// What the environment names, or `nil` if it names none.
    static let target = getenv("FUZZ_TARGET").flatMap { FuzzTarget(rawValue: String(cString: $0)) }

    /// Traps at a broken promise, so that libFuzzer keeps the input.
    static func feed(_ bytes: UnsafeBufferPointer<UInt8>) {
        do {
            try target?.run(Array(bytes))
        } catch {
            fatalError("\(error)")
        }
    }
}
