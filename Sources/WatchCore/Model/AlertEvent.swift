/// The numbered kinds of problems: one number a kind, forever; a number is never reused.
package enum AlertEvent: Int, Sendable, CaseIterable, Codable, Comparable {
    case trustExpired = 1000
    case trustExpiring = 1001
    case renewalOverdue = 1002
    case trustNotYetValid = 1003
    case certificateMissing = 1004
    case certificateElsewhere = 1005
    case issuerUnexpected = 1006
    case certificateUnfit = 1007
    case keyUnfit = 1008
    case storeUnreadable = 1009
    case thumbprintChanged = 1010
    case settingsMissing = 1011
    case settingsMalformed = 1012
    case portUnreachable = 1020
    case proxyFails = 1021
    case resolutionFails = 1022
    case addressesUnreachable = 1023
    case loginFails = 1030
    case loginElsewhere = 1031
    case tls12Fails = 1040
    case sha512Fails = 1041
    case tlsInspected = 1042
    case serverCertificateBad = 1043
    case revocationFails = 1044
    case serverCertificateExpiring = 1045
    case largeHelloFails = 1046
    case clockOff = 1050
    case administratorUnfit = 1060
    case connectorInactive = 1061
    case connectorUnlisted = 1062
    case connectorAlone = 1063
    case connectorContradicted = 1064
    case cloudUnavailable = 1065
    case started = 1090
    case stopping = 1091
    case configurationReloaded = 1092
    case configurationRejected = 1093
    case alertsDropped = 1094
    case flapping = 1095
    case journalUnavailable = 1096
    case summarized = 1097
    case stateUnusable = 1098
    case hostDegraded = 1099

    package static func < (a: AlertEvent, b: AlertEvent) -> Bool { a.rawValue < b.rawValue }
}
