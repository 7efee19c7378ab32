/// Learning rates that a key steps through: 1, 2, 5 in each decade.
package enum RateLadder {
    private static let rungs = [1.0, 2.0, 5.0]

    package static func next(_ rate: Double, up: Bool) -> Double {
        var candidates: [Double] = []
        var scale = 1e-7
        while scale < 1e3 {
            candidates += rungs.map { $0 * scale }
            scale *= 10
        }
        let exact = candidates.map { (($0 * 1e9).rounded() / 1e9) }
        if up { return exact.first { $0 > rate * 1.0001 } ?? rate }
        return exact.last { $0 < rate * 0.9999 } ?? rate
    }
}
