/// Which color pair stands for which two colors. Pairs are numbered from 1 as they are first needed; where a terminal has too
/// few, the table starts over once a frame, and beyond that settles for a pair with the same background.
public struct ColorPairs: Sendable {
    /// The pair to use, and what has to be done first.
    public enum Answer: Hashable, Sendable {
        case known(Int)
        /// Define this pair.
        case new(Int)
        /// No pair is left: forget them all (``startOver()``) and translate the frame anew.
        case exhausted
    }

    /// The highest pair number.
    public let limit: Int
    private var pairs: [UInt64: Int] = [:]
    private var backgrounds: [Int: Int] = [:]
    private var next = 1
    private var startedOver = false

    /// - Parameter pairCount: How many pairs the terminal has, pair 0 included. Pair numbers stay in 16 bits with a sign, which
    ///   is what
    ///   every ncurses can keep in a cell.
    public init(pairCount: Int) { limit = max(0, min(pairCount, 32_767) - 1) }

    /// The pair of two color numbers; -1 is the terminal's own color.
    public mutating func pair(foreground: Int, background: Int) -> Answer {
        if (foreground == -1 && background == -1) || limit == 0 { return .known(0) }
        let key = UInt64(UInt32(truncatingIfNeeded: foreground + 1)) << 32 | UInt64(UInt32(truncatingIfNeeded: background + 1))
        if let known = pairs[key] { return .known(known) }
        if next > limit {
            if !startedOver { return .exhausted }
            let substitute = backgrounds[background] ?? 0
            if pairs.count < 1 << 17 { pairs[key] = substitute }
            return .known(substitute)
        }
        let pair = next
        next += 1
        pairs[key] = pair
        if backgrounds[background] == nil { backgrounds[background] = pair }
        return .new(pair)
    }

    /// Forgets all pairs, in the midst of a frame that needs more than are left.
    public mutating func startOver() {
        forget()
        startedOver = true
    }

    /// A frame is complete. Where it left pairs over, the table may start over again when they, too, are used up; where it did
    /// not, doing so would draw everything anew in every frame.
    public mutating func endFrame() {
        if next <= limit { startedOver = false }
    }

    /// Forgets all pairs, for a screen that is drawn anew.
    public mutating func forget() {
        pairs.removeAll(keepingCapacity: true)
        backgrounds.removeAll(keepingCapacity: true)
        next = 1
        startedOver = false
    }
}
