import Testing

/// True if two numbers agree to a relative tolerance, or to an absolute one near 0.
func agree(_ a: Double, _ b: Double, _ tolerance: Double = 1e-4, near zero: Double = 1e-6) -> Bool {
    (a - b).magnitude <= max(zero, tolerance * max(a.magnitude, b.magnitude))
}

func agree(_ a: [Double], _ b: [Double], _ tolerance: Double = 1e-4, near zero: Double = 1e-6) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { agree($0, $1, tolerance, near: zero) }
}

func agree(_ a: [Float], _ b: [Double], _ tolerance: Double = 1e-4, near zero: Double = 1e-6) -> Bool {
    agree(a.map(Double.init), b, tolerance, near: zero)
}
