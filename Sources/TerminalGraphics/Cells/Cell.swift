/// One character cell: a single width-1 Unicode scalar and its style. 16 bytes, no reference counting, so that a frame is a
/// plain block of memory to fill and compare.
public struct Cell: Hashable, Sendable {
    /// The character: one that a terminal shows in a single cell.
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
}
