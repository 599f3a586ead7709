internal import CLinux

/// The memory that malloc(3) got from the kernel.
package enum Allocator {
    /// Has all threads share one heap; to be called before there are others.
    ///
    /// With one for each thread, as glibc has it, memory that one thread freed is kept from the others: of 10,000 checks
    /// that makes nearly twice as much. The threads' own small caches remain.
    package static func shareHeap() {
        mallopt(M_ARENA_MAX, 1)
    }

    /// Returns free memory to the kernel; glibc would keep it.
    ///
    /// Useful after work that needs several times the memory of its result.
    package static func trim() {
        malloc_trim(0)
    }
}
