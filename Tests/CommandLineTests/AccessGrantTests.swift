import Testing

@testable import WatchCore
@testable import connector_watch

/// The drop-ins that name the stores whose grant is repeated.
struct AccessGrantTests {
    private func grant(_ text: String) throws -> AccessGrant {
        let fragment = ConfigurationFragment(path: "a.conf", text: "[Connector]\nCloud=none\n\(text)")
        return AccessGrant(try Configuration.read([fragment], hostName: "host").get().settings)
    }

    @Test func theStoresOfAllAgentsAreNamedOnce() throws {
        let grant = try grant(
            """
            [Trust]
            MachineStore="/srv/my certs" /srv/*.pfx
            UserStore=/home/me/100%/my
            [Trust b]
            MachineStore=/srv/$b
            UserStore=/srv/$b
            [Trust windows]
            WindowsRoot=/mnt/gw
            """)
        #expect(
            grant.dropIns.map(\.path) == [
                "/etc/systemd/system/connector-watch-access.path.d/setup.conf",
                "/etc/systemd/system/connector-watch-access.service.d/setup.conf",
            ])
        #expect(
            grant.dropIns[0].text == """
                # Written by "connector-watch setup --grant-access".
                [Path]
                PathChanged=
                PathChanged=/srv/my certs
                PathChanged=/home/me/100%%/my
                PathChanged=/srv/$b

                """)
        let command =
            "ExecStart=-/usr/bin/setfacl -R -m u:connector-watch:rX -- \"/srv/my certs/\" /home/me/100%%/my/ /srv/$$b/"
        #expect(
            grant.dropIns[1].text == """
                # Written by "connector-watch setup --grant-access".
                [Service]
                ExecStart=
                \(command)
                ExecStart=/bin/sleep 0.5
                \(command)
                ReadWritePaths=
                ReadWritePaths="-/srv/my certs"
                ReadWritePaths=-/srv/$b
                BindPaths=-/home/me/100%%/my

                """)
    }

    @Test func nothingIsGrantedWhereNoStoreIsADirectoryOfThisHost() throws {
        #expect(throws: CommandFailure.self) {
            try grant("[Trust]\nMachineStore=/a/*.pfx\nUserStore=/b/*\n").install()
        }
    }
}
