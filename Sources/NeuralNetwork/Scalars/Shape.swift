/// The sizes of a tensor's axes without the batch axis: `[784]`, `[1, 28, 28]` (channels, rows, columns) or `[T, D]` (time,
/// features).
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
    /// One size an axis, slowest axis first (row-major).
    public var dimensions: [Int]

    /// Sizes, slowest axis first.
    public init(_ dimensions: [Int]) { self.dimensions = dimensions }

    /// Sizes, slowest axis first.
    public init(arrayLiteral elements: Int...) { dimensions = elements }

    /// Number of axes.
    public var rank: Int { dimensions.count }

    /// Number of elements: the product of the sizes; 1 for no axes.
    public var count: Int { dimensions.reduce(1, *) }

    /// Size of the last (fastest) axis; 1 for no axes.
    public var last: Int { dimensions.last ?? 1 }

    /// The size of an axis.
    public subscript(axis: Int) -> Int { dimensions[axis] }

    /// `1×28×28`; `scalar` for no axes.
    public var description: String {
        dimensions.isEmpty ? "scalar" : dimensions.map(String.init).joined(separator: "×")
    }

    /// Number of elements, or nil where it does not fit in an Int or an axis is negative: for sizes that come from files.
    public var checkedCount: Int? {
        var product = 1
        for size in dimensions {
            let (value, overflow) = product.multipliedReportingOverflow(by: size)
            if overflow || size < 0 { return nil }
            product = value
        }
        return product
    }
}
