internal import SystemPackage
internal import WatchCore

extension Errno {
    /// What it means for a connection.
    ///
    /// ETIMEDOUT is the kernel's own patience, which a short `tcp_syn_retries` lets end before the probe's: the
    /// peer was silent either way.
    var failure: PathFailure {
        switch self {
        case .connectionRefused: .refused
        case .connectionReset, .brokenPipe: .reset
        case .networkUnreachable, .addressFamilyNotSupported: .networkUnreachable
        case .noRouteToHost, .hostIsDown: .hostUnreachable
        case .permissionDenied, .notPermitted: .denied
        case .timedOut: .outOfTime
        case .tooManyOpenFiles, .tooManyOpenFilesInSystem, .noBufferSpace, .noMemory: .local(description)
        default: .system(description)
        }
    }
}
