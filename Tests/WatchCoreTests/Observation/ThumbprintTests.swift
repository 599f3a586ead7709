import Foundation
import Testing

@testable import WatchCore

struct ThumbprintTests {
    private let text = "4905CC64B2D81BBED60962ECC5DCF63F643CCD55"

    @Test(arguments: [
        "4905CC64B2D81BBED60962ECC5DCF63F643CCD55", "4905cc64b2d81bbed60962ecc5dcf63f643ccd55",
        "49 05 cc 64 b2 d8 1b be d6 09 62 ec c5 dc f6 3f 64 3c cd 55",
        "\t4905CC64B2D81BBED60962ECC5DCF63F643CCD55\r\n",
    ])
    func readsEverySpellingAsTheSame(spelling: String) {
        #expect(Thumbprint(spelling)?.text == text)
    }

    @Test(arguments: [
        "", " ", "4905CC64B2D81BBED60962ECC5DCF63F643CCD5", "4905CC64B2D81BBED60962ECC5DCF63F643CCD555",
        "4905CC64B2D81BBED60962ECC5DCF63F643CCD5G", "4905CC64-B2D81BBED60962ECC5DCF63F643CCD5",
        "４905CC64B2D81BBED60962ECC5DCF63F643CCD55", "4905CC64B2D81BBED60962ECC5DCF63F643CCD5\u{301}",
        "\u{200e}4905CC64B2D81BBED60962ECC5DCF63F643CCD55", "4905CC64B2D81BBED60962ECC5DCF63F643CCD5\0",
    ])
    func refusesWhatIsNot40HexadecimalDigits(text: String) {
        #expect(Thumbprint(text) == nil)
    }

    @Test func writesTwentyBytesAndNoOtherCount() {
        let bytes = (0..<20).map { UInt8($0 * 13) }
        #expect(Thumbprint(bytes: bytes)?.text == "000D1A2734414E5B6875828F9CA9B6C3D0DDEAF7")
        #expect(Thumbprint(bytes: bytes.dropLast()) == nil)
        #expect(Thumbprint(bytes: bytes + [0]) == nil)
    }

    @Test func isItsTextInJSONAndRefusesOthers() throws {
        let thumbprint = try #require(Thumbprint(text))
        let encoded = try JSONEncoder().encode([thumbprint])
        #expect(String(decoding: encoded, as: UTF8.self) == "[\"\(text)\"]")
        #expect(try JSONDecoder().decode([Thumbprint].self, from: encoded) == [thumbprint])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Thumbprint].self, from: Data(#"["4905"]"#.utf8))
        }
    }
}
