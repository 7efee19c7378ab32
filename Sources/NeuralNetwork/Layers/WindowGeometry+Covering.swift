extension WindowGeometry {
    /// The window rows that a row of the image lies in, each with the row's offset in the window.
    func windows(ofRow row: Int) -> [(window: Int, offset: Int)] {
        Self.windows(row, strideHeight, padHeight, dilationHeight, kernelHeight, outputHeight)
    }

    /// The window columns that a column of the image lies in.
    func windows(ofColumn column: Int) -> [(window: Int, offset: Int)] {
        Self.windows(column, strideWidth, padWidth, dilationWidth, kernelWidth, outputWidth)
    }

    private static func windows(_ place: Int, _ stride: Int, _ pad: Int, _ dilation: Int, _ kernel: Int, _ count: Int)
        -> [(window: Int, offset: Int)]
    {
        (0..<kernel).reversed().compactMap { offset in
            let start = place + pad - offset * dilation
            guard start >= 0, start % stride == 0, start / stride < count else { return nil }
            return (start / stride, offset)
        }
    }

    /// The elements of one channel that the window of an output element covers.
    func elements(of place: Int) -> [Int] {
        rows(place / outputWidth).flatMap { row in columns(place % outputWidth).map { row * width + $0 } }
    }
}
