import CLibFuzzer
import Glibc

// connector-watch-fuzz [ARG...] - feeds the target FUZZ_TARGET with ever new inputs; ARG are the words of libFuzzer.
// Without one it lists the targets.

guard Fuzzer.target != nil else {
    print(FuzzTarget.allCases.map(\.rawValue).joined(separator: "\n"))
    exit(0)
}
var count = CommandLine.argc
var arguments = CommandLine.unsafeArgv
let status = LLVMFuzzerRunDriver(&count, &arguments) { @Sendable start, count in
    Fuzzer.feed(UnsafeBufferPointer(start: start, count: count))
    return 0
}
exit(status)
