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
        _ count: Int, _ w: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>, rate: Float, measuresChange: Bool
    ) -> DescentSquares {
        let step = Lanes(repeating: -rate)
        if count < 16 {
            let (u, g) = (Lanes(first: count, w), Lanes(first: count, gradient))
            let new = LevelArithmetic.multiplyAdd(u, step, g)
            new.store(first: count, w)
            let change = new - u
            return DescentSquares(
                weight: Double((u * u).total), gradient: Double((g * g).total), change: Double((change * change).total))
        }
        var sums = DescentSquares()
        var i = 0
        while i < count {
            let end = min(count, i &+ block)
            var (even, odd) = (Squares(), Squares())
            while i &+ 32 <= end {
                even.descended(Lanes(w + i), Lanes(gradient + i), step, measuresChange).store(w + i)
                let second = i &+ 16
                odd.descended(Lanes(w + second), Lanes(gradient + second), step, measuresChange).store(w + second)
                i &+= 32
            }
            if i &+ 16 <= end {
                even.descended(Lanes(w + i), Lanes(gradient + i), step, measuresChange).store(w + i)
                i &+= 16
            }
            let left = end &- i
            if left > 0 {
                even.descended(Lanes(first: left, w + i), Lanes(first: left, gradient + i), step, measuresChange)
                    .store(first: left, w + i)
                i = end
            }
            sums.weight += Double((even.weight + odd.weight).total)
            sums.gradient += Double((even.gradient + odd.gradient).total)
            sums.change += Double((even.change + odd.change).total)
        }
        return sums
    }

    /// Squares of a part of a step, added up lane by lane.
    private struct Squares {
        var weight = Lanes.zero
        var gradient = Lanes.zero
        var change = Lanes.zero

        /// `w − rate·g`, its squares added.
        @inline(__always)
        mutating func descended(_ w: Lanes, _ g: Lanes, _ step: Lanes, _ measuresChange: Bool) -> Lanes {
            weight = LevelArithmetic.multiplyAdd(weight, w, w)
            return descendedAlone(w, g, step, measuresChange)
        }

        /// The same without the squares of the weights.
        @inline(__always)
        mutating func descendedAlone(_ w: Lanes, _ g: Lanes, _ step: Lanes, _ measuresChange: Bool) -> Lanes {
            gradient = LevelArithmetic.multiplyAdd(gradient, g, g)
            let new = LevelArithmetic.multiplyAdd(w, step, g)
            if measuresChange {
                let difference = new - w
                change = LevelArithmetic.multiplyAdd(change, difference, difference)
            }
            return new
        }
    }

    /// Leaves out what is known to be 0: `w − rate·0` is w.
    static func descend(
        _ occupancy: GradientOccupancy, _ w: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>, rate: Float,
        measuresChange: Bool
    ) -> DescentSquares {
        let step = Lanes(repeating: -rate)
        let (columns, blocks, count, whole) = (
            occupancy.columns, UnsafePointer(occupancy.blockList), occupancy.blockCount, occupancy.wholeBlockCount
        )
        var sums = DescentSquares()
        for k in 0..<occupancy.rowCount {
            let row = Int(occupancy.rowList[k]) &* columns
            let (w, gradient) = (w + row, gradient + row)
            var (even, odd) = (Squares(), Squares())
            var j = 0
            while j &+ 2 <= whole {
                let (i, l) = (Int(blocks[j]) &* 16, Int(blocks[j &+ 1]) &* 16)
                even.descendedAlone(Lanes(w + i), Lanes(gradient + i), step, measuresChange).store(w + i)
                odd.descendedAlone(Lanes(w + l), Lanes(gradient + l), step, measuresChange).store(w + l)
                j &+= 2
            }
            while j < count {
                let i = Int(blocks[j]) &* 16
                let left = min(16, columns &- i)
                if left == 16 {
                    even.descendedAlone(Lanes(w + i), Lanes(gradient + i), step, measuresChange).store(w + i)
                } else {
                    even.descendedAlone(Lanes(first: left, w + i), Lanes(first: left, gradient + i), step, measuresChange)
                        .store(first: left, w + i)
                }
                j &+= 1
            }
            sums.gradient += Double((even.gradient + odd.gradient).total)
            sums.change += Double((even.change + odd.change).total)
        }
        return sums
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
