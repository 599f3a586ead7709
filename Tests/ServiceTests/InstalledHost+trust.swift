extension InstalledHost {
    /// Where certificates are made, and lie until a store gets them.
    static let made = "/root/made"

    /// Runs a script about an agent's files, which has the words of ``Agent/words``.
    @discardableResult
    func act(on agent: Agent = .own, _ script: String) async throws -> String {
        try await machine.succeed(agent.words + script)
    }

    /// Makes certificates of one tenant, each valid for 180 days from now, in no store yet; their thumbprints.
    func certificates(_ count: Int) async throws -> [String] {
        try await machine.succeed(
            """
            set -e
            mkdir -p \(Self.made) && cd \(Self.made)
            echo extendedKeyUsage=clientAuth >usage
            exec 3>&1 >log 2>&1
            openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=connectorregistrationca.msappproxy.net \\
                -keyout ca.key -out ca.pem
            openssl req -new -newkey rsa:2048 -nodes -subj /CN=\(Self.tenant) -keyout key.pem -out request.pem
            for number in {1..\(count)}; do
                openssl x509 -req -in request.pem -CA ca.pem -CAkey ca.key -sha512 -days 180 -extfile usage \\
                    -set_serial $((RANDOM << 20 | RANDOM << 5 | number)) -out one.pem
                name=$(openssl x509 -in one.pem -noout -fingerprint -sha1 | sed 's/.*=//; s/://g')
                openssl pkcs12 -export -in one.pem -inkey key.pem -passout pass: -out $name.pfx
                echo $name >&3
            done
            """
        ).split(separator: "\n").map(String.init)
    }

    /// Makes a certificate that is in no store yet, valid between two points in date(1)'s words; its thumbprint.
    func madeCertificate(from: String, to: String) async throws -> String {
        try await machine.succeed(
            "packaging/sample-certificate \(Self.made) '\(from)' '\(to)' \(Self.tenant)")
    }
}
