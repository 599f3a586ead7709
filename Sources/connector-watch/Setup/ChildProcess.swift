internal import Glibc

/// Runs a program.
enum ChildProcess {
    /// - Returns: The wait status (waitpid(2)), 0 if it succeeded, or `nil` if it could not be run.
    static func run(_ path: String, _ words: [String]) -> Int32? {
        var arguments = ([path] + words).map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process: pid_t = 0
        var end: Int32 = 0
        guard posix_spawn(&process, path, nil, nil, &arguments, nil) == 0,
            waitpid(process, &end, 0) == process
        else { return nil }
        return end
    }
}
