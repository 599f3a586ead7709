internal import Files
internal import Glibc

/// The code and the constants of this process, its program's and its libraries', that are in its memory.
package enum ProgramImage {
    /// Bytes.
    private static let mapLimit = 1 << 20

    /// Lets go of them.
    ///
    /// Much of them has served the start only. What is used again comes back from the kernel's cache of the files
    /// (madvise(2), MADV_DONTNEED).
    package static func release() {
        guard let map = try? RegularFile.read("/proc/self/smaps", limit: mapLimit) else { return }
        for range in unchanged(in: String(decoding: map, as: UTF8.self)) {
            madvise(UnsafeMutableRawPointer(bitPattern: range.lowerBound), range.count, MADV_DONTNEED)
        }
    }

    /// Where those lie that are as in their file: addresses are put into some constants, and a debugger may change code.
    ///
    /// - Parameter map: as of /proc/PID/smaps (proc(5)).
    /// - Returns: the addresses.
    static func unchanged(in map: String) -> [Range<UInt>] {
        var (found, mapped): ([Range<UInt>], Range<UInt>?) = ([], nil)
        for line in map.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count >= 2 else { continue }
            if let range = range(words[0]) {
                mapped =
                    words.count >= 6 && protections.contains(words[1]) && words[5].hasPrefix("/")
                    ? range : nil
            } else if let range = mapped, words[0] == "Anonymous:", words[1] == "0" {
                found.append(range)
            }
        }
        return found
    }

    private static let protections: Set<Substring> = ["r-xp", "r--p"]

    private static func range(_ word: Substring) -> Range<UInt>? {
        let ends = word.split(separator: "-").compactMap { UInt($0, radix: 16) }
        return ends.count == 2 && ends[0] < ends[1] ? ends[0]..<ends[1] : nil
    }
}
