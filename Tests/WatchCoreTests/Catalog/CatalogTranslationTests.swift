import Foundation
import Testing
import WatchCore

/// The German catalog says what the English one says; what an administrator types or looks for stays the same.
@Suite struct CatalogTranslationTests {
    @Test func theEntriesStandInTheSameOrder() throws {
        #expect(try CatalogLanguage.german.entries().map(\.id) == CatalogLanguage.english.entries().map(\.id))
    }

    @Test(arguments: CatalogEntry.kinds)
    func everyEntryIsTranslated(_ kind: AlertEvent?) throws {
        let (english, german) = try Self.both(kind)
        #expect(german["Subject"] != english["Subject"])
        #expect(german.body.first != english.body.first)
    }

    @Test(arguments: CatalogEntry.kinds)
    func fieldsAndDocumentationAreTheSame(_ kind: AlertEvent?) throws {
        let (english, german) = try Self.both(kind)
        #expect(german.fields == english.fields)
        #expect(german["Documentation"] == english["Documentation"])
    }

    @Test(arguments: CatalogEntry.kinds)
    func whatOneSearchesForIsTheSame(_ kind: AlertEvent?) throws {
        let (english, german) = try Self.both(kind)
        #expect(german.reasons == english.reasons)
        #expect(german.words(/[A-Z][A-Za-z0-9]+=/) == english.words(/[A-Z][A-Za-z0-9]+=/))
        #expect(german.words(/\b1[0-9]{3}\b/) == english.words(/\b1[0-9]{3}\b/))
        #expect(german.words(/Register-[A-Za-z]+/) == english.words(/Register-[A-Za-z]+/))
    }

    @Test(arguments: CatalogEntry.kinds)
    func commandsAreTheSame(_ kind: AlertEvent?) throws {
        let (english, german) = try Self.both(kind)
        #expect(german.commands == english.commands)
    }

    private static func both(_ kind: AlertEvent?) throws -> (english: CatalogEntry, german: CatalogEntry) {
        (try CatalogLanguage.english.entry(kind), try CatalogLanguage.german.entry(kind))
    }
}

extension CatalogEntry {
    /// The reason tokens that the text names.
    fileprivate var reasons: Set<String> {
        words(/[a-z0-9]+(?:-[a-z0-9]+)+/).intersection(Reason.allCases.map(\.rawValue))
    }

    /// The indented lines that begin with a command, each without the remark in parentheses behind it.
    fileprivate var commands: [String] {
        body.filter { $0.hasPrefix("    ") && !$0.hasPrefix("          ") }
            .map { $0.trimmingCharacters(in: .whitespaces).replacing(/[ ]+\(.*\)$/, with: "") }
            .filter { Self.tools.contains(String($0.prefix { $0 != " " && $0 != ";" })) }
    }

    private static let tools: Set = [
        "cat", "chmod", "chronyc", "connector-watch", "curl", "date", "df", "dmesg", "dpkg", "findmnt",
        "free",
        "getent", "grep", "journalctl", "ls", "namei", "nft", "openssl", "resolvectl", "runuser", "ss",
        "sysctl",
        "systemctl", "timedatectl",
    ]

    fileprivate func words(_ pattern: Regex<Substring>) -> Set<String> {
        Set(dumped.matches(of: pattern).map { String($0.output) })
    }
}
