import Files
import Glibc
import Testing

@testable import SystemdHost

/// What of this process's memory is code and constants that its files have as well.
struct ProgramImageTests {
    @Test func onlyWhatIsAsInItsFileIsLetGo() {
        let map = """
            55d000000000-55d000100000 r--p 00000000 fd:00 7                          /usr/bin/program
            Rss:                 100 kB
            Anonymous:             0 kB
            55d000100000-55d000300000 r-xp 00100000 fd:00 7                          /usr/bin/program
            Rss:                2000 kB
            Anonymous:             0 kB
            VmFlags: rd ex mr mw me
            55d000300000-55d000400000 rw-p 00300000 fd:00 7                          /usr/bin/program
            Anonymous:             0 kB
            55d000400000-55d000500000 r--p 00400000 fd:00 7                          /usr/bin/program
            Anonymous:            96 kB
            7f0000000000-7f0000010000 r-xp 00000000 fd:00 8                          /usr/lib/has a breakpoint.so
            Anonymous:             4 kB
            7f0000020000-7f0000030000 r-xp 00000000 fd:00 9                          /usr/lib/replaced.so (deleted)
            Anonymous:             0 kB
            7f0000040000-7f0000050000 r-xp 00000000 00:00 0
            Anonymous:             0 kB
            7ffc00000000-7ffc00002000 r-xp 00000000 00:00 0                          [vdso]
            Anonymous:             0 kB

            """
        #expect(
            ProgramImage.unchanged(in: map) == [
                0x55d0_0000_0000..<0x55d0_0010_0000, 0x55d0_0010_0000..<0x55d0_0030_0000,
                0x7f00_0002_0000..<0x7f00_0003_0000,
            ])
    }

    @Test func whatWasLetGoIsThereWhenItIsUsed() throws {
        let map = String(decoding: try RegularFile.read("/proc/self/smaps", limit: 1 << 24), as: UTF8.self)
        let address = try #require(dlsym(nil, "getpid"))
        let place = UInt(bitPattern: address)
        #expect(ProgramImage.unchanged(in: map).contains { $0.contains(place) })
        let own = getpid()
        ProgramImage.release()
        #expect(getpid() == own)
    }
}
