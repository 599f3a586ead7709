/// What a Windows store keeps beside a certificate.
package struct WindowsProperties: Sendable, Equatable {
    /// What it says of the private key, which stays on the Windows host.
    package var key: WindowsKey
    /// The friendly name that the certificates snap-in shows, or `nil` if it has none.
    package var friendlyName: String?
    /// Whether Windows leaves it out where it lists the store; a search by thumbprint still finds it.
    package var isArchived: Bool

    package init(key: WindowsKey, friendlyName: String? = nil, isArchived: Bool = false) {
        self.key = key
        self.friendlyName = friendlyName
        self.isArchived = isArchived
    }
}

/// Whether a private key is linked to a certificate on its Windows host.
package enum WindowsKey: Sendable, Equatable {
    /// A key is linked, in this provider, or `nil` if the provider has no readable name.
    case linked(provider: String?)
    /// No key is linked.
    case notLinked
    /// The export does not say, as it need not.
    case untold
}
