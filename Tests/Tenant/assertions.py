"""What an application proves who it is with (RFC 7523 section 2.2), verified as the vendor documents it."""
import base64
import hashlib
import json
import ssl
import subprocess
import tempfile

seen = set()


def decoded(part):
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def is_signed(signed, signature, certificate):
    """Whether the certificate's key has made a signature with RSASSA-PSS; by another implementation's command."""
    with tempfile.TemporaryDirectory() as place:
        for name, content in (("text", signed), ("signature", signature)):
            with open(f"{place}/{name}", "wb") as file:
                file.write(content)
        key = subprocess.run(
            ["openssl", "x509", "-in", certificate, "-noout", "-pubkey"], capture_output=True, check=True)
        with open(f"{place}/key", "wb") as file:
            file.write(key.stdout)
        return subprocess.run(
            ["openssl", "dgst", "-sha256", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest",
             "-verify", f"{place}/key", "-signature", f"{place}/signature", f"{place}/text"], capture_output=True).returncode == 0


def flaw(assertion, page, client, certificate, now):
    """What is wrong with an assertion by the vendor's documents, as a keyword of "errors" in server.py; None if nothing is."""
    head, claims, signature = assertion.split(".")
    header, body = json.loads(decoded(head)), json.loads(decoded(claims))
    with open(certificate) as file:
        digest = hashlib.sha256(ssl.PEM_cert_to_DER_cert(file.read())).digest()
    if header != {"alg": "PS256", "typ": "JWT", "x5t#S256": base64.urlsafe_b64encode(digest).rstrip(b"=").decode()}:
        return "unknown_key"
    if not is_signed(f"{head}.{claims}".encode(), decoded(signature), certificate):
        return "unknown_key"
    if not body["nbf"] - 300 <= now < body["exp"] or body["exp"] - body["nbf"] > 600:
        return "assertion_time"
    if body["aud"] != page or body["iss"] != client or body["sub"] != client or body["jti"] in seen:
        return "invalid_client"
    seen.add(body["jti"])
    return None
