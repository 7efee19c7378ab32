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

    static func squares(_ count: Int, _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>) -> (Float, Float) {
        var (a, b, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
        var i = 0
        while i &+ 32 <= count {
            let (u, v) = (Lanes(x + i), Lanes(y + i))
            let (s, t) = (Lanes(x + (i &+ 16)), Lanes(y + (i &+ 16)))
            a = LevelArithmetic.multiplyAdd(a, u, u)
            b = LevelArithmetic.multiplyAdd(b, v, v)
            c = LevelArithmetic.multiplyAdd(c, s, s)
            d = LevelArithmetic.multiplyAdd(d, t, t)
            i &+= 32
        }
        while i < count {
            let left = min(16, count &- i)
            let (u, v) = (Lanes(first: left, x + i), Lanes(first: left, y + i))
            a = LevelArithmetic.multiplyAdd(a, u, u)
            b = LevelArithmetic.multiplyAdd(b, v, v)
            i &+= 16
        }
        return ((a + c).total, (b + d).total)
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
        var a = Lanes.zero
        var i = 0
        while i < count {
            let u = count &- i >= 16 ? Lanes(x + i) : Lanes(first: count &- i, x + i)
            a += u.replacing(with: -u, where: u .< 0)
            i &+= 16
        }
        return a.total
    }
}
