import CProcessor
import Kernels

/// Maxima of windows of 2×2 that neither overlap nor leave anything out.
enum Pooling {
    /// `y[p, i, j]` is the largest of `x[p, 2i…2i+1, 2j…2j+1]`; `lines` is the number of all rows of y.
    ///
    /// Lanes that stick out of a row fall on what is computed later; only near the end of memory are they cut off.
    static func forward(lines: Int, width: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>) {
        let total = lines &* width
        for line in 0..<lines {
            var j = 0
            while j < width {
                let place = line &* width &+ j
                let upper = x + (4 &* line &* width &+ 2 &* j)
                let left = total &- place
                // The lower row is the last to be read: 32 values from 2·width behind the upper one.
                if 4 &* line &* width &+ 2 &* j &+ 2 &* width &+ 32 <= 4 &* total, left >= 16 {
                    largest(Windows(upper, 2 &* width)).store(y + place)
                } else {
                    let count = min(16, width &- j)
                    largest(Windows(upper, 2 &* width, count: count)).store(first: count, y + place)
                }
                j &+= 16
            }
        }
    }

    /// `dx` is dy at the first maximum of each window, 0 elsewhere.
    ///
    /// Lanes that stick out of the upper row fall on the beginning of the lower one, and so may only those at the beginning of a
    /// row.
    static func backward(
        lines: Int, width: Int, _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>
    ) {
        let total = lines &* width
        for line in 0..<lines {
            var j = 0
            while j < width {
                let place = line &* width &+ j
                let start = 4 &* line &* width &+ 2 &* j
                let below = 2 &* width
                let count = min(16, width &- j)
                let isWhole = start &+ below &+ 32 <= 4 &* total && total &- place >= 16 && (j == 0 || width &- j >= 16)
                let windows = isWhole ? Windows(x + start, below) : Windows(x + start, below, count: count)
                let gradient = isWhole ? Lanes(dy + place) : Lanes(first: count, dy + place)
                let parts = share(windows, gradient)
                let (low0, high0) = (backstep_interleave_low(parts.a, parts.b), backstep_interleave_high(parts.a, parts.b))
                let (low1, high1) = (backstep_interleave_low(parts.c, parts.d), backstep_interleave_high(parts.c, parts.d))
                if isWhole {
                    low0.store(dx + start)
                    high0.store(dx + (start &+ 16))
                    low1.store(dx + (start &+ below))
                    high1.store(dx + (start &+ below &+ 16))
                } else {
                    let (first, second) = (min(16, 2 &* count), max(0, 2 &* count &- 16))
                    low0.store(first: first, dx + start)
                    high0.store(first: second, dx + (start &+ 16))
                    low1.store(first: first, dx + (start &+ below))
                    high1.store(first: second, dx + (start &+ below &+ 16))
                }
                j &+= 16
            }
        }
    }

    /// The four values of sixteen windows.
    private struct Windows {
        let a: Lanes
        let b: Lanes
        let c: Lanes
        let d: Lanes

        @inline(__always)
        init(_ upper: UnsafePointer<Float>, _ below: Int) {
            self.init(Lanes(upper), Lanes(upper + 16), Lanes(upper + below), Lanes(upper + (below &+ 16)))
        }

        /// The first `count` windows.
        @inline(__always)
        init(_ upper: UnsafePointer<Float>, _ below: Int, count: Int) {
            let (first, second) = (min(16, 2 &* count), max(0, 2 &* count &- 16))
            let lower = upper + below
            self.init(
                Lanes(first: first, upper), Lanes(first: second, upper + 16), Lanes(first: first, lower),
                Lanes(first: second, lower + 16))
        }

        @inline(__always)
        private init(_ u0: Lanes, _ u1: Lanes, _ l0: Lanes, _ l1: Lanes) {
            (a, b, c, d) = (backstep_even(u0, u1), backstep_odd(u0, u1), backstep_even(l0, l1), backstep_odd(l0, l1))
        }
    }

    /// Where a later value takes the place of the best so far: it is larger, or NaN.
    @inline(__always)
    private static func beats(_ value: Lanes, _ best: Lanes) -> SIMDMask<SIMD16<Int32>> { (value .> best) .| (value .!= value) }

    @inline(__always)
    private static func largest(_ w: Windows) -> Lanes {
        var best = w.a
        best = best.replacing(with: w.b, where: beats(w.b, best))
        best = best.replacing(with: w.c, where: beats(w.c, best))
        return best.replacing(with: w.d, where: beats(w.d, best))
    }

    @inline(__always)
    private static func share(_ w: Windows, _ dy: Lanes) -> (a: Lanes, b: Lanes, c: Lanes, d: Lanes) {
        var best = w.a
        let second = beats(w.b, best)
        best = best.replacing(with: w.b, where: second)
        let third = beats(w.c, best)
        best = best.replacing(with: w.c, where: third)
        let fourth = beats(w.d, best)
        return (
            dy.replacing(with: 0, where: second .| third .| fourth),
            Lanes.zero.replacing(with: dy, where: second .& .!(third .| fourth)),
            Lanes.zero.replacing(with: dy, where: third .& .!fourth), Lanes.zero.replacing(with: dy, where: fourth)
        )
    }
}
