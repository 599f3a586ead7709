import Testing

@testable import WatchCore

struct DumpTests {
    @Test func dump() {
        for (key, samples) in [
            ("trust", SentenceSample.trust), ("network", SentenceSample.network), ("tls", SentenceSample.tls),
            ("related", SentenceSample.related), ("host", SentenceSample.host),
        ] {
            for (index, sample) in samples.enumerated() {
                print("@@\(key)\t\(index)\t\(sample.finding.message)\t\(sample.finding.remedy)@@")
            }
        }
    }
}
