import Kernels

/// Copies of a few numbers, such as a line of an image, for which calling a function would take longer than copying.
enum Copying {
    @inline(__always)
    static func copy(_ count: Int, _ from: UnsafePointer<Float>, _ to: UnsafeMutablePointer<Float>) {
        if count >= 16 {
            var i = 0
            while i &+ 16 <= count {
                Lanes(from + i).store(to + i)
                i &+= 16
            }
            // The last ones once more, together with what is left.
            if i < count { Lanes(from + (count &- 16)).store(to + (count &- 16)) }
        } else if count >= 8 {
            ends(SIMD8<Float>.self, count &- 8, from, to)
        } else if count >= 4 {
            ends(SIMD4<Float>.self, count &- 4, from, to)
        } else {
            for i in 0..<count { to[i] = from[i] }
        }
    }

    /// The first numbers and, from `second` on, the last ones.
    @inline(__always)
    private static func ends<Part: SIMD<Float>>(
        _ part: Part.Type, _ second: Int, _ from: UnsafePointer<Float>, _ to: UnsafeMutablePointer<Float>
    ) {
        let first = UnsafeRawPointer(from).loadUnaligned(as: Part.self)
        let last = UnsafeRawPointer(from + second).loadUnaligned(as: Part.self)
        UnsafeMutableRawPointer(to).storeBytes(of: first, as: Part.self)
        UnsafeMutableRawPointer(to + second).storeBytes(of: last, as: Part.self)
    }
}
