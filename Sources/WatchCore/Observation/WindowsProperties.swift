/// What a Windows store keeps beside a certificate.
package struct WindowsProperties: Sendable, Equatable {
    /// What it says of the private key, which stays on the Windows host.
    package var key: WindowsKey
    /// As the certificates snap-in shows it; `nil`: it has none.
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
    /// It is, in this provider; `nil`: the provider's name cannot be read.
    case linked(provider: String?)
    /// None is.
    case notLinked
    /// An export that need not say so does not say so.
    case untold
}
