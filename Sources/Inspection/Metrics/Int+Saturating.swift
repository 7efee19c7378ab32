extension Int {
    /// The whole part of a number, which may be anything: beyond ±10¹⁵ it is ±10¹⁵, also for ±∞, and NaN gives 0. `Int(_:)` would
    /// end the program there, and sick networks have such numbers. TerminalGraphics has its own: neither room knows of the other.
    @inline(__always) init(saturating number: Double) {
        self = number.isNaN ? 0 : Int(Swift.min(1e15, Swift.max(-1e15, number)))
    }
}
