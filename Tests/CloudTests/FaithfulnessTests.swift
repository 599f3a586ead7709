import Foundation
import TestSupport
import Testing

/// Microsoft's own client library takes the server of Tests/Tenant for the real one.
@Suite(
    .enabled(
        if: FileManager.default.fileExists(atPath: Repository.path(".build/msal/complete")),
        "Microsoft's client library is missing; \"Tests/Tenant/fetch .build/msal\" fetches it."),
    .timeLimit(.minutes(10)))
struct FaithfulnessTests {
    private struct SignIn: Decodable {
        var flow: [String: Value]
        var result: [String: Value]
    }

    /// Of what it prints, texts are all that is of interest.
    private enum Value: Decodable {
        case text(String)
        case other

        init(from decoder: any Decoder) throws {
            self = (try? decoder.singleValueContainer().decode(String.self)).map { .text($0) } ?? .other
        }

        var text: String? {
            if case .text(let text) = self { text } else { nil }
        }
    }

    private func signIn(_ scenario: String) async throws -> SignIn {
        let tenant = try Tenant(scenario)
        let run = try await tenant.run(
            """
            REQUESTS_CA_BUNDLE=$ROOT PYTHONPATH=\(Repository.path(".build/msal/python")) \
                python3 \(Repository.path("Tests/Tenant/sign-in.py"))
            """)
        #expect(run.status == 0, "\(run.errors)")
        return try JSONDecoder().decode(SignIn.self, from: Data(run.output.utf8))
    }

    @Test func theLibrarySignsIn() async throws {
        let signIn = try await signIn(#"{"answers": {"token": ["authorization_pending", "usual"]}}"#)
        #expect(signIn.flow["user_code"]?.text == "ABCD1234E")
        #expect(signIn.result["token_type"]?.text == "Bearer")
        #expect(signIn.result["access_token"]?.text?.split(separator: ".").count == 3)
    }

    @Test(arguments: ["authorization_declined", "expired_token", "bad_verification_code"])
    func theLibraryReadsItsErrors(error: String) async throws {
        let signIn = try await signIn(#"{"answers": {"token": ["\#(error)"]}}"#)
        #expect(signIn.result["error"]?.text == error)
    }
}
