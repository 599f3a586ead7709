"""Answers that are otherwise than usual: status, and document or media type and text."""


def oauth(code, number, text, status=400):
    description = f"AADSTS{number}: {text} Trace ID: 00aa Correlation ID: 00bb Timestamp: 2026-11-27 08:00:00Z"
    return status, {"error": code, "error_description": description, "error_codes": [number]}


# The errors that the documents list, with their numbers.
errors = {
    "authorization_pending": oauth("authorization_pending", 70016, "OAuth 2.0 device flow error. Authorization is pending."),
    "slow_down": oauth("slow_down", 70016, "Polling too often."),
    "authorization_declined": oauth("authorization_declined", 70018, "The end user denied the authorization request."),
    "access_denied": oauth("access_denied", 65004, "User declined to consent to access the app."),
    "expired_token": oauth("expired_token", 70020, "The provided value for the device code has expired."),
    "bad_verification_code": oauth("bad_verification_code", 70019, "Invalid verification code."),
    "invalid_grant": oauth("invalid_grant", 53003, "Access has been blocked by Conditional Access policies."),
    "invalid_client": oauth("invalid_client", 7000218, "The request body must contain: 'client_assertion' or 'client_secret'.", 401),
    "unauthorized_client": oauth("unauthorized_client", 700016, "Application was not found in the directory.", 400),
    "invalid_secret": oauth("invalid_client", 7000215, "Invalid client secret provided.", 401),
    "expired_secret": oauth("invalid_client", 7000222, "The provided client secret keys for app are expired.", 401),
    "unknown_key": oauth("invalid_client", 700027, "The certificate with identifier used to sign the client assertion is not registered on application.", 401),
    "assertion_time": oauth("invalid_client", 700024, "Client assertion is not within its valid time range.", 401),
    "disabled": oauth("unauthorized_client", 7000112, "Application is disabled."),
    "conditional_access": oauth("invalid_grant", 53003, "Access has been blocked by Conditional Access policies."),
    "invalid_scope": oauth("invalid_scope", 70011, "The provided value for scope is not valid."),
    "invalid_request": oauth("invalid_request", 90014, "The required field is missing from the credential."),
    "no_tenant": oauth("invalid_request", 50059, "No tenant-identifying information found in either the request or implied."),
    "unknown_tenant": oauth("invalid_request", 90002, "Tenant was not found."),
    "consent": oauth("invalid_grant", 65001, "The user or administrator has not consented to use the application."),
    "forbidden": (403, {"error": {"code": "Authorization_RequestDenied", "message": "Insufficient privileges to complete the operation."}}),
    "unauthorized": (401, {"error": {"code": "InvalidAuthenticationToken", "message": "Access token is empty."}}),
}
PAGE = "<html><title>Welcome to the guest network</title></html>"
odd = {
    "portal": (200, "text/html", PAGE), "portal-redirect": (302, "text/html", PAGE), "plain": (200, "text/plain", "ok"),
    "throttled": (429, "application/json", '{"error": {"code": "TooManyRequests", "message": "Slow down."}}'),
    "down": (503, "text/html", PAGE), "broken": (500, "application/json", "{}"),
    "truncated": (200, "application/json", '{"value": [{"roleTemplateId": "62e9'),
    "deep": (200, "application/json", '{"value": ' + "[" * 100_000 + "]" * 100_000 + "}"),
    "nothing": (200, "application/json", ""), "list": (200, "application/json", "[]"),
    "other": (200, "application/json", '{"hello": 1, "value": "x"}'),
}
