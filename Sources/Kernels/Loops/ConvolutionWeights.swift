import Kernels

/// The weights' gradient of a convolution: for every output and every place of the window the product of two planes, sample by sample, sixteen
/// positions at a time. A tile of such sums stays in registers over the whole batch.
enum ConvolutionWeights {
    /// `dw[o,c,u,v] = Σ_{n,q} dy[n,o,q] · x[n,c,q + shift(u, v)]` from padded inputs and spread gradients, or added to dw.
    static func gradient(
        _ s: ConvolutionShape, count: Int, _ gradient: UnsafeMutablePointer<Float>, accumulates: Bool,
        _ scratch: ConvolutionScratch<Float>
    ) {
        var output = 0
        while output < s.outputs {
            let rows = s.outputs &- output >= 4 ? 4 : 1
            var place = 0
            while place < s.patch {
                let places = s.patch &- place >= Self.places ? Self.places : 1
                let into = gradient + (output &* s.patch &+ place)
                if rows == 4, places == 5 {
                    wide(s, count, output, place, into, accumulates, scratch)
                } else if rows == 4 {
                    narrow(s, count, output, place, into, accumulates, scratch)
                } else {
                    for row in 0..<rows {
                        for offset in 0..<places {
                            let sum = single(s, count, output &+ row, place &+ offset, scratch)
                            let index = row &* s.patch &+ offset
                            into[index] = accumulates ? into[index] + sum : sum
                        }
                    }
                }
                place &+= places
            }
            output &+= rows
        }
    }

    /// The sum of each output's gradient over all samples and places, or added to `sums`.
    static func bias(
        _ s: ConvolutionShape, count: Int, _ dy: UnsafePointer<Float>, into sums: UnsafeMutablePointer<Float>, accumulates: Bool
    ) {
        let plane = s.outputHeight &* s.outputWidth
        for output in 0..<s.outputs {
            var (lanes, rest) = (Lanes.zero, Float(0))
            for sample in 0..<count {
                let from = dy + (sample &* s.outputs &+ output) &* plane
                var i = 0
                while i &+ 16 <= plane {
                    lanes += Lanes(from + i)
                    i &+= 16
                }
                while i < plane {
                    rest += from[i]
                    i &+= 1
                }
            }
            let sum = lanes.total + rest
            sums[output] = accumulates ? sums[output] + sum : sum
        }
    }

    /// How far behind a window's first place another lies.
    @inline(__always)
    private static func shift(_ s: ConvolutionShape, _ place: Int) -> Int {
        let area = s.kernelHeight &* s.kernelWidth
        let (channel, rest) = (place / area, place % area)
        return channel &* s.inputStride &+ rest / s.kernelWidth &* s.paddedWidth &+ rest % s.kernelWidth
    }

    private static func single(
        _ s: ConvolutionShape, _ count: Int, _ output: Int, _ place: Int, _ scratch: ConvolutionScratch<Float>
    ) -> Float {
        var sum = Lanes.zero
        let (start, from) = (scratch.input + shift(s, place), scratch.gradient + (output &* s.gradientStride &+ s.reach))
        for sample in 0..<count {
            let (x, dy) = (start + sample &* s.inputScratch, from + sample &* s.gradientScratch)
            var q = 0
            while q < s.span {
                sum = LevelArithmetic.multiplyAdd(sum, Lanes(x + q), Lanes(dy + q))
                q &+= 16
            }
        }
        return sum.total
    }

    // Twenty sums of sixteen numbers fit into the registers with AVX-512, four without.
    #if AVX512
        private static let places = 5
    #else
        private static let places = 1
    #endif

    /// Four outputs at one place; the same sums as in `single`.
    private static func narrow(
        _ s: ConvolutionShape, _ count: Int, _ output: Int, _ place: Int, _ gradient: UnsafeMutablePointer<Float>,
        _ accumulates: Bool, _ scratch: ConvolutionScratch<Float>
    ) {
        var sums = Quad()
        let (start, from) = (scratch.input + shift(s, place), scratch.gradient + (output &* s.gradientStride &+ s.reach))
        let n = s.gradientStride
        for sample in 0..<count {
            let (x, dy) = (start + sample &* s.inputScratch, from + sample &* s.gradientScratch)
            var q = 0
            while q < s.span {
                sums.add(
                    Lanes(x + q), Lanes(dy + q), Lanes(dy + (q &+ n)), Lanes(dy + (q &+ 2 &* n)), Lanes(dy + (q &+ 3 &* n)))
                q &+= 16
            }
        }
        sums.finish(gradient, s.patch, accumulates)
    }

    /// Four outputs and five places at once.
    private static func wide(
        _ s: ConvolutionShape, _ count: Int, _ output: Int, _ place: Int, _ gradient: UnsafeMutablePointer<Float>,
        _ accumulates: Bool, _ scratch: ConvolutionScratch<Float>
    ) {
        var (a, b, c, d, e) = (Quad(), Quad(), Quad(), Quad(), Quad())
        let x = scratch.input
        let (i0, i1, i2) = (shift(s, place), shift(s, place &+ 1), shift(s, place &+ 2))
        let (i3, i4) = (shift(s, place &+ 3), shift(s, place &+ 4))
        let from = scratch.gradient + (output &* s.gradientStride &+ s.reach)
        let n = s.gradientStride
        for sample in 0..<count {
            let (x, dy) = (x + sample &* s.inputScratch, from + sample &* s.gradientScratch)
            var q = 0
            while q < s.span {
                let (y0, y1) = (Lanes(dy + q), Lanes(dy + (q &+ n)))
                let (y2, y3) = (Lanes(dy + (q &+ 2 &* n)), Lanes(dy + (q &+ 3 &* n)))
                a.add(Lanes(x + (q &+ i0)), y0, y1, y2, y3)
                b.add(Lanes(x + (q &+ i1)), y0, y1, y2, y3)
                c.add(Lanes(x + (q &+ i2)), y0, y1, y2, y3)
                d.add(Lanes(x + (q &+ i3)), y0, y1, y2, y3)
                e.add(Lanes(x + (q &+ i4)), y0, y1, y2, y3)
                q &+= 16
            }
        }
        a.finish(gradient, s.patch, accumulates)
        b.finish(gradient + 1, s.patch, accumulates)
        c.finish(gradient + 2, s.patch, accumulates)
        d.finish(gradient + 3, s.patch, accumulates)
        e.finish(gradient + 4, s.patch, accumulates)
    }

    /// The sums of four outputs at one place.
    private struct Quad {
        var a = Lanes.zero
        var b = Lanes.zero
        var c = Lanes.zero
        var d = Lanes.zero

        @inline(__always)
        mutating func add(_ x: Lanes, _ y0: Lanes, _ y1: Lanes, _ y2: Lanes, _ y3: Lanes) {
            a = LevelArithmetic.multiplyAdd(a, x, y0)
            b = LevelArithmetic.multiplyAdd(b, x, y1)
            c = LevelArithmetic.multiplyAdd(c, x, y2)
            d = LevelArithmetic.multiplyAdd(d, x, y3)
        }

        @inline(__always)
        func finish(_ to: UnsafeMutablePointer<Float>, _ stride: Int, _ accumulates: Bool) {
            to[0] = accumulates ? to[0] + a.total : a.total
            to[stride] = accumulates ? to[stride] + b.total : b.total
            to[2 &* stride] = accumulates ? to[2 &* stride] + c.total : c.total
            to[3 &* stride] = accumulates ? to[3 &* stride] + d.total : d.total
        }
    }
}
