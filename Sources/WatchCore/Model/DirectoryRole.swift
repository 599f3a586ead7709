/// A role of a tenant's directory, by the id of its template, which is the same in every tenant.
package struct DirectoryRole: Sendable, Hashable {
    /// A GUID in lower case.
    package var template: String
    /// As the vendor calls it; the id where it is not known.
    package var name: String

    package init(template: String, name: String? = nil) {
        self.template = template.lowercased()
        self.name = Self.names[self.template] ?? name ?? self.template
    }

    package static let globalAdministrator = DirectoryRole(template: "62e90394-69f5-4237-9190-012177145e10")
    package static let applicationAdministrator = DirectoryRole(
        template: "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3")
    package static let cloudApplicationAdministrator = DirectoryRole(
        template: "158c047a-c907-4556-b7ef-446551a6b5f7")

    /// Those that may register a connector, the least of them first.
    package static let registering = [applicationAdministrator, globalAdministrator]

    /// What a token lists as roles and is none that somebody assigned: member and guests of a tenant.
    private static let implied: Set = [
        "b79fbf4d-3ef9-4689-8143-76b194e85509", "a0b1b346-4d3e-4e8b-98f8-753987be4970",
        "10dae51f-b6af-4016-8d66-8c2a99b929b3", "2af84b1e-32c8-42b7-82bc-daa82404023b",
    ]

    /// Whether somebody assigned it.
    package var isAssigned: Bool { !Self.implied.contains(template) }

    /// The vendor's names of the roles that administrators of connectors tend to have.
    private static let names = [
        "62e90394-69f5-4237-9190-012177145e10": "Global Administrator",
        "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3": "Application Administrator",
        "158c047a-c907-4556-b7ef-446551a6b5f7": "Cloud Application Administrator",
        "194ae4cb-b126-40b2-bd5b-6091b380977d": "Security Administrator",
        "ac434307-12b9-4fa1-a708-88bf58caabc1": "Global Secure Access Administrator",
        "e8611ab8-c189-46e8-94e1-60213ab1f814": "Privileged Role Administrator",
        "f2ef992c-3afb-46b9-b7cf-a126ee74c451": "Global Reader",
        "88d8e3e3-8f55-4a1e-953a-9b9898b8876b": "Directory Readers",
    ]
}
