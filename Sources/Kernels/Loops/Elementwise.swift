import CProcessor
import Kernels

/// Functions of one element, sixteen at a time. What is left at the end goes through the same instructions, so that an element's
/// result does not depend on where a range begins and ends.
enum Elementwise {
    @inline(__always)
    static func map<Function: LaneFunction>(
        _ function: Function.Type, _ count: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>
    ) {
        var i = 0
        while i &+ 16 <= count {
            function.value(Lanes(x + i)).store(y + i)
            i &+= 16
        }
        if i < count { function.value(Lanes(first: count &- i, x + i)).store(first: count &- i, y + i) }
    }

    @inline(__always)
    static func map<Function: LaneFunction2>(
        _ function: Function.Type, _ count: Int, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>,
        _ y: UnsafeMutablePointer<Float>
    ) {
        var i = 0
        while i &+ 16 <= count {
            function.value(Lanes(a + i), Lanes(b + i)).store(y + i)
            i &+= 16
        }
        let left = count &- i
        if left > 0 { function.value(Lanes(first: left, a + i), Lanes(first: left, b + i)).store(first: left, y + i) }
    }

    static func rectify(_ count: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>) {
        map(Rectifier.self, count, x, y)
    }

    static func rectifyGradient(
        _ count: Int, _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>
    ) {
        map(RectifierGradient.self, count, x, dy, dx)
    }

    static func sigmoid(_ count: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>) {
        map(Logistic.self, count, x, y)
    }

    static func sigmoidGradient(
        _ count: Int, _ y: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>
    ) {
        map(LogisticGradient.self, count, y, dy, dx)
    }

    static func tanh(_ count: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>) {
        map(HyperbolicTangent.self, count, x, y)
    }

    static func tanhGradient(
        _ count: Int, _ y: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>
    ) {
        map(HyperbolicTangentGradient.self, count, y, dy, dx)
    }

    /// `sums += every row`, column by column in the order of the rows.
    static func sumRows(
        rows: Int, columns: Int, _ matrix: UnsafePointer<Float>, into sums: UnsafeMutablePointer<Float>, accumulates: Bool
    ) {
        var j = 0
        while j < columns {
            let left = min(16, columns &- j)
            var p = matrix + j
            if left == 16 {
                var sum = accumulates ? Lanes(sums + j) : .zero
                for _ in 0..<rows {
                    sum += Lanes(p)
                    p += columns
                }
                sum.store(sums + j)
            } else {
                var sum = accumulates ? Lanes(first: left, sums + j) : .zero
                for _ in 0..<rows {
                    sum += Lanes(first: left, p)
                    p += columns
                }
                sum.store(first: left, sums + j)
            }
            j &+= left
        }
    }

    /// `y += b` in every row.
    static func addBias(rows: Int, columns: Int, _ bias: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>) {
        var row = y
        for _ in 0..<rows {
            map(Sum.self, columns, row, bias, row)
            row += columns
        }
    }
}

/// A function of sixteen numbers. A type and not a closure, so that it ends up inside the loop.
protocol LaneFunction {
    static func value(_ x: Lanes) -> Lanes
}

/// A function of two times sixteen numbers.
protocol LaneFunction2 {
    static func value(_ a: Lanes, _ b: Lanes) -> Lanes
}

private enum Sum: LaneFunction2 {
    @inline(__always) static func value(_ a: Lanes, _ b: Lanes) -> Lanes { a + b }
}

private enum Rectifier: LaneFunction {
    @inline(__always) static func value(_ x: Lanes) -> Lanes { x.replacing(with: 0, where: x .<= 0) }
}

private enum RectifierGradient: LaneFunction2 {
    @inline(__always) static func value(_ x: Lanes, _ dy: Lanes) -> Lanes { dy.replacing(with: 0, where: x .<= 0) }
}

private enum Logistic: LaneFunction {
    @inline(__always) static func value(_ x: Lanes) -> Lanes { 1 / (1 + (-x).exponential()) }
}

private enum LogisticGradient: LaneFunction2 {
    @inline(__always) static func value(_ y: Lanes, _ dy: Lanes) -> Lanes { dy * (y * (1 - y)) }
}

private enum HyperbolicTangent: LaneFunction {
    @inline(__always) static func value(_ x: Lanes) -> Lanes { x.hyperbolicTangent() }
}

private enum HyperbolicTangentGradient: LaneFunction2 {
    @inline(__always) static func value(_ y: Lanes, _ dy: Lanes) -> Lanes { dy * (1 - y * y) }
}

/// Softmax over rows.
enum SoftmaxLoops {
    static func softmax(rows: Int, columns: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>) {
        for row in 0..<rows {
            let (x, y) = (x + row &* columns, y + row &* columns)
            let maximum = Lanes(repeating: largest(columns, x))
            var sum = Lanes.zero
            var i = 0
            while i &+ 16 <= columns {
                let e = (Lanes(x + i) - maximum).exponential()
                e.store(y + i)
                sum += e
                i &+= 16
            }
            let left = columns &- i
            if left > 0 {
                let e = tail(left, x + i, maximum)
                e.store(first: left, y + i)
                sum += e
            }
            let total = Lanes(repeating: sum.total)
            i = 0
            while i < columns {
                let left = min(16, columns &- i)
                if left == 16 {
                    (Lanes(y + i) / total).store(y + i)
                } else {
                    (Lanes(first: left, y + i) / total).store(first: left, y + i)
                }
                i &+= 16
            }
        }
    }

    static func sum(_ count: Int, _ x: UnsafePointer<Float>) -> (maximum: Float, sum: Float) {
        let largest = largest(count, x)
        let maximum = Lanes(repeating: largest)
        var sum = Lanes.zero
        var i = 0
        while i &+ 16 <= count {
            sum += (Lanes(x + i) - maximum).exponential()
            i &+= 16
        }
        if i < count { sum += tail(count &- i, x + i, maximum) }
        return (largest, sum.total)
    }

    /// The last few exponentials of a row, zeros behind.
    @inline(__always)
    private static func tail(_ count: Int, _ x: UnsafePointer<Float>, _ maximum: Lanes) -> Lanes {
        backstep_first(count, (Lanes(first: count, x) - maximum).exponential(), 0)
    }

    /// The largest of a row; NaN if any is NaN.
    @inline(__always)
    private static func largest(_ count: Int, _ x: UnsafePointer<Float>) -> Float {
        var best = Lanes(repeating: -.infinity)
        // 0 while all are numbers.
        var check = SIMD16<Int32>.zero
        var i = 0
        while i < count {
            let left = min(16, count &- i)
            let lanes = left == 16 ? Lanes(x + i) : backstep_first(left, Lanes(first: left, x + i), -.infinity)
            check |= (lanes .!= lanes).lanes
            best = best.replacing(with: lanes, where: lanes .> best)
            i &+= 16
        }
        return check == .zero ? backstep_largest(best) : .nan
    }
}

extension Lanes {
    /// Product and sum rounded apart. Functions of one number are computed so, in the lanes and one by one.
    @inline(__always)
    private func multiplyAdd(_ sum: Lanes, _ a: Lanes, _ b: Lanes) -> Lanes { sum + a * b }

    /// `eˣ` within 1 ULP: `2ⁿ·eʳ` with `|r| ≤ ½ ln 2`, `eʳ` by the polynomial of Cephes' `expf` (Moshier, 1989).
    @inline(__always)
    func exponential() -> Lanes {
        // Beyond these it is 0 or ∞; NaN stays.
        let x = replacing(with: -105, where: self .< -105).replacing(with: 89, where: self .> 89)
        // Adding 1.5·2²³ rounds to a whole number and leaves it in the low bits.
        let shifter = Lanes(repeating: 12_582_912)
        let shifted = x * 1.442_695_04 + shifter
        let n = shifted - shifter
        let r = multiplyAdd(
            multiplyAdd(x, n, Lanes(repeating: -0.693_359_375)), n, Lanes(repeating: 2.121_944_40e-4))
        var p = Lanes(repeating: 1.987_569_15e-4)
        p = multiplyAdd(Lanes(repeating: 1.398_199_950_7e-3), p, r)
        p = multiplyAdd(Lanes(repeating: 8.333_451_907_3e-3), p, r)
        p = multiplyAdd(Lanes(repeating: 4.166_579_589_4e-2), p, r)
        p = multiplyAdd(Lanes(repeating: 1.666_666_545_9e-1), p, r)
        p = multiplyAdd(Lanes(repeating: 5.000_000_120_1e-1), p, r)
        let power = multiplyAdd(r, p, r * r) + 1
        // 2ⁿ in two factors, so that neither overflows where the product does not.
        let exponent = unsafeBitCast(shifted, to: SIMD16<Int32>.self) &- unsafeBitCast(shifter, to: SIMD16<Int32>.self)
        let half = exponent &>> 1
        return power * Lanes.powerOfTwo(half) * Lanes.powerOfTwo(exponent &- half)
    }

    @inline(__always)
    private static func powerOfTwo(_ exponent: SIMD16<Int32>) -> Lanes {
        unsafeBitCast((exponent &+ 127) &<< 23, to: Lanes.self)
    }

    /// `tanh x` within 2 ULP: an odd polynomial (Cephes' `tanhf`) near 0, `1 − 2/(e²ˣ + 1)` elsewhere.
    @inline(__always)
    func hyperbolicTangent() -> Lanes {
        let size = replacing(with: -self, where: self .< 0)
        let z = self * self
        var p = Lanes(repeating: -5.704_988_727_45e-3)
        p = multiplyAdd(Lanes(repeating: 2.063_908_879_54e-2), p, z)
        p = multiplyAdd(Lanes(repeating: -5.373_971_555_31e-2), p, z)
        p = multiplyAdd(Lanes(repeating: 1.333_144_220_36e-1), p, z)
        p = multiplyAdd(Lanes(repeating: -3.333_328_194_22e-1), p, z)
        let near = multiplyAdd(self, p * z, self)
        let far = 1 - 2 / ((size + size).exponential() + 1)
        return far.replacing(with: -far, where: self .< 0).replacing(with: near, where: size .< 0.625)
    }
}
