/// Judges what one way does to TLS, in the light of the other where both were looked at: events 1040 to 1043.
func judge(
    _ ways: ByWay<TLSObservation>, on via: Via, of subject: TLSSubject, knowing: Knowledge, timeout: Duration
) -> Verdict {
    Verdict()
}
