/// What is fed with any bytes: each case is one entry, and has the kept inputs in `Corpus/<raw value>`.
enum FuzzTarget: String, CaseIterable, Sendable {
    case configuration
    case timeSpan = "time-span"
    case calendar
    case savedState = "saved-state"
    case trustSettings = "trust-settings"
    case response
    case connectReply = "connect-reply"
    case revocation
    case cloud
    case storePEM = "store-pem"
    case storeDER = "store-der"
    case storePKCS12 = "store-pkcs12"
    case storeWindows = "store-windows"
    case storeRegistry = "store-registry"
    case log

    /// Reads `bytes` as the programs do.
    ///
    /// - Throws: ``BrokenPromise`` if what was made of them is wrong whatever they are. A trap, a hang and what a
    ///   sanitizer sees need no throwing.
    func run(_ bytes: [UInt8]) throws {
        switch self {
        case .configuration: try FuzzedConfiguration.run(bytes)
        case .timeSpan: try FuzzedTimeSpan.run(bytes)
        case .calendar: try FuzzedCalendar.run(bytes)
        case .savedState: try FuzzedSavedState.run(bytes)
        case .trustSettings: try FuzzedTrustSettings.run(bytes)
        case .response: try FuzzedResponse.run(bytes)
        case .connectReply: try FuzzedConnectReply.run(bytes)
        case .revocation: try FuzzedRevocation.run(bytes)
        case .cloud: try FuzzedCloud.run(bytes)
        case .storePEM, .storeDER, .storePKCS12, .storeWindows: try FuzzedStore.run(bytes)
        case .storeRegistry: try FuzzedStore.runRegistry(bytes)
        case .log: try FuzzedLog.run(bytes)
        }
    }
}

/// What holds for any input does not hold for this one.
struct BrokenPromise: Error, CustomStringConvertible {
    let description: String
}

/// - Throws: ``BrokenPromise`` unless `condition` holds.
func promise(_ condition: Bool, _ sentence: @autoclosure () -> String) throws {
    if !condition { throw BrokenPromise(description: sentence()) }
}
