internal import WatchCore

/// Hides who and what must not be told with a log: users, tokens, cookies, passwords.
///
/// It hides too much rather than too little; numbers, types, hosts and thumbprints, which are the evidence, stay.
enum Masking {
    /// The text with `<user>`, `<secret>`, `<token>`, `<query>`, `<sid>` and `<data>` in the places of what is hidden.
    static func masked(_ text: String) -> String {
        var text = text
        text.replace(/(:\/\/[^\s?'"<>]+)\?[^\s'"<>]+/) { "\($0.output.1)?<query>" }
        text.replace(/(?i)(:\/\/)[^\/\s@'"]*@/) { "\($0.output.1)<user>@" }
        text.replace(/(?i)(authorization|cookie)("?\s*[:=])[^\r\n]+/) {
            "\($0.output.1)\($0.output.2) <secret>"
        }
        text.replace(/(?i)\b(bearer|basic|negotiate|ntlm)\s+([a-z0-9+\/=._~\-]{8,})/) { match in
            let isWord = match.output.2.allSatisfy(\.isLetter)
            return isWord ? String(match.output.0) : "\(match.output.1) <secret>"
        }
        text.replace(secrets) { "\($0.output.1)\($0.output.2)<secret>" }
        text.replace(/eyJ[A-Za-z0-9_\-]{5,}(\.[A-Za-z0-9_\-]*)*/) { _ in "<token>" }
        text.replace(/[^\s@<>"'(),;:=\/\\]+(@|%40)[^\s@<>"'(),;:=\/\\]+/) { match in
            // What stands before the sign in a URL was hidden already.
            match.output.0.hasPrefix("<") ? String(match.output.0) : "<user>"
        }
        text.replace(/(?i)([\\\/](users|documents and settings)[\\\/])[^\\\/\r\n"'<>|:]{1,64}/) {
            "\($0.output.1)<user>"
        }
        text.replace(
            /(?i)\b(logonuser|username|user|benutzername|benutzer|account|konto|upn)(\s*[:=]\s*)[^\r\n,;]{1,80}/
        ) {
            "\($0.output.1)\($0.output.2)<user>"
        }
        text.replace(
            /(?i)\b(user|benutzer|account|konto|benutzerkonto|benutzers)((?:\s+\w+)?\s+)['"„»‚‘“][^'"“«’‘\r\n]{1,120}['"“«’‘]/
        ) {
            "\($0.output.1)\($0.output.2)<user>"
        }
        text.replace(/S-1-5-21(-[0-9]+)+/) { _ in "<sid>" }
        // The paths of URLs look alike.
        text.replace(/[a-z]+:\/\/[^\s'"<>]+|[A-Za-z0-9+\/_=\-]{48,}/) { match in
            let run = match.output
            return !run.contains("://") && run.contains(where: \.isNumber) && run.contains(where: \.isLetter)
                ? "<data>" : String(run)
        }
        return withoutDomainUsers(text)
    }

    /// Names of what is secret, and what ends or begins such a value.
    private static var secrets: Regex<(Substring, Substring, Substring)> {
        /(?i)\b([a-z_\-]*(?:password|passwd|pwd|passwort|kennwort|secret|token|assertion|apikey|api_key|sharedaccesskey|session|device_code|user_code|login_hint|id_token_hint))("?\s*[:=]\s*"?)[^\s&;,"']+/
    }

    /// Without `DOMAIN\user`; what has more than one backslash is a path, and what a program has is no user's.
    private static func withoutDomainUsers(_ text: String) -> String {
        guard text.contains("\\") else { return text }
        return text.replacing(/[^\s"'(),;=<>\[\]]+/) { match in
            let word = match.output
            let parts = word.split(separator: "\\", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty,
                !parts[0].contains(where: { ":/%.".contains($0) }),
                !["HKLM", "HKCU", "HKEY_LOCAL_MACHINE", "HKEY_CURRENT_USER", "AUTHORITY", "BUILTIN"].contains(
                    parts[0]),
                !parts[0].uppercased().hasSuffix("AUTORITÄT")
            else { return String(word) }
            return "<user>"
        }
    }
}

/// The part of a record that is shown.
enum Excerpt {
    /// In bytes, before and behind the evidence.
    private static let (before, behind) = (120, 240)
    /// What is masked before a part of it is taken: a secret may begin far before.
    private static let reach = 8 << 10

    /// One line around the evidence, masked, with nothing that acts on a terminal.
    static func text(of record: [UInt8], around range: Range<Int>) -> String {
        let start = max(0, range.lowerBound - reach)
        let end = min(record.count, range.upperBound + reach / 8)
        // The evidence's place is told by what stands before it, which masking may change.
        let head = Masking.masked(String(decoding: record[start..<range.lowerBound], as: UTF8.self))
        let whole = Masking.masked(String(decoding: record[start..<end], as: UTF8.self))
        let offset = max(0, min(head.utf8.count, whole.utf8.count) - before)
        let from = whole.characterStart(near: offset)
        let to = whole.characterStart(near: offset + before + range.count + behind)
        let part = whole[from..<max(from, to)].split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let isWhole = (from == whole.startIndex && start == 0, to == whole.endIndex && end == record.count)
        return ((isWhole.0 ? "" : "…") + part + (isWhole.1 ? "" : "…")).withVisibleScalars
    }
}

extension String {
    /// The start of the character that has the byte at `offset`, or the end.
    fileprivate func characterStart(near offset: Int) -> Index {
        var index = utf8.index(startIndex, offsetBy: offset, limitedBy: endIndex) ?? endIndex
        while index.samePosition(in: unicodeScalars) == nil { index = utf8.index(before: index) }
        return index
    }
}
