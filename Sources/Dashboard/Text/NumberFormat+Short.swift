import TerminalGraphics

extension NumberFormat {
    /// Two digits, as a plain number where that is short.
    static func short(_ value: Double) -> String {
        (value == 0 || abs(value) >= 0.001 && abs(value) < 1000 ? NumberFormat.significant(2) : NumberFormat.scientific(2))
            .string(value)
    }
}
