/// One character cell: a Unicode scalar and its style. 16 bytes, no reference counting, so that a frame is a plain block of memory
/// to fill and compare.
///
/// A wide character (`日`) takes two cells: its own, and one after it that continues it and is written nowhere.
public struct Cell: Hashable, Sendable {
    /// The character; U+0000 in a cell that continues the one before.
    public var scalar: Unicode.Scalar
    /// The colors and attributes that it is shown in.
    public var style: Style

    /// A cell with a character; a plain space where nothing is given.
    public init(_ scalar: Unicode.Scalar = " ", _ style: Style = .plain) {
        self.scalar = scalar
        self.style = style
    }

    /// A plain space.
    public static let blank = Cell()

    /// The second cell of a wide character.
    static func continuation(_ style: Style) -> Cell { Cell("\u{0}", style) }

    /// True of the second cell of a wide character: whoever writes the cells out leaves it out.
    package var isContinuation: Bool { scalar.value == 0 }

    /// True of a character that the cell after it continues.
    package var isWide: Bool { EastAsianWidth.isWide(scalar) }
}
