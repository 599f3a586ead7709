internal import CSystemd
internal import Glibc

/// The journal's catalog as it is installed, in the language of this process (systemd.io/CATALOG).
package enum JournalCatalog {
    /// The text for a `MESSAGE_ID` of 32 hexadecimal digits, headers included, its fields as `@FIELD@`, or
    /// `nil` if there is none.
    package static func text(_ messageID: String) -> String? {
        setlocale(LC_MESSAGES, "")
        var id = sd_id128_t()
        var text: UnsafeMutablePointer<CChar>?
        guard sd_id128_from_string(messageID, &id) >= 0,
            sd_journal_get_catalog_for_message_id(id, &text) >= 0,
            let text
        else { return nil }
        defer { free(text) }
        return String(cString: text)
    }
}
