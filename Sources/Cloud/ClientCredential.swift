internal import FoundationEssentials
internal import NetworkPath
internal import WatchCore

/// What an application signs in with (RFC 6749 section 2.3).
enum ClientCredential {
    case secret(SecretBytes)
    case certificate(ClientCertificate)

    /// - Parameters:
    ///   - name: that of the systemd credential.
    ///   - reading: how reading it went; its bytes are moved out of it.
    /// - Throws: Why it cannot be used.
    init(_ name: String, _ reading: consuming CredentialReading) throws(CloudFailure) {
        var bytes: [UInt8]
        do throws(CredentialError) {
            bytes = try reading.bytes(of: name)
        } catch {
            throw .credential(error.clause)
        }
        // Otherwise what is overwritten would be a copy.
        reading = .absent
        let isLine = bytes.isLine
        let isPEM = bytes.firstRange(of: Array("-----BEGIN ".utf8)) != nil
        let secret = SecretBytes(moving: &bytes)
        if isPEM {
            do throws(ClientCertificate.Flaw) {
                self = .certificate(try ClientCertificate(pem: secret))
            } catch {
                throw .credential("the credential \"\(name)\" \(error.text)")
            }
        } else if isLine {
            self = .secret(secret)
        } else {
            throw .credential(
                "the credential \"\(name)\" is neither a certificate and key in PEM nor one line of text")
        }
    }

    /// Ends the secret; a key ends with its last use.
    func overwrite() {
        if case .secret(let secret) = self { secret.overwrite() }
    }
}

extension Authority {
    /// Asks for a token in the name of the application itself (RFC 6749 section 4.4).
    func token(by credential: ClientCredential, at date: Date) async throws(CloudFailure) -> Token {
        let page = try page("token")
        var form: [(name: String, value: PageRequest.Value)] = [
            ("grant_type", .text("client_credentials")), ("client_id", .text(application)),
            ("scope", .text(services.applicationScope)),
        ]
        switch credential {
        case .secret(let secret): form.append(("client_secret", .secret(secret)))
        case .certificate(let certificate):
            let assertion = ClientAssertion.make(for: application, at: page, by: certificate, date: date)
            guard let assertion else {
                throw .credential("OpenSSL does not sign with the key of the application")
            }
            form.append(("client_assertion_type", .text(ClientAssertion.type)))
            form.append(("client_assertion", .secret(assertion)))
        }
        let answer = try await client.send(.post(form, to: page))
        let secrets = try answer.withdraw(["access_token"])
        guard answer.isSuccess else { throw try answer.refusal }
        let document = try answer.document(TokenDocument.self)
        guard let access = secrets["access_token"], document.tokenType.lowercased() == "bearer" else {
            throw .malformed(page, "it has no token for a bearer")
        }
        return Token(access: access, identity: nil, scopes: [])
    }
}
