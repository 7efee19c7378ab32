import TerminalGraphics

/// The colors of a terminal, and which of them is nearest to an sRGB one.
public struct Palette: Sendable {
    /// The meaning of the terminal's color numbers.
    public enum Kind: Hashable, Sendable {
        /// No color.
        case mono
        /// The eight ANSI colors.
        case eight
        /// Those and their bright ones.
        case sixteen
        /// The 6×6×6 cube and the gray ramp of xterm's 256 (the first sixteen are the user's and not relied on).
        case xterm256
        /// A color number is `0xRRGGBB`.
        case direct

        /// From the number of colors that the terminal has.
        public init(colorCount: Int) {
            self =
                switch colorCount {
                case ..<8: .mono
                case ..<16: .eight
                case ..<256: .sixteen
                case ..<(1 << 24): .xterm256
                default: .direct
                }
        }
    }

    /// The colors that there are to choose from.
    public let kind: Kind
    private let first: Int
    private let candidates: [OKLab]
    /// Direct-mapped memory of answers: `packed color << 32 | index`.
    private var remembered: [UInt64]

    /// A palette that remembers its answers: a frame asks for the same few colors again and again.
    public init(_ kind: Kind) {
        self.kind = kind
        let colors: [UInt32]
        switch kind {
        case .mono, .direct: (first, colors) = (0, [])
        case .eight: (first, colors) = (0, Array(Self.ansi[..<8]))
        case .sixteen: (first, colors) = (0, Self.ansi)
        case .xterm256: (first, colors) = (16, Self.cubeAndGrays)
        }
        candidates = colors.map { OKLab(.hex($0)) }
        remembered = Array(repeating: 0, count: candidates.isEmpty ? 0 : 4096)
    }

    /// The number of the nearest color; -1, the terminal's own, for ``Color/terminal`` and where there is no color.
    public mutating func index(of color: Color) -> Int {
        if color.isTerminal || kind == .mono { return -1 }
        if kind == .direct {
            let value = Int(color.packed & 0xFF_FFFF)
            // Terminals of this kind read the first numbers as palette entries: one step of green avoids them.
            return value < 256 ? value | 0x100 : value
        }
        let slot = Int(truncatingIfNeeded: (color.packed &* 0x9E37_79B1) >> 20)
        if remembered[slot] >> 32 == UInt64(color.packed) { return Int(remembered[slot] & 0xFFFF_FFFF) }
        let index = first + nearest(to: OKLab(color))
        remembered[slot] = UInt64(color.packed) << 32 | UInt64(index)
        return index
    }

    /// The nearest color that there is, as xterm shows it; the terminal's own where there is none.
    public mutating func color(nearest color: Color) -> Color {
        let index = index(of: color)
        switch kind {
        case .mono: return .terminal
        case .direct: return index < 0 ? .terminal : .hex(UInt32(index))
        case .eight, .sixteen: return index < 0 ? .terminal : .hex(Self.ansi[index])
        case .xterm256: return index < 0 ? .terminal : .hex(Self.cubeAndGrays[index - first])
        }
    }

    private func nearest(to color: OKLab) -> Int {
        // With a handful of colors the nearest to a gray may be a red; a gray has to stay one. Only black stands for what is
        // nearly black, so that a dim line does not vanish.
        let isGray = candidates.count <= 16 && color.isGray
        if isGray && kind == .eight { return color.lightness < 0.3 ? 0 : 7 }
        // Dark gray ink on white is to be told from what is dimmed.
        if isGray && kind == .sixteen && color.lightness < 0.42 { return 0 }
        // Of few, what has a hue keeps that rather than its paleness: green is no yellow.
        let hasHue = candidates.count <= 16 && color.isBright
        var best = 0
        var distance = Double.infinity
        for (index, candidate) in candidates.enumerated() where !isGray || candidate.isGray {
            let d = hasHue ? candidate.distanceOfHues(to: color) : candidate.squaredDistance(to: color)
            if d < distance { (best, distance) = (index, d) }
        }
        return best
    }

    /// xterm's own choice for the sixteen.
    private static let ansi: [UInt32] = [
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
        0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    ]

    /// 16...231: a cube with these levels; 232...255: grays 8, 18, ... 238.
    private static let cubeAndGrays: [UInt32] = {
        let levels: [UInt32] = [0x00, 0x5F, 0x87, 0xAF, 0xD7, 0xFF]
        let cube = levels.flatMap { red in levels.flatMap { green in levels.map { red << 16 | green << 8 | $0 } } }
        let grays = (0..<24).map { (8 + 10 * UInt32($0)) * 0x010101 }
        return cube + grays
    }()
}
