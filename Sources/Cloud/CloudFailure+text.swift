internal import FoundationEssentials
internal import NetworkPath
internal import WatchCore

extension CloudFailure {
    /// What is wrong, and what to do, in whole sentences; what the other side said may hold anything.
    package var sentences: [String] {
        switch self {
        case .path(let request):
            request.findings.flatMap { [$0.message, $0.remedy] }.filter { !$0.isEmpty }
        case .portal(let page, let sign):
            [
                "\(page.host) did not answer itself: \(sign).",
                "A captive portal or a block page probably answers in its place; ask the network team to let "
                    + "\(page.host) pass.",
            ]
        case .tooLarge(let page, let limit):
            [
                "The answer of \(page.text) has more than \(limit) bytes, and was not read.",
                "No genuine answer is as long; see what answers in the place of \(page.host).",
            ]
        case .malformed(let page, let flaw):
            [
                "The answer of \(page.text) cannot be read: \(flaw).",
                "Try again later; it may have been cut off.",
            ]
        case .busy(let page, let status, let wait):
            [
                "\(page.host) answered with status \(status)"
                    + (wait.map { ", and asks to wait for \($0.text)" } ?? "") + ".",
                "Try again \(wait.map { "in \($0.text)" } ?? "later"); nothing is wrong with this host.",
            ]
        case .refused(let page, let status, let error):
            ["\(page.host) refused the request with status \(status): \(error.text)."]
                + [error.advice].compactMap(\.self)
        case .forbidden(let page, let error, _):
            ["\(page.host) refused the request: \(error.text)."] + [error.advice].compactMap(\.self)
        case .credential(let clause): ["There is nothing to sign in with: \(clause)."]
        case .declined: ["The sign-in was declined, so nothing is known of the account."]
        case .expired:
            [
                "Nobody signed in while the code was valid.",
                "Run the command again, and sign in with the new code.",
            ]
        }
    }
}

extension CloudError {
    /// What to do, or `nil` if there is nothing to add.
    var advice: String? {
        switch number {
        case 50059, 90002, 900023:
            "The cloud does not know the tenant; check --tenant, Tenant= in [Connector], and the cloud."
        case 700016:
            "The tenant does not know the application; name one of its own with --client-id."
        case 7_000_218:
            "The application must allow public client flows (its page Authentication in the admin centre)."
        case 53003, 530035, 530036, 50199:
            "A Conditional Access policy forbids it, as many tenants do for device codes; see the account's roles in the "
                + "admin centre instead (Users, the account, Assigned roles)."
        case 65001, 90094, 90095:
            "The application needs the consent of an administrator; grant it, or name another one with --client-id."
        case 50020, 90072:
            "The account is not of this tenant; sign in with one that is, or leave --tenant out."
        default:
            switch code {
            case "invalid_client", "unauthorized_client":
                "The application may not sign in with a device code; name another one with --client-id."
            case "Authorization_RequestDenied", "Forbidden", "accessDenied":
                "The token has no permission for it."
            default: nil
            }
        }
    }
}

extension Duration {
    /// The value of `Retry-After` (RFC 9110 section 10.2.3), or `nil` if it cannot be read.
    ///
    /// - Parameters:
    ///   - text: seconds, or a date.
    ///   - date: the server's time.
    init?(retryAfter text: String, at date: Date?) {
        if let seconds = UInt32(text) {
            self = .seconds(Int64(seconds))
        } else if let date, let until = Date(httpDate: text), until > date {
            self = .seconds(Int64(until.timeIntervalSince(date)))
        } else {
            return nil
        }
    }
}
