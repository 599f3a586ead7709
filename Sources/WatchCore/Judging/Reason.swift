/// Why a check fails: stable tokens that scripts and dashboards match.
///
/// The phase is part of the finding, not of the token.
package enum Reason: String, Sendable, CaseIterable, Codable {
    case nameNotFound = "name-not-found"
    case resolveTimeout = "resolve-timeout"
    case resolveFailed = "resolve-failed"

    case connectionRefused = "connection-refused"
    case connectTimeout = "connect-timeout"
    case connectionReset = "connection-reset"
    case networkUnreachable = "network-unreachable"
    case hostUnreachable = "host-unreachable"
    case connectDenied = "connect-denied"
    case someAddresses = "some-addresses"

    case tlsVersion = "tls-version"
    case tlsTimeout = "tls-timeout"
    case tlsReset = "tls-reset"
    case tlsAlert = "tls-alert"
    case tlsNotSpoken = "tls-not-spoken"
    case certificateExpired = "certificate-expired"
    case certificateNotYetValid = "certificate-not-yet-valid"
    case certificateUntrusted = "certificate-untrusted"
    case certificateName = "certificate-name"
    case certificateSelfSigned = "certificate-self-signed"
    case certificateChain = "certificate-chain"

    case httpStatus = "http-status"
    case httpElsewhere = "http-elsewhere"
    case httpBody = "http-body"
    case httpTimeout = "http-timeout"
    case httpMalformed = "http-malformed"
    case httpTooLarge = "http-too-large"
    case httpRedirectLoop = "http-redirect-loop"

    case settingsMissing = "settings-missing"
    case settingsUnreadable = "settings-unreadable"
    case settingsMalformed = "settings-malformed"
    case thumbprintMalformed = "thumbprint-malformed"
    case storeUnreadable = "store-unreadable"
    case storePassword = "store-password"
    case certificateMissing = "certificate-missing"
    case trustExpired = "trust-expired"
    case trustExpiring = "trust-expiring"
    case trustNotYetValid = "trust-not-yet-valid"
    case issuerUnexpected = "issuer-unexpected"
}
