internal import CSystemd
internal import Glibc

/// This boot of the host.
package enum HostBoot {
    /// 32 hex digits (random(4), boot_id), or `nil` if the kernel's files are hidden.
    package static var id: String? {
        var bytes = sd_id128_t()
        guard sd_id128_get_boot(&bytes) >= 0 else { return nil }
        return withUnsafeBytes(of: bytes) { bytes in
            bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }
}
