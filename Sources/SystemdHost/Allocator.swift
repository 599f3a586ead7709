internal import CLinux

/// The memory that malloc(3) has from the kernel.
package enum Allocator {
    /// Gives back what is free; glibc keeps it otherwise.
    ///
    /// Worth its while after a piece of work that needs several times the memory of its result.
    package static func trim() {
        malloc_trim(0)
    }
}
