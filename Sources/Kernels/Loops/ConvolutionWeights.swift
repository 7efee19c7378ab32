import Kernels

/// The weights' gradient of a convolution: for every output and every place of the window the product of two planes, sample by
/// sample, sixteen positions at a time. A tile of such sums stays in registers over the whole batch.
enum ConvolutionWeights {
    /// Samples to go through, and where the sums are kept between them.
    private struct Samples {
        /// Padded inputs of the first one.
        let x: UnsafePointer<Float>
        /// Its spread gradients.
        let dy: UnsafePointer<Float>
        let count: Int
        /// `[outputs, patch, 16]`; nil: in registers, and written as gradients at the end.
        let sums: UnsafeMutablePointer<Float>?
        /// Whether sums begin here.
        let isFirst: Bool
    }

    /// `dw[o,c,u,v] = Σ_{n,q} dy[n,o,q] · x[n,c,q + shift(u, v)]` from padded inputs and spread gradients, or added to dw.
    static func gradient(
        _ s: ConvolutionShape, count: Int, _ gradient: UnsafeMutablePointer<Float>, accumulates: Bool,
        _ scratch: ConvolutionScratch<Float>
    ) {
        let samples = Samples(x: scratch.input, dy: scratch.gradient, count: count, sums: nil, isFirst: true)
        add(s, samples, to: gradient, accumulates)
    }

    /// Whether the sums are so few that they may be kept in memory between one sample and the next, which then stays in the
    /// nearest cache.
    static func goesBySample(_ s: ConvolutionShape, count: Int) -> Bool {
        count > 1 && s.outputs &* s.patch &* 16 <= s.gradientScratch
    }

    /// The same from gradients that are spread sample by sample; the same sums.
    static func gradientBySample(
        _ s: ConvolutionShape, count: Int, _ dy: UnsafePointer<Float>, _ gradient: UnsafeMutablePointer<Float>, accumulates: Bool,
        _ scratch: ConvolutionScratch<Float>
    ) {
        let sums = scratch.gradient + s.gradientScratch
        for sample in 0..<count {
            Convolution.spread(
                s, count: 1, dy + sample &* s.outputs &* s.outputHeight &* s.outputWidth, into: scratch.gradient,
                clears: sample == 0)
            let samples = Samples(
                x: scratch.input + sample &* s.inputScratch, dy: scratch.gradient, count: 1, sums: sums, isFirst: sample == 0)
            add(s, samples, to: gradient, accumulates)
        }
        for place in 0..<(s.outputs &* s.patch) {
            let sum = Lanes(sums + place &* 16).total
            gradient[place] = accumulates ? gradient[place] + sum : sum
        }
    }

    private static func add(
        _ s: ConvolutionShape, _ samples: Samples, to gradient: UnsafeMutablePointer<Float>, _ accumulates: Bool
    ) {
        var output = 0
        while output < s.outputs {
            let left = s.outputs &- output
            let rows = left >= 4 && Self.places == 5 ? 4 : left >= 2 ? 2 : 1
            var place = 0
            while place < s.patch {
                let places = s.patch &- place >= Self.places ? Self.places : 1
                switch (rows, places) {
                case (2, 3): middle(Pair.self, s, samples, output, place, gradient, accumulates)
                case (1, 3): middle(Single.self, s, samples, output, place, gradient, accumulates)
                case (4, 5): wide(Quad.self, s, samples, output, place, gradient, accumulates)
                case (2, 5): wide(Pair.self, s, samples, output, place, gradient, accumulates)
                case (1, 5): wide(Single.self, s, samples, output, place, gradient, accumulates)
                case (4, _): narrow(Quad.self, s, samples, output, place, gradient, accumulates)
                case (2, _): narrow(Pair.self, s, samples, output, place, gradient, accumulates)
                default: narrow(Single.self, s, samples, output, place, gradient, accumulates)
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

    /// The distance from a window's first place to another.
    @inline(__always)
    private static func shift(_ s: ConvolutionShape, _ place: Int) -> Int {
        let area = s.kernelHeight &* s.kernelWidth
        let (channel, rest) = (place / area, place % area)
        return channel &* s.inputStride &+ rest / s.kernelWidth &* s.paddedWidth &+ rest % s.kernelWidth
    }

    // Twenty sums of sixteen numbers fit into the registers with AVX-512: four outputs at five places. Six fit without: two at
    // three.
    #if AVX512
        private static let places = 5
    #else
        private static let places = 3
    #endif

    /// Some outputs at one place.
    @inline(__always)
    private static func narrow<Group: OutputGroup>(
        _ group: Group.Type, _ s: ConvolutionShape, _ samples: Samples, _ output: Int, _ place: Int,
        _ gradient: UnsafeMutablePointer<Float>, _ accumulates: Bool
    ) {
        var sums = begin(group, s, samples, output, place)
        let (start, from) = (samples.x + shift(s, place), samples.dy + (output &* s.gradientStride &+ s.reach))
        for sample in 0..<samples.count {
            let (x, dy) = (start + sample &* s.inputScratch, from + sample &* s.gradientScratch)
            var q = 0
            while q < s.span {
                sums.add(Lanes(x + q), Group(loading: dy + q, s.gradientStride))
                q &+= 16
            }
        }
        end(sums, s, samples, output, place, gradient, accumulates)
    }

    /// Some outputs and five places at once; the same sums.
    @inline(__always)
    private static func wide<Group: OutputGroup>(
        _ group: Group.Type, _ s: ConvolutionShape, _ samples: Samples, _ output: Int, _ place: Int,
        _ gradient: UnsafeMutablePointer<Float>, _ accumulates: Bool
    ) {
        var a = begin(group, s, samples, output, place)
        var b = begin(group, s, samples, output, place &+ 1)
        var c = begin(group, s, samples, output, place &+ 2)
        var d = begin(group, s, samples, output, place &+ 3)
        var e = begin(group, s, samples, output, place &+ 4)
        let (i0, i1, i2) = (shift(s, place), shift(s, place &+ 1), shift(s, place &+ 2))
        let (i3, i4) = (shift(s, place &+ 3), shift(s, place &+ 4))
        let from = samples.dy + (output &* s.gradientStride &+ s.reach)
        for sample in 0..<samples.count {
            let (x, dy) = (samples.x + sample &* s.inputScratch, from + sample &* s.gradientScratch)
            var q = 0
            while q < s.span {
                let y = Group(loading: dy + q, s.gradientStride)
                a.add(Lanes(x + (q &+ i0)), y)
                b.add(Lanes(x + (q &+ i1)), y)
                c.add(Lanes(x + (q &+ i2)), y)
                d.add(Lanes(x + (q &+ i3)), y)
                e.add(Lanes(x + (q &+ i4)), y)
                q &+= 16
            }
        }
        end(a, s, samples, output, place, gradient, accumulates)
        end(b, s, samples, output, place &+ 1, gradient, accumulates)
        end(c, s, samples, output, place &+ 2, gradient, accumulates)
        end(d, s, samples, output, place &+ 3, gradient, accumulates)
        end(e, s, samples, output, place &+ 4, gradient, accumulates)
    }

    /// Some outputs and three places at once; the same sums.
    @inline(__always)
    private static func middle<Group: OutputGroup>(
        _ group: Group.Type, _ s: ConvolutionShape, _ samples: Samples, _ output: Int, _ place: Int,
        _ gradient: UnsafeMutablePointer<Float>, _ accumulates: Bool
    ) {
        var a = begin(group, s, samples, output, place)
        var b = begin(group, s, samples, output, place &+ 1)
        var c = begin(group, s, samples, output, place &+ 2)
        let (i0, i1, i2) = (shift(s, place), shift(s, place &+ 1), shift(s, place &+ 2))
        let from = samples.dy + (output &* s.gradientStride &+ s.reach)
        for sample in 0..<samples.count {
            let (x, dy) = (samples.x + sample &* s.inputScratch, from + sample &* s.gradientScratch)
            var q = 0
            while q < s.span {
                let y = Group(loading: dy + q, s.gradientStride)
                a.add(Lanes(x + (q &+ i0)), y)
                b.add(Lanes(x + (q &+ i1)), y)
                c.add(Lanes(x + (q &+ i2)), y)
                q &+= 16
            }
        }
        end(a, s, samples, output, place, gradient, accumulates)
        end(b, s, samples, output, place &+ 1, gradient, accumulates)
        end(c, s, samples, output, place &+ 2, gradient, accumulates)
    }

    @inline(__always)
    private static func begin<Group: OutputGroup>(
        _ group: Group.Type, _ s: ConvolutionShape, _ samples: Samples, _ output: Int, _ place: Int
    ) -> Group {
        guard let sums = samples.sums, !samples.isFirst else { return Group() }
        return Group(loading: sums + (output &* s.patch &+ place) &* 16, s.patch &* 16)
    }

    @inline(__always)
    private static func end<Group: OutputGroup>(
        _ group: Group, _ s: ConvolutionShape, _ samples: Samples, _ output: Int, _ place: Int,
        _ gradient: UnsafeMutablePointer<Float>, _ accumulates: Bool
    ) {
        let index = output &* s.patch &+ place
        if let sums = samples.sums {
            group.store(sums + index &* 16, s.patch &* 16)
        } else {
            group.finish(gradient + index, s.patch, accumulates)
        }
    }
}

/// Sixteen numbers for each of some outputs: gradients, or sums at one place of the window.
private protocol OutputGroup {
    /// Zeros.
    init()
    /// From memory, output by output.
    init(loading pointer: UnsafePointer<Float>, _ stride: Int)
    /// Adds `x · y`.
    mutating func add(_ x: Lanes, _ y: Self)
    /// To memory, output by output.
    func store(_ pointer: UnsafeMutablePointer<Float>, _ stride: Int)
    /// Writes each output's total, or adds it to what is there.
    func finish(_ to: UnsafeMutablePointer<Float>, _ stride: Int, _ accumulates: Bool)
}

private struct Single: OutputGroup {
    private var a = Lanes.zero

    @inline(__always) init() {}
    @inline(__always) init(loading pointer: UnsafePointer<Float>, _ stride: Int) { a = Lanes(pointer) }
    @inline(__always) mutating func add(_ x: Lanes, _ y: Self) { a = LevelArithmetic.multiplyAdd(a, x, y.a) }
    @inline(__always) func store(_ pointer: UnsafeMutablePointer<Float>, _ stride: Int) { a.store(pointer) }
    @inline(__always) func finish(_ to: UnsafeMutablePointer<Float>, _ stride: Int, _ accumulates: Bool) {
        to[0] = accumulates ? to[0] + a.total : a.total
    }
}

private struct Twice<Half: OutputGroup>: OutputGroup {
    private var a = Half()
    private var b = Half()
    @inline(__always) private static var half: Int { MemoryLayout<Half>.size / MemoryLayout<Lanes>.size }

    @inline(__always) init() {}
    @inline(__always) init(loading pointer: UnsafePointer<Float>, _ stride: Int) {
        (a, b) = (Half(loading: pointer, stride), Half(loading: pointer + Self.half &* stride, stride))
    }
    @inline(__always) mutating func add(_ x: Lanes, _ y: Self) {
        a.add(x, y.a)
        b.add(x, y.b)
    }
    @inline(__always) func store(_ pointer: UnsafeMutablePointer<Float>, _ stride: Int) {
        a.store(pointer, stride)
        b.store(pointer + Self.half &* stride, stride)
    }
    @inline(__always) func finish(_ to: UnsafeMutablePointer<Float>, _ stride: Int, _ accumulates: Bool) {
        a.finish(to, stride, accumulates)
        b.finish(to + Self.half &* stride, stride, accumulates)
    }
}

private typealias Pair = Twice<Single>
private typealias Quad = Twice<Pair>
