#!/usr/bin/env python3
"""server.py DIRECTORY ADDRESS CERTIFICATE - the authority and Microsoft Graph of a cloud, as far as they are documented.

RFC 8628 as "Microsoft identity platform and the OAuth 2.0 device authorization grant flow" has it, and of Microsoft Graph
v1.0 /me, /me/transitiveMemberOf and roleEligibilityScheduleInstances; the client credentials
grant (RFC 6749 section 4.4) with a secret or an assertion that is really verified, and of Microsoft Graph beta the connectors
below /onPremisesPublishingProfiles/applicationProxy. It listens on port 443 of ADDRESS behind TLS, says
"up" once it does, and does not end by itself.

DIRECTORY/scenario.json says what is otherwise than usual:
  tenant, name, guest, wids, token_roles: the account that signs in; wids null: tokens list no roles
  roles, eligible: template ids that Graph tells, pages: in how many pages; scope: what is granted
  interval, expires_in, clock (seconds ahead)
  application: the id of the one that may sign in, secret: its secret, permissions: those of its tokens;
    DIRECTORY/application.pem is its certificate
  connectors: documents of connectors, with the key group for that one's name
  answers: for devicecode, token, me, roles, eligible, connectors, group and members a list, one for each request; the last one stays. "usual", a
    keyword of "odd" in answers.py, "huge", "stall", "close", "cut", an error of the endpoint, or {"status", "type", "headers", "body"}

DIRECTORY/requests has a line for each request, DIRECTORY/tokens each secret that was issued.
"""
import base64
import http.server
import json
import os
import secrets
import ssl
import sys
import threading
import time
import urllib.parse

sys.dont_write_bytecode = True
import assertions
import connectors
from answers import PAGE, errors, odd

directory, address, certificate = sys.argv[1:]
with open(f"{directory}/scenario.json") as file:
    scenario = json.load(file)
tenant = scenario.get("tenant", "3f0c5d2e-8a3e-4a30-9d2a-1f2b3c4d5e6f")
name = scenario.get("name", "admin@contoso.example")
lock = threading.Lock()
codes = {}
asked = {}
PERMISSIONS = ["Directory.Read.All", "NetworkAccess.Read.All"]


def note(file, line):
    with lock, open(f"{directory}/{file}", "a") as out:
        out.write(line + "\n")


def issue(secret):
    note("tokens", secret)
    return secret


def encoded(document):
    text = json.dumps(document).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def token(audience, claims):
    """A JWT (RFC 7519); the signature is as long as RS256's, and none."""
    now = int(time.time() + scenario.get("clock", 0))
    all_claims = {
        "aud": audience, "iss": f"https://login.microsoftonline.com/{tenant}/v2.0", "iat": now, "nbf": now,
        "exp": now + 3600, "sub": "AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ", "tid": tenant, "ver": "2.0",
        "oid": "00000000-0000-0000-66f3-3332eca7ea81", **claims}
    return issue(f'{encoded({"typ": "JWT", "alg": "RS256"})}.{encoded(all_claims)}.{secrets.token_urlsafe(256)}')


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def date_time_string(self, timestamp=None):
        return super().date_time_string(time.time() + scenario.get("clock", 0))

    def answer(self, status, body, kind="application/json; charset=utf-8", headers=None, length=None):
        body = body if isinstance(body, str) else json.dumps(body)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length or len(body.encode())))
        for field, value in (headers or {}).items():
            self.send_header(field, value)
        self.end_headers()
        self.wfile.write(body.encode())
        self.close_connection |= length is not None

    def is_answered(self, endpoint):
        """Answers as the scenario wants it, if not as usual."""
        with lock:
            answers = scenario.get("answers", {}).get(endpoint, ["usual"])
            number = asked[endpoint] = asked.get(endpoint, 0) + 1
            wanted = answers[min(number, len(answers)) - 1]
        if wanted == "usual":
            return False
        if isinstance(wanted, dict):
            self.answer(wanted["status"], wanted["body"], wanted.get("type", "application/json"), wanted.get("headers"))
        elif wanted == "huge":
            self.huge()
        elif wanted == "stall":
            note("requests", f"{endpoint}: stalled")
            time.sleep(3600)
        elif wanted == "close":
            self.close_connection = True
            self.connection.shutdown(2)
        elif wanted == "cut":
            self.answer(200, '{"value": []}', length=1000)
        elif wanted in odd:
            status, kind, body = odd[wanted]
            fields = {"throttled": {"Retry-After": "1"}, "portal-redirect": {"Location": "http://portal.test/"}}
            self.answer(status, body, kind, fields.get(wanted))
        else:
            self.answer(*errors[wanted])
        return True

    def huge(self):
        """100 MB of JSON that is valid."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        some = b'{"roleTemplateId": "62e90394-69f5-4237-9190-012177145e10"},' * 17_000
        try:
            self.wfile.write(b'{"value": [')
            for number in range(100):
                # Before, as whoever asks may end with the world as soon as it has enough.
                note("requests", f"huge: {number} MB were taken")
                self.wfile.write(some)
            self.wfile.write(b"{}]}")
        except OSError:
            pass
        self.close_connection = True

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        form = dict(urllib.parse.parse_qsl(body, strict_parsing=True))
        path = urllib.parse.urlsplit(self.path).path
        note("requests", f"POST {path} {form.get('client_id')} {form.get('scope', form.get('grant_type'))}")
        if self.headers.get_content_type() != "application/x-www-form-urlencoded":
            return self.answer(*errors["invalid_request"])
        if path.endswith("/oauth2/v2.0/devicecode"):
            return self.is_answered("devicecode") or self.device_code(form)
        if path.endswith("/oauth2/v2.0/token"):
            return self.is_answered("token") or self.token(form)
        return self.answer(404, PAGE, "text/html")

    def device_code(self, form):
        if "client_id" not in form or "scope" not in form:
            return self.answer(*errors["invalid_request"])
        code = issue(secrets.token_urlsafe(120))
        lifetime, interval = scenario.get("expires_in", 900), scenario.get("interval", 1)
        codes[code] = {"client": form["client_id"], "end": time.monotonic() + lifetime, "next": 0, "interval": interval}
        where = "https://microsoft.com/devicelogin"
        return self.answer(200, {
            "user_code": "ABCD1234E", "device_code": code, "verification_uri": where, "expires_in": lifetime,
            "interval": interval, "message": f"To sign in, open {where} and enter the code ABCD1234E."})

    def application_token(self, form):
        client = form.get("client_id")
        if client != scenario.get("application", "7d1f4a9e-2c5b-4f0e-8a6d-3b9c0e1d2f47"):
            return self.answer(*errors["unauthorized_client"])
        if form.get("scope") != "https://graph.microsoft.com/.default":
            return self.answer(*errors["invalid_scope"])
        if "client_assertion" in form:
            if form.get("client_assertion_type") != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer":
                return self.answer(*errors["invalid_request"])
            page = f"https://{self.headers['Host']}{self.path}"
            note("tokens", form["client_assertion"])
            now = time.time() + scenario.get("clock", 0)
            if flaw := assertions.flaw(form["client_assertion"], page, client, f"{directory}/application.pem", now):
                return self.answer(*errors[flaw])
        elif form.get("client_secret") != scenario.get("secret"):
            return self.answer(*errors["invalid_secret"])
        permissions = scenario.get("permissions", PERMISSIONS)
        return self.answer(200, {
            "token_type": "Bearer", "expires_in": 3599, "ext_expires_in": 3599,
            "access_token": token("https://graph.microsoft.com", {"idtyp": "app", "appid": client, **({"roles": permissions} if permissions else {})})})

    def token(self, form):
        if form.get("grant_type") == "client_credentials":
            return self.application_token(form)
        if form.get("grant_type") != "urn:ietf:params:oauth:grant-type:device_code":
            return self.answer(*errors["invalid_request"])
        code = codes.get(form.get("device_code"))
        if code is None or code["client"] != form.get("client_id"):
            return self.answer(*errors["bad_verification_code"])
        now = time.monotonic()
        if now > code["end"]:
            return self.answer(*errors["expired_token"])
        if now < code["next"]:
            return self.answer(*errors["slow_down"])
        code["next"] = now + code["interval"] * 0.8
        wids = {} if scenario.get("wids", []) is None else {"wids": scenario.get("wids", [])}
        person = {"name": "An Administrator", "preferred_username": name, **wids}
        if scenario.get("guest"):
            person |= {"idp": "https://sts.windows.net/9188040d/", "acct": 1}
        return self.answer(200, {
            "token_type": "Bearer", "scope": scenario.get("scope", "openid profile User.Read"), "expires_in": 3599,
            "ext_expires_in": 3599, "id_token": token(form["client_id"], person),
            "access_token": token("00000003-0000-0000-c000-000000000000", {"upn": name, **wids})})

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        note("requests", f"GET {urllib.parse.unquote(self.path)}")
        if url.path.endswith("/.well-known/openid-configuration"):
            base = f"https://login.microsoftonline.com/{tenant}"
            return self.answer(200, {
                "issuer": f"{base}/v2.0", "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
                "token_endpoint": f"{base}/oauth2/v2.0/token",
                "device_authorization_endpoint": f"{base}/oauth2/v2.0/devicecode"})
        bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
        with open(f"{directory}/tokens") as file:
            if not bearer or bearer not in file.read().split():
                return self.answer(*errors["unauthorized"])
        if url.path.startswith("/beta/onPremisesPublishingProfiles/applicationProxy/"):
            return self.connectors(url, json.loads(assertions.decoded(bearer.split(".")[1])))
        if url.path == "/v1.0/me":
            person = {"displayName": "An Administrator", "userPrincipalName": name, "userType": "Guest" if scenario.get("guest") else "Member"}
            return self.is_answered("me") or self.answer(200, person)
        if url.path == "/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole":
            return self.is_answered("roles") or self.roles(url)
        if url.path.startswith("/v1.0/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser"):
            eligible = [{"id": secrets.token_hex(8), "roleDefinitionId": role} for role in scenario.get("eligible", [])]
            return self.is_answered("eligible") or self.answer(200, {"value": eligible})
        return self.answer(404, {"error": {"code": "Request_ResourceNotFound", "message": "Not found."}})

    def connectors(self, url, claims):
        endpoint, kind, documents = connectors.listed(url.path.split("/")[4:], scenario.get("connectors", []))
        if self.is_answered(endpoint):
            return None
        if not set(PERMISSIONS) <= set(claims.get("roles", [])):
            return self.answer(*errors["forbidden"])
        return self.page(url, kind, documents)

    def roles(self, url):
        """Without the permission to read them, roles have no more than an id (Microsoft Graph, limited information)."""
        known = [{"id": secrets.token_hex(8), "displayName": "A role", "roleTemplateId": role} for role in scenario.get("roles", [])]
        return self.page(url, "directoryObjects", known)

    def page(self, url, kind, known):
        pages, page = scenario.get("pages", 1), int(dict(urllib.parse.parse_qsl(url.query)).get("$skiptoken", 0))
        size = max(1, -(-len(known) // pages))
        document = {"@odata.context": f"https://graph.microsoft.com/v1.0/$metadata#{kind}",
                    "value": known[page * size:(page + 1) * size]}
        if page + 1 < pages:
            next_host = scenario.get("next_host", self.headers["Host"])
            document["@odata.nextLink"] = f"https://{next_host}{url.path}?$skiptoken={page + 1}"
        return self.answer(200, document)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client may turn away at any time."""


context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate)
server = Server((address, 443), Handler)
server.socket = context.wrap_socket(server.socket, server_side=True)
open(f"{directory}/requests", "a").close()
open(f"{directory}/tokens", "a").close()
print("up", flush=True)
server.serve_forever()
