import Foundation

/// Authorities and server certificates, made once by the `openssl` command.
///
/// NAME.pem holds a server's certificate and key, NAME.chain what it presents besides: `good` (EC, over an intermediate
/// authority), `rsa`, `expired`, `future`, `elsewhere` (for other.test), `alone` (as `good`, without the intermediate
/// certificate), `own` (self-signed), `stranger` (of an authority that is not among the roots), `aged` (over an
/// intermediate authority that has expired), `astray` (expired, and for other.test).
package struct ServerCertificates: Sendable {
    package static let shared = Task { try await ServerCertificates() }

    private let directory: TemporaryDirectory

    /// The file of this name.
    package func path(_ name: String) -> String { directory(name) }

    private init() async throws {
        directory = try TemporaryDirectory()
        try directory.write(Self.configuration, to: "ca.cnf")
        try await Program.bash(Self.script, in: directory.path)
    }

    private static let configuration = """
        [ca]
        default_ca = any
        [any]
        dir = .
        database = index.txt
        new_certs_dir = .
        rand_serial = yes
        default_md = sha256
        policy = anything
        unique_subject = no
        [anything]
        commonName = supplied
        [authority]
        basicConstraints = critical,CA:true
        keyUsage = critical,keyCertSign,cRLSign
        subjectKeyIdentifier = hash
        [server]
        basicConstraints = critical,CA:false
        authorityKeyIdentifier = keyid
        subjectAltName = DNS:ok.test,DNS:both.test,DNS:some.test,DNS:partly.test,DNS:hidden.test,IP:127.0.0.1
        authorityInfoAccess = caIssuers;URI:http://ok.test/intermediate.crt
        [elsewhere]
        basicConstraints = critical,CA:false
        subjectAltName = DNS:other.test
        """

    private static let script = """
        touch index.txt
        ec='-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes'
        year=$(date +%Y)
        root() {
            openssl req -x509 $ec -keyout $1.key -out $1.crt -subj "/CN=$1" -days 30 \
                -addext 'basicConstraints=critical,CA:true' -addext 'keyUsage=critical,keyCertSign,cRLSign'
        }
        # sign NAME ISSUER EXTENSIONS START END
        sign() {
            openssl ca -batch -notext -config ca.cnf -in $1.csr -out $1.crt -cert $2.crt -keyfile $2.key \
                -extensions $3 -startdate $4 -enddate $5
        }
        # server NAME KIND ISSUER EXTENSIONS START END
        server() {
            openssl req $2 -keyout $1.key -out $1.csr -subj "/CN=$1"
            sign $1 $3 $4 $5 $6
            cat $1.crt $1.key >$1.pem
        }
        since=$((year - 1))0101000000Z until=$((year + 1))0101000000Z
        root root
        root strangers
        openssl req $ec -keyout intermediate.key -out intermediate.csr -subj /CN=intermediate
        sign intermediate root authority $since $until
        server good "$ec" intermediate server $since $until
        server rsa "-newkey rsa:2048 -nodes" intermediate server $since $until
        server expired "$ec" intermediate server $((year - 2))0101000000Z $since
        server future "$ec" intermediate server $until $((year + 2))0101000000Z
        server elsewhere "$ec" intermediate elsewhere $since $until
        openssl req $ec -keyout former.key -out former.csr -subj /CN=former
        sign former root authority $((year - 2))0101000000Z $since
        server aged "$ec" former server $since $until
        cp former.crt aged.chain
        server astray "$ec" intermediate elsewhere $((year - 2))0101000000Z $since
        server stranger "$ec" strangers elsewhere $since $until
        for name in good rsa expired future elsewhere astray; do cp intermediate.crt $name.chain; done
        cat good.crt good.key >alone.pem
        openssl req -x509 $ec -keyout own.key -out own.crt -subj /CN=ok.test -days 30
        cat own.crt own.key >own.pem
        """
}
