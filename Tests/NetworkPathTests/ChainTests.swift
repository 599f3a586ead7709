import Foundation
import TestSupport
import Testing
import WatchCore

@testable import NetworkPath

/// Chains over a cross-signed bridge: the new root has the name and the key of a bridge that the old root signed.
@Suite(.timeLimit(.minutes(2)))
struct ChainTests {
    private let directory: TemporaryDirectory

    init() async throws {
        directory = try TemporaryDirectory()
        try await Program.bash(Self.script, in: directory.path)
    }

    /// What the server sends besides its own, the roots of this host, whether the bridge lies in the directory with what is
    /// below it, and the problem: its kind, the one certificate it is about, where that comes from, and whether the gap was sent.
    struct Case: Sendable, CustomTestStringConvertible {
        var sent: [String]
        var roots: [String]
        var isBridgeKnown = false
        var kind: CertificateProblem.Kind?
        var subject = ""
        var origin = CertificateProblem.Origin.server
        var isGapSent: Bool?
        /// What the chain has between the server's certificate and the root.
        var intermediates: [String] = []

        var testDescription: String { "sent \(sent), roots \(roots), bridge known: \(isBridgeKnown)" }
    }

    @Test(arguments: [
        Case(sent: ["issuing", "bridge"], roots: ["old"], intermediates: ["CN=Issuing", "CN=New"]),
        Case(sent: ["issuing", "bridge", "new"], roots: ["old"], intermediates: ["CN=Issuing", "CN=New"]),
        Case(sent: ["bridge", "issuing"], roots: ["old"], intermediates: ["CN=Issuing", "CN=New"]),
        Case(sent: ["issuing"], roots: ["old", "bridge"], intermediates: ["CN=Issuing", "CN=New"]),
        // The bridge is sent, and the chain does without it, as this host has the new root.
        Case(sent: ["issuing", "bridge"], roots: ["old", "new"], intermediates: ["CN=Issuing"]),
        Case(sent: ["issuing"], roots: ["old"], kind: .unknownIssuer, subject: "CN=Issuing"),
        Case(sent: ["public"], roots: ["old"], kind: .incompleteChain, subject: "CN=Issuing"),
        Case(sent: ["corporate"], roots: ["old"], kind: .unknownIssuer, subject: "CN=Issuing"),
        Case(sent: ["internal"], roots: ["old"], kind: .unknownIssuer, subject: "CN=Issuing"),
        Case(
            sent: ["issuing"], roots: ["old"], isBridgeKnown: true, kind: .incompleteChain,
            subject: "CN=Issuing", isGapSent: false, intermediates: ["CN=Issuing", "CN=New"]),
        Case(
            sent: [], roots: ["old"], isBridgeKnown: true, kind: .incompleteChain, subject: "CN=leaf",
            intermediates: ["CN=Issuing", "CN=New"]),
        Case(
            sent: ["issuing", "new", "bridge"], roots: ["old"], kind: .incompleteChain, subject: "CN=New",
            isGapSent: true, intermediates: ["CN=Issuing", "CN=New"]),
        Case(
            sent: ["issuing", "bridge"], roots: ["old", "aged"], kind: .expired, subject: "CN=New",
            origin: .host),
        Case(sent: ["issuing"], roots: ["aged"], kind: .expired, subject: "CN=New", origin: .host),
        Case(sent: ["issuing"], roots: ["bridge"], kind: .untrusted, subject: "CN=New", origin: .host),
    ])
    func theFaultIsNamedWhereItLies(_ row: Case) async throws {
        let place = try TemporaryDirectory()
        func file(_ names: [String], _ name: String) throws -> String {
            let text = try names.map { try String(contentsOfFile: directory("\($0).crt"), encoding: .utf8) }
            return try place.write(Array(text.joined().utf8), to: name)
        }
        let candidates = try TemporaryDirectory()
        if row.isBridgeKnown {
            for name in ["bridge", "issuing"] {
                let file = try Data(contentsOf: URL(fileURLWithPath: directory("\(name).crt")))
                try candidates.write(Array(file), to: "\(name).pem")
            }
        }
        let chain = row.sent.isEmpty ? [] : ["-cert_chain", try file(row.sent, "chain.pem")]
        let server = try await RunningProgram(
            [
                "openssl", "s_server", "-accept", "127.0.0.1:0", "-www", "-cert", directory("leaf.crt"),
                "-key", directory("leaf.key"),
            ] + chain)
        let said = try await server.output { $0.contains(/ACCEPT .*:\d+\n/) }
        let port = try #require(said.firstMatch(of: /ACCEPT .*:(\d+)\n/).flatMap { UInt16($0.output.1) })
        let prober = try PathProber(
            roots: .file(try file(row.roots, "roots.pem")), authorities: candidates.path)
        let target = TLSTarget(host: "ok.test", port: port, aspects: [.certificate])
        let seen = await prober.probeDirectly(at: target).control
        let problem = seen.tls?.problems.first
        #expect(seen.tls?.problems.count == (row.kind == nil ? 0 : 1))
        #expect(problem?.kind == row.kind)
        if row.kind?.leavesTrust != true {
            #expect(seen.tls?.intermediates.map(\.subject) == row.intermediates)
        }
        guard row.kind != nil else { return }
        #expect(problem?.certificate?.subject == row.subject)
        #expect(problem?.origin == row.origin)
        #expect(problem?.gap?.isSent == row.isGapSent || row.sent.isEmpty)
        guard let gap = problem?.gap else { return }
        #expect(gap.root == "CN=Old")
        #expect(gap.subject == (row.sent.isEmpty ? "CN=Issuing" : "CN=New"))
        #expect(seen.tls?.root?.facts.subject == "CN=Old")
    }

    private static let script = """
        printf '[a]\\ndatabase=index\\nnew_certs_dir=.\\nrand_serial=yes\\ndefault_md=sha256\\npolicy=p\\nunique_subject=no\\n[p]\\ncommonName=supplied\\n' >cnf
        : >index
        printf 'basicConstraints=critical,CA:true\\nkeyUsage=critical,keyCertSign,cRLSign\\nsubjectKeyIdentifier=hash\\nauthorityKeyIdentifier=keyid\\n' >ca
        printf 'basicConstraints=critical,CA:false\\nsubjectAltName=DNS:ok.test\\nauthorityKeyIdentifier=keyid\\n' >server
        for key in old new issuing leaf; do openssl ecparam -name prime256v1 -genkey -noout -out $key.key; done
        openssl pkcs8 -topk8 -nocrypt -in leaf.key -out leaf.pk8
        day() { date -u -d "$1 days" +%Y%m%d%H%M%SZ; }
        # sign NAME KEY SUBJECT SIGNER SIGNING-KEY EXTENSIONS FROM UNTIL
        sign() {
            local signer=(-cert $4.crt -keyfile $5.key)
            [ $4 != self ] || signer=(-selfsign -keyfile $5.key)
            openssl req -new -key $2.key -subj "/CN=$3" -out csr
            openssl ca -batch -notext -config cnf -name a "${signer[@]}" -in csr -out $1.crt -extfile $6 \
                -startdate $(day $7) -enddate $(day $8)
        }
        sign old old Old self old ca -3000 3000
        sign new new New self new ca -300 5000
        sign aged new New self new ca -900 -5
        sign bridge new New old old ca -300 900
        sign issuing issuing Issuing bridge new ca -200 700
        aia=authorityInfoAccess=caIssuers\\;URI:
        { cat ca; echo "${aia}http://aia.test/up.crt"; } >public
        { cat ca; echo "${aia}ldap:///CN=New,caIssuers;URI:http://pki.corp.test/up.crt"; } >corporate
        { cat ca; echo "${aia}http://pki/up.crt"; } >internal
        for kind in public corporate internal; do sign $kind issuing Issuing bridge new $kind -200 700; done
        sign leaf leaf leaf issuing issuing server -10 80
        """
}
