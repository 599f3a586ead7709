import Certificates
import Foundation
import TestSupport
import Testing
import WatchCore

@testable import TrustStore

/// Numbers that come out the same in every run (xorshift).
private struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}

/// Files that nobody meant to write; the readers answer, whatever is in them.
@Suite(.timeLimit(.minutes(2)))
struct HostileInputTests {
    /// `text` with some bytes changed, lost, doubled or moved, and now and then its end cut off.
    private func mutated(_ text: [UInt8], _ numbers: inout SeededNumbers) -> [UInt8] {
        var bytes = text
        for _ in 0..<Int.random(in: 1...4, using: &numbers) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &numbers)
            let end = min(bytes.count, place + Int.random(in: 1...16, using: &numbers))
            switch Int.random(in: 0..<6, using: &numbers) {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
            case 1: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
            case 2: bytes.removeSubrange(place..<end)
            case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 4: bytes.append(contentsOf: bytes[place..<end])
            default: bytes.removeSubrange(end...)
            }
        }
        return bytes
    }

    @Test func settingsOfAnyBytesAreReadOrRefusedWithAPlace() {
        var numbers = SeededNumbers(state: 0x5eed)
        let text = Array(settingsText.utf8)
        var readings = 0
        for _ in 0..<5000 {
            switch TrustSettingsReader.read(mutated(text, &numbers)) {
            case .read: readings += 1
            case .malformed(_, let line, let column): #expect(line >= 1 && column >= 1)
            case .missing, .unreadable, .shareUnavailable, .outOfTime:
                Issue.record("It was neither read nor malformed.")
            }
        }
        #expect(readings > 0)
    }

    @Test(arguments: [
        "PEM", "DER", "PKCS#7", "PKCS#12", "legacy PKCS#12", "unsealed PKCS#12", "serialized certificate",
        "serialized store", "exported registry", "exported registry in UTF-16",
    ])
    func containersOfAnyBytesHoldTheCertificateOrAProblemOrNothing(_ format: String) async throws {
        let identity = try await Identity.connector.value
        let bytes =
            switch format {
            case "PEM": Array((identity.pem + identity.keyPEM).utf8)
            case "DER": identity.der
            case "PKCS#7": try await identity.pkcs7()
            case "PKCS#12": try await identity.pkcs12(["-iter", "1"])
            case "serialized certificate": WindowsStore.element(identity)
            case "serialized store": WindowsStore.sst(WindowsStore.element(identity))
            case "exported registry": WindowsStore.registry(WindowsStore.keys("MY", [identity]), .ansi)
            case "exported registry in UTF-16": WindowsStore.registry(WindowsStore.keys("MY", [identity]))
            case "legacy PKCS#12": try await identity.pkcs12(["-legacy", "-iter", "1"])
            default: try await identity.pkcs12(["-nomac", "-iter", "1", "-certpbe", "AES-256-CBC"])
            }
        var numbers = SeededNumbers(state: 0xf00d)
        let legacy = LegacyAlgorithms()
        var found = 0
        for _ in 0..<1000 {
            let contents = StoreContents.read(mutated(bytes, &numbers), passwords: .standard, legacy: legacy)
            found += contents.certificates.contains(identity.der) ? 1 : 0
            #expect(contents.certificates.count <= 4)
        }
        #expect(found < 1000)
    }

    @Test(arguments: [
        ["rsa", "-traditional"], ["rsa", "-traditional", "-outform", "DER"],
        ["rsa", "-traditional", "-aes256", "-passout", "pass:x"], ["pkcs8", "-topk8", "-nocrypt"],
        ["pkcs8", "-topk8", "-passout", "pass:x", "-iter", "1", "-outform", "DER"],
        ["pkcs8", "-topk8", "-passout", "pass:x", "-iter", "1"],
    ])
    func keysOfAnyBytesAreComparedOrNot(_ command: [String]) async throws {
        let identity = try await Identity.connector.value
        let directory = try TemporaryDirectory()
        try directory.write(identity.keyPEM, to: "key")
        let bytes = try await Program.succeed(["openssl"] + command + ["-in", "key"], in: directory.path)
        let certificate = try #require(Certificate(der: identity.der))
        let passwords = StorePasswords(credential: "store") { _ in .read(Array("x".utf8)) }
        let legacy = LegacyAlgorithms()
        var numbers = SeededNumbers(state: 0xfee)
        var matches = 0
        for _ in 0..<500 {
            var comparison = KeyComparison(with: certificate, passwords: passwords, legacy: legacy)
            comparison.read(mutated(bytes, &numbers))
            if case .matching = comparison.reading { matches += 1 }
        }
        #expect(matches < 500)
    }

    @Test func noiseIsDamagedOrUnrelated() {
        var numbers = SeededNumbers(state: 0xbad)
        let legacy = LegacyAlgorithms()
        for start: [UInt8] in [[], [0x30], [0x30, 0x82], [0x30, 0x80, 2, 1, 3], Array("-----BEGIN ".utf8)] {
            for _ in 0..<300 {
                let length = Int.random(in: 0...600, using: &numbers)
                let noise = (0..<length).map { _ in UInt8.random(in: 0...255, using: &numbers) }
                let bytes = start + noise
                let contents = StoreContents.read(bytes, passwords: .standard, legacy: legacy)
                #expect(contents.certificates.isEmpty)
                guard case .malformed = TrustSettingsReader.read(bytes) else {
                    Issue.record("Noise was read.")
                    continue
                }
            }
        }
    }
}
