extension Int {
    /// The whole part of a number, which may be anything: beyond ±10¹⁵ it is ±10¹⁵, also for ±∞, and NaN gives 0.
    ///
    /// Numbers on their way to the screen go through here. `Int(_:)` ends the program where a norm is 0, and its logarithm −∞;
    /// what is left at 10¹⁵ can still be added to, and multiplied by a screen's size, without leaving an Int.
    @inlinable public init(saturating number: Double) {
        self = number.isNaN ? 0 : Int(Swift.min(1e15, Swift.max(-1e15, number)))
    }
}

extension UInt8 {
    /// The whole part of a number, which may be anything: 0 below 0, and for NaN; 255 above 255.
    @inlinable public init(saturating number: Double) {
        self = number.isNaN ? 0 : UInt8(Swift.min(255, Swift.max(0, number)))
    }
}
