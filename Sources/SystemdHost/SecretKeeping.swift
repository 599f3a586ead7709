internal import CLinux
internal import Files
internal import SystemPackage

/// Keeps what this process holds to itself.
package enum SecretKeeping {
    /// From now on no core is dumped, and no process of the same user can look into the memory.
    ///
    /// - Throws: A sentence about why the kernel refuses that.
    package static func begin() throws(HostError) {
        guard linux_keep_secrets() == 0 else {
            throw HostError("Failed to keep this process's memory to itself", Errno.last)
        }
    }
}
