extension SectionKind {
    /// What a section of this kind is for, in complete sentences.
    package var help: String {
        switch self {
        case .connector: "The connector that this host watches."
        case .defaults:
            """
            How often checks are probed, and how many probes make an alert. Every check section takes these keys too; \
            ServerExpiryWarning= and ServerExpiryError= only [TLS NAME].
            """
        case .proxy:
            "The outbound proxy, if there is one. Checks then ask it for a tunnel, for port 80 as well as for 443."
        case .history:
            "What is remembered of incidents and of how checks fared, for connector-watch history."
        case .metrics:
            """
            What the daemon knows as metrics of Prometheus. The daemon listens on no port: it writes a file into the directory \
            that node_exporter collects text files from. "connector-watch metrics" prints the same.
            """
        case .trust:
            """
            The trust certificate: TrustSettings.xml and the certificate stores. Repeat it as [Trust NAME] if several agents \
            share the host. PollInterval= replaces Interval=.
            """
        case .port:
            "TCP ports that must be reachable at every address of a host. Each port is a separate check."
        case .login:
            "A page that must answer like the genuine one, as far as that can be seen without credentials."
        case .tls:
            """
            What the network does to TLS: whether TLS 1.2 and SHA-512 signatures pass, whether TLS is inspected, whether \
            the server's certificates are good and will be for a while, and whether what they are checked with can be fetched.
            """
        case .silence:
            """
            A time of known maintenance. Alerts of the checks that it covers are followed and shown as silenced, but not \
            announced; what still stands when it ends is announced then. The expired trust certificate (event 1000) is never \
            silenced. For a silence of once, see "connector-watch silence".
            """
        case .alertmanager:
            """
            The Alertmanager that is told of alerts as long as they stand, if there is one. Each member of its cluster is a \
            receiver of its own.
            """
        case .webhook:
            """
            Somebody who is sent each notification at least once. What cannot be sent waits and survives a restart.
            """
        case .cloud:
            """
            Whether the cloud itself is asked what it says of this connector, which needs an application of the tenant that may \
            read the list of connectors. Without ClientID= it is not asked. The connector is found by the id in its trust \
            certificate, otherwise by Name= of [Connector], and the cloud is asked through the proxy where Via= of [Proxy] allows that.
            """
        }
    }

    /// A section that shows each of its keys, in the file's own syntax.
    package var example: String {
        let pace = """
            FailingInterval=15s
            Timeout=10s
            FailuresToAlert=3
            PassesToRecover=2
            ReminderInterval=6h
            """
        let check = "Interval=2min\n\(pace)\nVia=both\nFamily=any\nEnabled=yes"
        return switch self {
        case .connector:
            "[Connector]\nName=hq-01\nCloud=public\nTenant=3f0c51ab-7a5b-4f0e-9f0d-6a1c2d7e8b90\nSummaryTime=08:00"
        case .defaults:
            "[Defaults]\nInterval=1min\n\(pace)\nServerExpiryWarning=16.67%\nServerExpiryError=8.33%"
        case .proxy: "[Proxy]\nURL=http://proxy.example:8080\nVia=both\nCredential=proxy-login"
        case .history: "[History]\nKeep=400d\nSizeLimit=64M"
        case .metrics: "[Metrics]\nTextFile=/var/lib/prometheus/node-exporter/connector-watch.prom"
        case .trust:
            """
            [Trust]
            WindowsRoot=/srv/hq-02
            SettingsFile=/srv/connector/Config/TrustSettings.xml
            MachineStore=/srv/connector/stores/machine
            UserStore=/srv/connector/stores/network-service/*.pfx
            StorePassword=store-password
            Issuer=hisconnectorregistrationca.msappproxy.net
            RenewalWindow=30d
            ExpiryWarning=30d
            ExpiryError=14d
            ExpiryCritical=3d
            PollInterval=1min
            \(pace)
            Enabled=yes
            """
        case .port: "[Port mail]\nHost=mail.example.com\nPorts=25 443\n\(check)"
        case .login:
            """
            [Login intranet]
            URL=https://login.example.com/
            ExpectStatus=200 302
            ExpectBody=Sign in
            RedirectHosts=*.example.com
            \(check)
            """
        case .tls:
            """
            [TLS intranet]
            Host=login.example.com
            Port=443
            Checks=tls1.2 sha512 inspection certificate
            ServerExpiryWarning=30d
            ServerExpiryError=10d
            \(check)
            """
        case .silence:
            """
            [Silence patches]
            Calendar=Sun *-*-* 02:00
            Calendar=Tue *-*~7/1 22:00 UTC
            Duration=2h
            Checks=port * tls *
            Events=1020 1040
            Reason=Windows updates
            """
        case .alertmanager:
            """
            [Alertmanager]
            URL=https://alerts-1.example:9093 https://alerts-2.example:9093
            Via=direct
            Credential=alertmanager-login
            ClientCertificate=alertmanager-certificate
            CAFile=/etc/connector-watch/alertmanager-ca.pem
            """
        case .webhook:
            """
            [Webhook tickets]
            URL=https://tickets.example/api/alerts
            Format=cloudevents
            Events=1000 1001 1002 1020
            Priority=warning
            Via=direct
            Credential=tickets-token
            ClientCertificate=tickets-certificate
            CAFile=/etc/connector-watch/tickets-ca.pem
            Enabled=yes

            [Webhook operators]
            URLCredential=operators-url
            Format=teams
            """
        case .cloud:
            """
            [Cloud]
            ClientID=7d1f4a9e-2c5b-4f0e-8a6d-3b9c0e1d2f47
            Credential=cloud
            Interval=15min
            """
        }
    }
}
