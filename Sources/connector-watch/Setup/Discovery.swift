internal import Files
internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// The files of connectors found on this host.
struct Discovery: Sendable {
    /// Every `TrustSettings.xml`, sorted.
    var settingsFiles: [String] = []
    /// Of those below the drive of a Windows host, the directory that it is mounted on or copied to.
    var windowsRoots: [String: String] = [:]
    /// Directories that look like certificate stores, sorted.
    var stores: [String] = []
    /// Other directories with files named like certificates, the more likely first.
    var otherStores: [String] = []
    /// Roots that were not searched completely: a mount hangs, or there are too many files.
    var unfinished: [String] = []

    /// The usual places where a connector's files are shared, mounted or copied to.
    static let standardRoots = ["/var/lib", "/srv", "/mnt", "/media", "/opt", "/home", "/root"]
    /// How long the search may take.
    private static let timeLimit = Duration.seconds(5)

    /// Searches the roots at the same time; one that hangs does not delay the others.
    static func search(_ roots: [String]) async -> Discovery {
        let (parts, part) = AsyncStream.makeStream(of: (root: String, found: FileTree.Findings)?.self)
        for root in roots {
            Task.detached { @Sendable in part.yield((root, FileTree.search(root))) }
        }
        let deadline = Task.detached { @Sendable in
            try await Task.sleep(for: timeLimit)
            part.yield(nil)
        }
        defer { deadline.cancel() }
        var discovery = Discovery()
        var waiting = Set(roots)
        if waiting.isEmpty { return discovery }
        for await part in parts {
            guard let part else { break }
            discovery.settingsFiles += part.found.settingsFiles
            discovery.windowsRoots.merge(part.found.windowsRoots) { first, _ in first }
            discovery.stores += part.found.stores
            discovery.otherStores += part.found.otherStores
            if !part.found.isComplete { discovery.unfinished.append(part.root) }
            waiting.remove(part.root)
            if waiting.isEmpty { break }
        }
        discovery.settingsFiles = Set(discovery.settingsFiles).sorted()
        discovery.stores = Set(discovery.stores).sorted()
        discovery.otherStores = Set(discovery.otherStores).subtracting(discovery.stores).sorted(
            by: isMoreLikely)
        discovery.unfinished = Set(discovery.unfinished).union(waiting).sorted()
        return discovery
    }

    /// Whether another agent is the one that the directory of its host's drive alone would lead to.
    func isPreceded(_ settingsFile: String, on root: String) -> Bool {
        func rank(_ file: String) -> Int {
            let folder = file.split(separator: "/").dropLast(2).last?.lowercased()
            return WindowsHost.agentFolders.firstIndex { $0.lowercased() == folder } ?? .max
        }
        return settingsFiles.contains {
            $0 != settingsFile && windowsRoots[$0] == root && rank($0) < rank(settingsFile)
        }
    }

    /// Whether `a` is more likely than `b`: directories of the distribution come last, and shallow ones first.
    private static func isMoreLikely(_ a: String, _ b: String) -> Bool {
        if isOfDistribution(a) != isOfDistribution(b) { return isOfDistribution(b) }
        let (depthOfA, depthOfB) = (a.split(separator: "/").count, b.split(separator: "/").count)
        return depthOfA == depthOfB ? a < b : depthOfA < depthOfB
    }

    /// Whether a distribution keeps public roots there.
    private static func isOfDistribution(_ directory: String) -> Bool {
        directory.contains("/ca-certificates") || "\(directory)/".hasPrefix("/etc/ssl/")
    }
}

/// A directory and everything below it, down to a limit.
private enum FileTree {
    struct Findings: Sendable {
        var settingsFiles: [String] = []
        var windowsRoots: [String: String] = [:]
        var stores: [String] = []
        var otherStores: [String] = []
        var isComplete = true
    }

    /// Deeper directories are not searched: a store is six levels below a home.
    private static let deepest = 9
    /// The most entries that are read.
    private static let entryLimit = 50_000

    /// Searches level by level, so that what is near is found first; links are not followed.
    static func search(_ root: String) -> Findings {
        var findings = Findings()
        var level = [root]
        var entries = 0
        for _ in 0..<deepest {
            var next: [String] = []
            for directory in level {
                let list = DirectoryListing.entries(of: directory)
                // A whole drive has too many files to look for these few in it.
                if let drive = WindowsDrive(directory, list) {
                    findings.take(drive)
                    continue
                }
                for entry in list {
                    entries += 1
                    guard entries <= entryLimit else {
                        findings.isComplete = false
                        return findings
                    }
                    take(entry, of: directory, &findings, &next)
                }
            }
            level = next
        }
        return findings
    }

    private static func take(
        _ entry: DirectoryListing.Entry, of directory: String, _ findings: inout Findings,
        _ next: inout [String]
    ) {
        let path = "\(directory)/\(entry.name)"
        if entry.isDirectory == true {
            if path.hasSuffix("/x509stores/my") { findings.stores.append(path) }
            next.append(path)
        } else if entry.name.lowercased() == "trustsettings.xml" {
            findings.settingsFiles.append(path)
        } else if FileName(entry.name).isCertificate {
            if isNamedAfterThumbprint(entry.name) {
                if findings.stores.last != directory { findings.stores.append(directory) }
            } else if findings.otherStores.last != directory {
                findings.otherStores.append(directory)
            }
        }
    }

    /// Whether a file is named like those in .NET's stores.
    private static func isNamedAfterThumbprint(_ name: String) -> Bool {
        let base = FileName(name).base
        return base.utf8.count == 40 && Thumbprint(String(base)) != nil
    }
}

extension FileTree.Findings {
    fileprivate mutating func take(_ drive: WindowsDrive) {
        settingsFiles += drive.settingsFiles
        for file in drive.settingsFiles { windowsRoots[file] = drive.host.root }
        if let store = drive.userStore { stores.append(store) }
    }
}
