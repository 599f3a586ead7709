extension Unicode.Scalar {
    /// Whether it is seen only by what it does, so that text from outside is shown with it escaped.
    ///
    /// It may start another line, move a cursor or turn the direction of writing.
    package var isHidden: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
