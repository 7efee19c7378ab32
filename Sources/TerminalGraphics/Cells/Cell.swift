/// One character cell: a single width-1 Unicode scalar and its style. 16 bytes, no reference counting, so that a frame is a
/// plain block of memory to fill and compare.
public struct Cell: Hashable, Sendable {
    public var scalar: Unicode.Scalar
    public var style: Style

    public init(_ scalar: Unicode.Scalar = " ", _ style: Style = .plain) {
        self.scalar = scalar
        self.style = style
    }

    public static let blank = Cell()
}
