/// The format of a number on the screen. The same everywhere (no locale), rounded correctly (the exact binary value once, ties to
/// the even digit, as C and Python do), without heap allocation for texts of up to 15 UTF-8 bytes.
///
///     NumberFormat.fixed(3).string(-0.2018)          // "−0.202"   (U+2212)
///     NumberFormat.significant(2).string(0.0000321)  // "3.2e-5"
///     NumberFormat.integer.string(1204)              // "1 204"
///
/// Not a number is `nan`; infinities are `∞` and `−∞`. A number that only rounds to zero keeps its sign (`−0.00`); zero itself
/// has none.
public struct NumberFormat: Hashable, Sendable {
    /// Which digits are written.
    public enum Notation: Hashable, Sendable {
        /// A number of digits after the point, 0 ... 17. From 1e15 on, six digits in scientific notation.
        case fixed(Int)
        /// A number of significant digits, 1 ... 17, trailing zeros included; scientific below 1e-4 and from 1e5 (or where the
        /// digits asked for end) on. Digits before the point are always written.
        case significant(Int)
        /// A number of significant digits, 1 ... 17, and a power of ten: `3.21e-5`.
        case scientific(Int)
        /// A number of digits after the point, 1 ... 17, of what lies between 0 and 1: what would be rounded to one of them
        /// without being it is told from it (`<0.01`, `>0.99`).
        case share(Int)
        /// As few digits as show the number to three significant ones, with k, M, G, T: `950`, `12.3k`, `1.2M`.
        case compact
    }

    /// Which numbers carry a sign.
    public enum Sign: Hashable, Sendable {
        /// Only negative ones.
        case negative
        /// All but zero.
        case always
    }

    /// Which digits are written.
    public var notation: Notation
    /// Which numbers carry a sign.
    public var sign: Sign
    /// Whether the digits before the point stand in groups of three, a blank between them: `12 345`.
    public var isGrouped: Bool
    /// Whether the number is multiplied by 100 (exactly, in decimals) and followed by ` %`.
    public var isPercent: Bool
    /// Whether zeros at the end of the fraction, and a point with nothing behind it, are dropped.
    public var dropsTrailingZeros: Bool
    /// Whether only ASCII is used: `-`, `inf`.
    public var isASCII: Bool

    /// A format.
    public init(
        _ notation: Notation, sign: Sign = .negative, isGrouped: Bool = false, isPercent: Bool = false,
        dropsTrailingZeros: Bool = false, isASCII: Bool = false
    ) {
        switch notation {
        case .fixed(let decimals): precondition((0...17).contains(decimals), "NumberFormat: 0 to 17 decimals, not \(decimals)")
        case .significant(let digits), .scientific(let digits):
            precondition((1...17).contains(digits), "NumberFormat: 1 to 17 digits, not \(digits)")
        case .share(let decimals): precondition((1...17).contains(decimals), "NumberFormat: 1 to 17 decimals, not \(decimals)")
        case .compact: break
        }
        self.notation = notation
        self.sign = sign
        self.isGrouped = isGrouped
        self.isPercent = isPercent
        self.dropsTrailingZeros = dropsTrailingZeros
        self.isASCII = isASCII
    }
}

extension NumberFormat {
    /// `decimals` digits after the point.
    public static func fixed(_ decimals: Int) -> NumberFormat { NumberFormat(.fixed(decimals)) }
    /// `digits` significant digits; tiny and huge numbers in scientific notation.
    public static func significant(_ digits: Int) -> NumberFormat { NumberFormat(.significant(digits)) }
    /// `digits` significant digits and a power of ten.
    public static func scientific(_ digits: Int) -> NumberFormat { NumberFormat(.scientific(digits)) }
    /// `0.934` as `93.4 %` (with one decimal).
    public static func percent(_ decimals: Int) -> NumberFormat { NumberFormat(.fixed(decimals), isPercent: true) }
    /// A probability: `decimals` digits after the point, and never 0 or 1 for what is not.
    public static func probability(_ decimals: Int = 2) -> NumberFormat { NumberFormat(.share(decimals)) }
    /// Whole numbers in groups of three: `12 345`.
    public static let integer = NumberFormat(.fixed(0), isGrouped: true)
    /// Three digits and a letter: `12.3k`.
    public static let compact = NumberFormat(.compact, dropsTrailingZeros: true)

    /// The same with an explicit plus sign.
    public var signed: NumberFormat { changed { $0.sign = .always } }
    /// The same without zeros at the end of the fraction.
    public var trimmed: NumberFormat { changed { $0.dropsTrailingZeros = true } }
    /// The same in what the glyph tier can show.
    public func limited(to glyphs: GlyphTier) -> NumberFormat { changed { $0.isASCII = glyphs == .ascii } }

    private func changed(_ change: (inout NumberFormat) -> Void) -> NumberFormat {
        var copy = self
        change(&copy)
        return copy
    }
}
