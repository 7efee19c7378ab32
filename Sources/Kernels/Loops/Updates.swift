import CProcessor
import Kernels

/// Optimizers' updates, each in one pass over memory. Every element goes through the same instructions, wherever a range begins and ends.
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
