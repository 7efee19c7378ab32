extension Elementary {
    /// `∛x`: a guess from the exponent, improved by Halley's iteration. Below 0.6 ULP.
    public static func cbrt(_ x: Double) -> Double {
        if x.isNaN { return .nan }
        let size = x.magnitude
        if size == 0 || size == .infinity { return x }
        // The far ends are brought in by 2¹⁸⁰, their roots back by 2⁶⁰: no cube is subnormal or infinite.
        let (isSmall, isLarge) = (size < 0x1p-900, size > 0x1p900)
        let a = isSmall ? size * 0x1p180 : isLarge ? size * 0x1p-180 : size
        // A third of the exponent's bits: within 6 %.
        var root = Double(bitPattern: a.bitPattern / 3 + 0x2a9f_7893_782d_a1ce)
        for _ in 0..<3 {
            let cube = root * root * root
            root -= root * ((cube - a) / (cube + cube + a))
        }
        // A last step of Newton's with the cube to 106 bits.
        let square = Pair(product: root, root)
        let cube = square * root
        root -= ((cube.high - a) + cube.low) / (3 * square.high)
        let result = isSmall ? root * 0x1p-60 : isLarge ? root * 0x1p60 : root
        return x < 0 ? -result : result
    }
}
