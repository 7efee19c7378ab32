import Kernels

/// Convolution of stride 1 without a matrix of patches: sixteen windows of a padded image at a time, every weight a factor for
/// all of them.
enum Convolution {
    /// Copies samples into their padded layout; the padding is 0. Returns whether all numbers are finite.
    @discardableResult
    static func pad(
        _ s: ConvolutionShape, count: Int, _ x: UnsafePointer<Float>, into padded: UnsafeMutablePointer<Float>
    ) -> Bool {
        var check: Float = 0
        var (from, plane) = (x, padded)
        for _ in 0..<(count &* s.channels) {
            plane.update(repeating: 0, count: s.inputStride)
            var to = plane + s.padHeight &* s.paddedWidth + s.padWidth
            for _ in 0..<s.height {
                Copying.copy(s.width, from, to)
                from += s.width
                to += s.paddedWidth
            }
            var lanes = Lanes.zero
            var i = 0
            while i < s.inputStride {
                lanes += Lanes(plane + i) * 0
                i &+= 16
            }
            check += lanes.total
            plane += s.inputStride
        }
        return check == 0
    }

    /// Copies output gradients into rows of the padded width, zeros around. Without `clears` the zeros are there from the sample
    /// before.
    static func spread(
        _ s: ConvolutionShape, count: Int, _ dy: UnsafePointer<Float>, into spread: UnsafeMutablePointer<Float>,
        clears: Bool = true
    ) {
        var (from, plane) = (dy, spread)
        for _ in 0..<(count &* s.outputs) {
            if clears { plane.update(repeating: 0, count: s.gradientStride) }
            var to = plane + s.reach
            for _ in 0..<s.outputHeight {
                Copying.copy(s.outputWidth, from, to)
                from += s.outputWidth
                to += s.paddedWidth
            }
            plane += s.gradientStride
        }
    }

    /// `y = w ⋆ x + b` for all samples.
    static func forward(
        _ s: ConvolutionShape, count: Int, _ x: UnsafePointer<Float>, _ weight: UnsafePointer<Float>,
        bias: UnsafePointer<Float>?, _ y: UnsafeMutablePointer<Float>, _ scratch: ConvolutionScratch<Float>
    ) {
        var (from, to) = (x, y)
        let window = Window(
            planes: s.channels, planeStride: s.inputStride, height: s.kernelHeight, width: s.kernelWidth,
            rowStride: s.paddedWidth)
        let factors = Factors(start: weight, rowStride: s.patch, planeStride: s.kernelHeight &* s.kernelWidth, step: 1)
        for _ in 0..<count {
            pad(s, count: 1, from, into: scratch.input)
            correlate(window, scratch.input, factors, rows: s.outputs, span: s.span, bias: bias, scratch.flat)
            for output in 0..<s.outputs {
                var row = UnsafePointer(scratch.flat + output &* s.span)
                for _ in 0..<s.outputHeight {
                    Copying.copy(s.outputWidth, row, to)
                    to += s.outputWidth
                    row += s.paddedWidth
                }
            }
            from += s.channels &* s.height &* s.width
        }
    }

    /// The input's gradient from spread output gradients: a convolution with the kernel turned round.
    static func inputGradient(
        _ s: ConvolutionShape, count: Int, _ weight: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>,
        _ scratch: ConvolutionScratch<Float>
    ) {
        let area = s.kernelHeight &* s.kernelWidth
        let window = Window(
            planes: s.outputs, planeStride: s.gradientStride, height: s.kernelHeight, width: s.kernelWidth,
            rowStride: s.paddedWidth)
        let factors = Factors(start: weight + (area &- 1), rowStride: area, planeStride: s.patch, step: -1)
        var to = dx
        for sample in 0..<count {
            correlate(
                window, scratch.gradient + sample &* s.gradientScratch, factors, rows: s.channels, span: s.imageSpan, bias: nil,
                scratch.flat)
            for channel in 0..<s.channels {
                var row = UnsafePointer(scratch.flat + channel &* s.imageSpan) + (s.padHeight &* s.paddedWidth &+ s.padWidth)
                for _ in 0..<s.height {
                    Copying.copy(s.width, row, to)
                    to += s.width
                    row += s.paddedWidth
                }
            }
        }
    }

    // MARK: Correlation

    /// Places under a window, plane by plane.
    struct Window {
        let planes: Int
        let planeStride: Int
        let height: Int
        let width: Int
        let rowStride: Int
    }

    /// Weights: from one row of results to the next, from plane to plane, and from place to place.
    struct Factors {
        var start: UnsafePointer<Float>
        let rowStride: Int
        let planeStride: Int
        let step: Int
    }

    #if AVX512
        private typealias Wide = Four
    #else
        private typealias Wide = One
    #endif

    /// `out[r][q] = b[r] + Σ_{c,u,v} image[c][q + shift(u, v)] · factor[r][c, u, v]` for `span` positions q.
    private static func correlate(
        _ window: Window, _ image: UnsafePointer<Float>, _ factors: Factors, rows: Int, span: Int, bias: UnsafePointer<Float>?,
        _ out: UnsafeMutablePointer<Float>
    ) {
        var q = 0
        while q &+ Wide.width <= span {
            correlate(Wide.self, window, image + q, factors, rows, span, bias, out + q)
            q &+= Wide.width
        }
        while q < span {
            correlate(One.self, window, image + q, factors, rows, span, bias, out + q)
            q &+= 16
        }
    }

    @inline(__always)
    private static func correlate<Group: LaneGroup>(
        _ group: Group.Type, _ window: Window, _ image: UnsafePointer<Float>, _ factors: Factors, _ rows: Int, _ span: Int,
        _ bias: UnsafePointer<Float>?, _ out: UnsafeMutablePointer<Float>
    ) {
        var factors = factors
        var row = 0
        while row &+ 6 <= rows {
            six(group, window, image, factors, span, bias.map { $0 + row }, out + row &* span)
            factors.start += 6 &* factors.rowStride
            row &+= 6
        }
        while row &+ 4 <= rows {
            four(group, window, image, factors, span, bias.map { $0 + row }, out + row &* span)
            factors.start += 4 &* factors.rowStride
            row &+= 4
        }
        while row < rows {
            one(group, window, image, factors, bias.map { $0 + row }, out + row &* span)
            factors.start += factors.rowStride
            row &+= 1
        }
    }

    @inline(__always)
    private static func six<Group: LaneGroup>(
        _ group: Group.Type, _ window: Window, _ image: UnsafePointer<Float>, _ factors: Factors, _ span: Int,
        _ bias: UnsafePointer<Float>?, _ out: UnsafeMutablePointer<Float>
    ) {
        var (a, b, c) = (Group.zero, Group.zero, Group.zero)
        var (d, e, f) = (Group.zero, Group.zero, Group.zero)
        let n = factors.rowStride
        for plane in 0..<window.planes {
            var w = factors.start + plane &* factors.planeStride
            for u in 0..<window.height {
                let line = image + (plane &* window.planeStride &+ u &* window.rowStride)
                for v in 0..<window.width {
                    let x = Group(line + v)
                    a.add(w[0], x)
                    b.add(w[n], x)
                    c.add(w[2 &* n], x)
                    d.add(w[3 &* n], x)
                    e.add(w[4 &* n], x)
                    f.add(w[5 &* n], x)
                    w += factors.step
                }
            }
        }
        if let bias {
            let ones = Group.ones
            a.add(bias[0], ones)
            b.add(bias[1], ones)
            c.add(bias[2], ones)
            d.add(bias[3], ones)
            e.add(bias[4], ones)
            f.add(bias[5], ones)
        }
        a.store(out)
        b.store(out + span)
        c.store(out + 2 &* span)
        d.store(out + 3 &* span)
        e.store(out + 4 &* span)
        f.store(out + 5 &* span)
    }

    @inline(__always)
    private static func four<Group: LaneGroup>(
        _ group: Group.Type, _ window: Window, _ image: UnsafePointer<Float>, _ factors: Factors, _ span: Int,
        _ bias: UnsafePointer<Float>?, _ out: UnsafeMutablePointer<Float>
    ) {
        var (a, b, c, d) = (Group.zero, Group.zero, Group.zero, Group.zero)
        let n = factors.rowStride
        for plane in 0..<window.planes {
            var w = factors.start + plane &* factors.planeStride
            for u in 0..<window.height {
                let line = image + (plane &* window.planeStride &+ u &* window.rowStride)
                for v in 0..<window.width {
                    let x = Group(line + v)
                    a.add(w[0], x)
                    b.add(w[n], x)
                    c.add(w[2 &* n], x)
                    d.add(w[3 &* n], x)
                    w += factors.step
                }
            }
        }
        if let bias {
            let ones = Group.ones
            a.add(bias[0], ones)
            b.add(bias[1], ones)
            c.add(bias[2], ones)
            d.add(bias[3], ones)
        }
        a.store(out)
        b.store(out + span)
        c.store(out + 2 &* span)
        d.store(out + 3 &* span)
    }

    @inline(__always)
    private static func one<Group: LaneGroup>(
        _ group: Group.Type, _ window: Window, _ image: UnsafePointer<Float>, _ factors: Factors, _ bias: UnsafePointer<Float>?,
        _ out: UnsafeMutablePointer<Float>
    ) {
        var a = Group.zero
        for plane in 0..<window.planes {
            var w = factors.start + plane &* factors.planeStride
            for u in 0..<window.height {
                let line = image + (plane &* window.planeStride &+ u &* window.rowStride)
                for v in 0..<window.width {
                    a.add(w[0], Group(line + v))
                    w += factors.step
                }
            }
        }
        if let bias { a.add(bias[0], Group.ones) }
        a.store(out)
    }
}
