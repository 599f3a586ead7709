internal import Glibc
internal import WatchCore

/// An error number of the system (errno(3)).
struct SystemError {
    let number: Int32

    /// What the last failed call of this thread left behind.
    static var current: SystemError { SystemError(number: errno) }

    /// The system's words, as in `Connection refused`.
    var text: String { String(cString: strerror(number)) }

    /// What it means for a connection.
    ///
    /// ETIMEDOUT is the kernel's own patience, which a short `tcp_syn_retries` lets end before the probe's: the
    /// peer was silent either way.
    var failure: PathFailure {
        switch number {
        case ECONNREFUSED: .refused
        case ECONNRESET, EPIPE: .reset
        case ENETUNREACH, EAFNOSUPPORT: .networkUnreachable
        case EHOSTUNREACH, EHOSTDOWN: .hostUnreachable
        case EACCES, EPERM: .denied
        case ETIMEDOUT: .outOfTime
        case EMFILE, ENFILE, ENOBUFS, ENOMEM: .local(text)
        default: .system(text)
        }
    }
}
