import Foundation
import TestSupport
import WatchCore

@testable import NetworkPath

/// A small world of certificates: a root that the probe trusts, an issuing authority below it, and what they publish, served
/// over plain HTTP by nginx.
///
/// Below `http://ok.test:PORT/`: what the functions of the script make. Certificates are made as each test needs them.
final class Authority: Sendable {
    /// The port of plain HTTP.
    let port: UInt16
    let directory: TemporaryDirectory

    /// - Parameters:
    ///   - locations: the inside of nginx's server block.
    ///   - address: where it listens.
    /// - Throws: an error if the script or nginx fails.
    init(_ locations: String = "", on address: String = "127.0.0.1") async throws {
        let directory = try TemporaryDirectory()
        let port = FreePort.next()
        (self.directory, self.port) = (directory, port)
        try directory.makeDirectory("public")
        let configuration = """
            pid nginx.pid;
            error_log error.log;
            worker_processes 1;
            user root;
            events {}
            http {
                access_log access.log combined;
                types {}
                default_type text/plain;
                absolute_redirect off;
                server {
                    listen \(address):\(port);
                    root \(directory("public"));
                    \(locations)
                }
            }
            """
        try directory.write(configuration, to: "nginx.conf")
        try directory.write(Self.functions, to: "functions")
        try await Program.bash(
            """
            . ./functions
            for key in root issuing other leaf; do key $key; done
            sign root root Root self 3000 ca
            sign issuing issuing Issuing root 900 ca
            sign other other Other self 900 ca
            nginx -p "$PWD" -c "$PWD/nginx.conf" -e "$PWD/error.log" >start.log 2>&1 || { cat start.log; false; }
            """, in: directory.path)
    }

    deinit {
        let text = (try? directory.read("nginx.pid")).map { String(decoding: $0, as: UTF8.self) } ?? ""
        if let id = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)) { kill(id, SIGTERM) }
    }

    /// The address of a file that is served.
    func url(_ name: String) -> String { "http://ok.test:\(port)/\(name)" }

    /// Runs more of the script, whose functions are at hand.
    func make(_ script: String) async throws {
        try await Program.bash(". ./functions\n" + script, in: directory.path)
    }

    /// Makes a server's certificate that names these addresses, and serves it with the issuing authority's.
    func server(
        _ name: String = "leaf", lists: [String] = [], issuer: String? = nil, responder: String? = nil,
        sending chain: [String] = ["issuing"], signer: String = "issuing", on address: String = "127.0.0.1"
    ) async throws -> TLSServerOfAuthority {
        var extensions =
            "basicConstraints=critical,CA:false\nsubjectAltName=DNS:ok.test,DNS:served.test\nauthorityKeyIdentifier=keyid\n"
        if !lists.isEmpty {
            extensions += "crlDistributionPoints=" + lists.map { "URI:\($0)" }.joined(separator: ",") + "\n"
        }
        let access = [issuer.map { "caIssuers;URI:\($0)" }, responder.map { "OCSP;URI:\($0)" }].compactMap(
            \.self)
        if !access.isEmpty { extensions += "authorityInfoAccess=\(access.joined(separator: ","))\n" }
        try directory.write(extensions, to: "\(name).ext")
        try await make("sign \(name) leaf \(name) \(signer) 80 \(name).ext")
        return try await TLSServerOfAuthority(self, name, chain, on: address)
    }

    /// Runs a responder that knows what the authority has signed so far, as long as `body` runs.
    ///
    /// - Parameters:
    ///   - port: where it listens.
    ///   - signer: whose certificate and key it has.
    ///   - body: what is done meanwhile.
    /// - Throws: an error if it does not start, or what `body` throws.
    func withResponder(
        on port: UInt16, signer: String = "issuing", _ body: () async throws -> Void
    ) async throws {
        let program = try await RunningProgram(
            [
                "openssl", "ocsp", "-port", "\(port)", "-index", "index-issuing", "-CA", "issuing.crt",
                "-rsigner", "\(signer).crt", "-rkey", "\(signer).key", "-ndays", "30",
            ], in: directory.path)
        try await program.output { $0.contains("ACCEPT") }
        try await body()
        withExtendedLifetime(program) {}
    }

    /// What nginx was asked for, once there are at least so many requests: method, target and status.
    func requests(_ count: Int) async throws -> [String] {
        while true {
            let log = String(decoding: try directory.read("access.log"), as: UTF8.self)
            let lines = log.split(separator: "\n").compactMap { line in
                line.firstMatch(of: #/"(\S+ \S+) HTTP[^"]*" (\d+)/#).map { "\($0.output.1) \($0.output.2)" }
            }
            if lines.count >= count { return lines }
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    func prober() throws -> PathProber { try PathProber(roots: .file(directory("root.crt"))) }

    private static let functions = """
        set -e
        day() { date -u -d "$1" +%Y%m%d%H%M%SZ; }
        key() { openssl ecparam -name prime256v1 -genkey -noout -out $1.key; }
        printf 'basicConstraints=critical,CA:true\\nkeyUsage=critical,keyCertSign,cRLSign\\nsubjectKeyIdentifier=hash\\nauthorityKeyIdentifier=keyid\\n' >ca
        # configuration NAME: that of the authority of this name, with an index of its own
        configuration() {
            [ -e index-$1 ] || : >index-$1
            [ -e crlnumber ] || echo 01 >crlnumber
            printf '[a]\\ndatabase=index-%s\\nnew_certs_dir=.\\nrand_serial=yes\\ndefault_md=sha256\\npolicy=p\\nunique_subject=no\\ncrlnumber=crlnumber\\n[p]\\ncommonName=supplied\\n[x]\\nauthorityKeyIdentifier=keyid\\n' $1 >cnf-$1
        }
        # sign NAME KEY SUBJECT SIGNER DAYS EXTENSIONS
        sign() {
            local signer=(-cert $4.crt -keyfile $4.key) by=$4
            [ $4 != self ] || { signer=(-selfsign -keyfile $2.key); by=$1; }
            configuration $by
            openssl req -new -key $2.key -subj "/CN=$3" -out csr-$1
            openssl ca -batch -notext -config cnf-$by -name a "${signer[@]}" -in csr-$1 -out $1.crt -extfile $6 \\
                -startdate $(day '-1 day') -enddate $(day "$5 days")
            [ -e $1.key ] || cp $2.key $1.key
        }
        # list FILE SIGNER [OPTION...]: a list in DER
        list() {
            local file=$1 by=$2; shift 2
            configuration $by
            openssl ca -config cnf-$by -name a -gencrl -cert $by.crt -keyfile $by.key -crldays 7 "$@" -out list.pem
            openssl crl -in list.pem -outform DER -out public/$file
        }
        # revoke NAME SIGNER [REASON]
        revoke() { openssl ca -config cnf-$2 -name a -revoke $1.crt -cert $2.crt -keyfile $2.key -crl_reason ${3-keyCompromise}; }
        # listwith FILE SIGNER LINES: a list with these lines of extensions, which may use the section "place"
        listwith() {
            { configuration $2; cat cnf-$2; printf "[with]\\n$3\\n"; } >cnf-with
            openssl ca -config cnf-with -name a -gencrl -crlexts with -cert $2.crt -keyfile $2.key -crldays 7 -out list.pem
            openssl crl -in list.pem -outform DER -out public/$1
        }
        der() { openssl x509 -in $1.crt -outform DER -out public/$1.crt; }

        """
}

/// A TLS server with a certificate of an ``Authority``.
final class TLSServerOfAuthority: Sendable {
    let port: UInt16
    private let program: RunningProgram

    fileprivate init(
        _ authority: Authority, _ name: String, _ chain: [String], on address: String
    ) async throws {
        let directory = authority.directory
        let text = try chain.map { try String(contentsOfFile: directory("\($0).crt"), encoding: .utf8) }
        let file = try directory.write(text.joined(), to: "\(name).chain")
        program = try await RunningProgram(
            [
                "openssl", "s_server", "-accept", "\(address):0", "-www", "-cert", directory("\(name).crt"),
                "-key", directory("leaf.key"),
            ] + (chain.isEmpty ? [] : ["-cert_chain", file]))
        let said = try await program.output { $0.contains(/ACCEPT .*:\d+\n/) }
        port = said.firstMatch(of: /ACCEPT .*:(\d+)\n/).flatMap { UInt16($0.output.1) } ?? 0
    }

    func target(host: String = "ok.test", _ aspects: Set<TLSAspect> = [.revocation]) -> TLSTarget {
        TLSTarget(host: host, port: port, aspects: aspects)
    }
}

extension PathProber {
    /// What the addresses gave that the certificates of a server name.
    func checks(
        _ server: TLSServerOfAuthority, host: String = "ok.test", after time: Duration = .zero,
        at date: Date = Date()
    ) async -> TLSFacts {
        let now = Timestamp(uptime: time, date: date)
        return await probe(at: server.target(host: host), at: now).direct?.control.tls ?? TLSFacts()
    }
}
