/// Between an image `[C, H, W]` and the matrix of everything its windows cover, `[C·kh·kw, H'·W']` (row: a place under the
/// window, column: a window).
enum Patches {
    /// Writes the matrix; places in the padding are 0.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func gather<Scalar: NetworkScalar>(
        _ g: WindowGeometry, _ image: UnsafePointer<Scalar>, into patches: UnsafeMutablePointer<Scalar>
    ) {
        var row = patches
        for c in 0..<g.channels {
            let plane = image + c &* g.inputPlane
            for u in 0..<g.kernelHeight {
                for v in 0..<g.kernelWidth {
                    for i in 0..<g.outputHeight {
                        let y = i &* g.strideHeight &- g.padHeight &+ u &* g.dilationHeight
                        if y < 0 || y >= g.height {
                            for j in 0..<g.outputWidth { row[j] = 0 }
                        } else {
                            let line = plane + y &* g.width
                            for j in 0..<g.outputWidth {
                                let x = j &* g.strideWidth &- g.padWidth &+ v &* g.dilationWidth
                                row[j] = x < 0 || x >= g.width ? 0 : line[x]
                            }
                        }
                        row += g.outputWidth
                    }
                }
            }
        }
    }

    /// Adds every entry of the matrix to the place of the image it came from; the image is zeroed first.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func scatter<Scalar: NetworkScalar>(
        _ g: WindowGeometry, _ patches: UnsafePointer<Scalar>, into image: UnsafeMutablePointer<Scalar>
    ) {
        for i in 0..<(g.channels &* g.inputPlane) { image[i] = 0 }
        var row = patches
        for c in 0..<g.channels {
            let plane = image + c &* g.inputPlane
            for u in 0..<g.kernelHeight {
                for v in 0..<g.kernelWidth {
                    for i in 0..<g.outputHeight {
                        let y = i &* g.strideHeight &- g.padHeight &+ u &* g.dilationHeight
                        if y >= 0 && y < g.height {
                            let line = plane + y &* g.width
                            for j in 0..<g.outputWidth {
                                let x = j &* g.strideWidth &- g.padWidth &+ v &* g.dilationWidth
                                if x >= 0 && x < g.width { line[x] += row[j] }
                            }
                        }
                        row += g.outputWidth
                    }
                }
            }
        }
    }

    /// Every plane of `[planes, size]` becomes its value.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func fillPlanes<Scalar: NetworkScalar>(
        _ planes: Int, _ size: Int, _ values: UnsafePointer<Scalar>, _ output: UnsafeMutablePointer<Scalar>
    ) {
        for p in 0..<planes {
            let plane = output + p &* size
            for i in 0..<size { plane[i] = values[p] }
        }
    }

    /// The sum of each plane of `[planes, size]`, added to `sums` or in its place.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func sumPlanes<Scalar: NetworkScalar>(
        _ planes: Int, _ size: Int, _ values: UnsafePointer<Scalar>, into sums: UnsafeMutablePointer<Scalar>, accumulates: Bool
    ) {
        for p in 0..<planes {
            let plane = values + p &* size
            var sum: Scalar = 0
            for i in 0..<size { sum += plane[i] }
            sums[p] = accumulates ? sums[p] + sum : sum
        }
    }
}
