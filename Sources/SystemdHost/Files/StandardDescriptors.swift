internal import Glibc

/// Standard input, output and error.
package enum StandardDescriptors {
    /// Opens `/dev/null` in place of each that is closed.
    ///
    /// Otherwise the next file or socket that is opened would get its number, and what is meant for standard error
    /// be written into it.
    package static func fill() {
        for number in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(number, F_GETFD) < 0 {
            // The lowest free number is given (open(2)); those below it are open by now.
            _ = open("/dev/null", O_RDWR)
        }
    }
}
