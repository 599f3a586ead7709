/// Judges this host itself: its clock (event 1050), and what its own policy forbids (1040, 1041).
func judge(_ host: HostObservation, of subject: HostSubject) -> Verdict {
    Verdict()
}
