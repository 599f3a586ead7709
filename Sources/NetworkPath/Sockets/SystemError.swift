internal import Glibc
internal import WatchCore

/// An error number of the system (errno(3)).
struct SystemError {
    let number: Int32

    /// The errno of the last failed call of this thread.
    static var current: SystemError { SystemError(number: errno) }

    /// The system's text, such as `Connection refused`.
    var text: String { String(cString: strerror(number)) }

    /// The failure of a connection with this errno.
    ///
    /// ETIMEDOUT is the kernel's own time limit, which may be shorter than the probe's (`tcp_syn_retries`): the peer
    /// did not answer in either case.
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
