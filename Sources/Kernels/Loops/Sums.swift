import Kernels

/// Sums over many numbers, in sixteen lanes that are added up at the end.
enum Sums {
    /// Whether none is NaN or infinite.
    static func areFinite(_ count: Int, _ x: UnsafePointer<Float>) -> Bool {
        var check = Lanes.zero
        var i = 0
        while i &+ 16 <= count {
            check += Lanes(x + i) * 0
            i &+= 16
        }
        if i < count { check += Lanes(first: count &- i, x + i) * 0 }
        return check.total == 0
    }

    /// Numbers that are added in Float; the sums of more in Double.
    private static let block = 4096

    static func squares(_ count: Int, _ x: UnsafePointer<Float>) -> Double {
        var total = 0.0
        var i = 0
        while i < count {
            let end = min(count, i &+ block)
            var (a, b, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
            while i &+ 64 <= end {
                let (s, t, u, v) = (Lanes(x + i), Lanes(x + (i &+ 16)), Lanes(x + (i &+ 32)), Lanes(x + (i &+ 48)))
                a = LevelArithmetic.multiplyAdd(a, s, s)
                b = LevelArithmetic.multiplyAdd(b, t, t)
                c = LevelArithmetic.multiplyAdd(c, u, u)
                d = LevelArithmetic.multiplyAdd(d, v, v)
                i &+= 64
            }
            while i < end {
                let left = min(16, end &- i)
                let s = left == 16 ? Lanes(x + i) : Lanes(first: left, x + i)
                a = LevelArithmetic.multiplyAdd(a, s, s)
                i &+= left
            }
            total += Double(((a + b) + (c + d)).total)
        }
        return total
    }

    static func squaredDifferences(_ count: Int, _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>) -> Float {
        var (a, b) = (Lanes.zero, Lanes.zero)
        var i = 0
        while i &+ 32 <= count {
            let (u, v) = (Lanes(x + i) - Lanes(y + i), Lanes(x + (i &+ 16)) - Lanes(y + (i &+ 16)))
            a = LevelArithmetic.multiplyAdd(a, u, u)
            b = LevelArithmetic.multiplyAdd(b, v, v)
            i &+= 32
        }
        while i < count {
            let left = min(16, count &- i)
            let u = Lanes(first: left, x + i) - Lanes(first: left, y + i)
            a = LevelArithmetic.multiplyAdd(a, u, u)
            i &+= 16
        }
        return (a + b).total
    }

    static func magnitudes(_ count: Int, _ x: UnsafePointer<Float>) -> Float {
        if count < 16 { return magnitude(Lanes(first: count, x)).total }
        var (a, b, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
        var i = 0
        while i &+ 64 <= count {
            a += magnitude(Lanes(x + i))
            b += magnitude(Lanes(x + (i &+ 16)))
            c += magnitude(Lanes(x + (i &+ 32)))
            d += magnitude(Lanes(x + (i &+ 48)))
            i &+= 64
        }
        while i < count {
            a += magnitude(count &- i >= 16 ? Lanes(x + i) : Lanes(first: count &- i, x + i))
            i &+= 16
        }
        return ((a + b) + (c + d)).total
    }

    @inline(__always)
    private static func magnitude(_ x: Lanes) -> Lanes {
        unsafeBitCast(unsafeBitCast(x, to: SIMD16<UInt32>.self) & 0x7fff_ffff, to: Lanes.self)
    }
}
