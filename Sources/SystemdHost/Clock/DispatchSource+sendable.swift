internal import Dispatch

extension DispatchSource {
    /// The same source as the class that it is: of Dispatch's types only this one is declared `Sendable`.
    static func sendable(_ source: any DispatchSourceProtocol) -> DispatchSource {
        guard let source = source as? DispatchSource else {
            preconditionFailure("Dispatch made a source of a class of its own.")
        }
        return source
    }
}
