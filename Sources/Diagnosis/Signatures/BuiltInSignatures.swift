package import WatchCore

extension SignaturesReader {
    /// The file that the program has inside it; messages name it so.
    package static let builtIn = ConfigurationFragment(
        path: "signatures.conf (built in)", bytes: PackageResources.signatures_conf)
}
