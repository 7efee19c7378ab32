import CProcessor
import Kernels

/// Optimizers' updates, each in one pass over memory. Every element goes through the same instructions, wherever a range begins
/// and ends.
enum Updates {
    static func descend(
        _ count: Int, _ w: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>, rate: Float, decay: Float
    ) {
        let (step, pull) = (Lanes(repeating: -rate), Lanes(repeating: decay))
        var i = 0
        while i &+ 16 <= count {
            descended(Lanes(w + i), Lanes(gradient + i), step, pull, decay).store(w + i)
            i &+= 16
        }
        let left = count &- i
        if left > 0 {
            descended(Lanes(first: left, w + i), Lanes(first: left, gradient + i), step, pull, decay).store(first: left, w + i)
        }
    }

    @inline(__always)
    private static func descended(_ w: Lanes, _ gradient: Lanes, _ step: Lanes, _ pull: Lanes, _ decay: Float) -> Lanes {
        // A coefficient of 0 means that the term is absent: 0·∞ must not arise from it.
        LevelArithmetic.multiplyAdd(w, step, decay == 0 ? gradient : LevelArithmetic.multiplyAdd(gradient, pull, w))
    }

    /// Numbers whose squares are added in Float; the sums of more in Double.
    private static let block = 4096

    static func measuredDescend(
        _ count: Int, _ w: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>, rate: Float
    ) -> (weight: Double, gradient: Double) {
        let step = Lanes(repeating: -rate)
        if count < 16 {
            let (u, g) = (Lanes(first: count, w), Lanes(first: count, gradient))
            LevelArithmetic.multiplyAdd(u, step, g).store(first: count, w)
            return (Double((u * u).total), Double((g * g).total))
        }
        var (weights, gradients) = (0.0, 0.0)
        var i = 0
        while i < count {
            let end = min(count, i &+ block)
            var (a, b, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
            while i &+ 32 <= end {
                let (u, g) = (Lanes(w + i), Lanes(gradient + i))
                a = LevelArithmetic.multiplyAdd(a, u, u)
                b = LevelArithmetic.multiplyAdd(b, g, g)
                LevelArithmetic.multiplyAdd(u, step, g).store(w + i)
                let (v, h) = (Lanes(w + (i &+ 16)), Lanes(gradient + (i &+ 16)))
                c = LevelArithmetic.multiplyAdd(c, v, v)
                d = LevelArithmetic.multiplyAdd(d, h, h)
                LevelArithmetic.multiplyAdd(v, step, h).store(w + (i &+ 16))
                i &+= 32
            }
            if i &+ 16 <= end {
                let (u, g) = (Lanes(w + i), Lanes(gradient + i))
                a = LevelArithmetic.multiplyAdd(a, u, u)
                b = LevelArithmetic.multiplyAdd(b, g, g)
                LevelArithmetic.multiplyAdd(u, step, g).store(w + i)
                i &+= 16
            }
            let left = end &- i
            if left > 0 {
                let (u, g) = (Lanes(first: left, w + i), Lanes(first: left, gradient + i))
                a = LevelArithmetic.multiplyAdd(a, u, u)
                b = LevelArithmetic.multiplyAdd(b, g, g)
                LevelArithmetic.multiplyAdd(u, step, g).store(first: left, w + i)
                i = end
            }
            weights += Double((a + c).total)
            gradients += Double((b + d).total)
        }
        return (weights, gradients)
    }

    /// Leaves out what is known to be 0: `w − rate·0` is w.
    static func descend(
        _ occupancy: GradientOccupancy, _ w: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>, rate: Float
    ) -> Double {
        let step = Lanes(repeating: -rate)
        let (columns, blocks, count, whole) = (
            occupancy.columns, UnsafePointer(occupancy.blockList), occupancy.blockCount, occupancy.wholeBlockCount
        )
        var total = 0.0
        for k in 0..<occupancy.rowCount {
            let row = Int(occupancy.rowList[k]) &* columns
            let (w, gradient) = (w + row, gradient + row)
            var (a, b) = (Lanes.zero, Lanes.zero)
            var j = 0
            while j &+ 2 <= whole {
                let (i, l) = (Int(blocks[j]) &* 16, Int(blocks[j &+ 1]) &* 16)
                let (g, h) = (Lanes(gradient + i), Lanes(gradient + l))
                a = LevelArithmetic.multiplyAdd(a, g, g)
                b = LevelArithmetic.multiplyAdd(b, h, h)
                LevelArithmetic.multiplyAdd(Lanes(w + i), step, g).store(w + i)
                LevelArithmetic.multiplyAdd(Lanes(w + l), step, h).store(w + l)
                j &+= 2
            }
            while j < count {
                let i = Int(blocks[j]) &* 16
                let left = min(16, columns &- i)
                let g = left == 16 ? Lanes(gradient + i) : Lanes(first: left, gradient + i)
                a = LevelArithmetic.multiplyAdd(a, g, g)
                if left == 16 {
                    LevelArithmetic.multiplyAdd(Lanes(w + i), step, g).store(w + i)
                } else {
                    LevelArithmetic.multiplyAdd(Lanes(first: left, w + i), step, g).store(first: left, w + i)
                }
                j &+= 1
            }
            total += Double((a + b).total)
        }
        return total
    }

    static func adam(
        _ count: Int, _ w: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>, _ m: UnsafeMutablePointer<Float>,
        _ v: UnsafeMutablePointer<Float>, _ k: AdamConstants<Float>
    ) {
        var i = 0
        while i &+ 16 <= count {
            var state = AdamLanes(w: Lanes(w + i), m: Lanes(m + i), v: Lanes(v + i))
            state.update(Lanes(gradient + i), k)
            state.w.store(w + i)
            state.m.store(m + i)
            state.v.store(v + i)
            i &+= 16
        }
        let left = count &- i
        if left > 0 {
            var state = AdamLanes(w: Lanes(first: left, w + i), m: Lanes(first: left, m + i), v: Lanes(first: left, v + i))
            state.update(Lanes(first: left, gradient + i), k)
            state.w.store(first: left, w + i)
            state.m.store(first: left, m + i)
            state.v.store(first: left, v + i)
        }
    }

    private struct AdamLanes {
        var w: Lanes
        var m: Lanes
        var v: Lanes

        @inline(__always)
        mutating func update(_ gradient: Lanes, _ k: AdamConstants<Float>) {
            let g = k.l2 == 0 ? gradient : LevelArithmetic.multiplyAdd(gradient, Lanes(repeating: k.l2), w)
            m = LevelArithmetic.multiplyAdd(Lanes(repeating: k.take1) * g, Lanes(repeating: k.beta1), m)
            v = LevelArithmetic.multiplyAdd(Lanes(repeating: k.take2) * g * g, Lanes(repeating: k.beta2), v)
            let kept = k.keep == 1 ? w : w * k.keep
            w = kept - k.rate * (m / (backstep_root(v) * (1 / k.correction) + k.epsilon))
        }
    }
}
