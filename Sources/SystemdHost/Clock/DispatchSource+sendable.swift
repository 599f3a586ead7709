internal import Dispatch

extension DispatchSource {
    /// Casts a source to its class, the only one of Dispatch's types that is declared `Sendable`.
    static func sendable(_ source: any DispatchSourceProtocol) -> DispatchSource {
        guard let source = source as? DispatchSource else {
            preconditionFailure("Dispatch made a source of an unknown class.")
        }
        return source
    }
}
