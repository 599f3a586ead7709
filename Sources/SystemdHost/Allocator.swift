internal import CLinux

/// The memory that malloc(3) got from the kernel.
package enum Allocator {
    /// Returns free memory to the kernel; glibc would keep it.
    ///
    /// Useful after work that needs several times the memory of its result.
    package static func trim() {
        malloc_trim(0)
    }
}
