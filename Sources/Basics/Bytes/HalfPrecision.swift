/// IEEE half precision, read bit by bit: `Float16` does not exist everywhere.
enum HalfPrecision {
    static func value(_ bits: UInt16) -> Double {
        let (exponent, fraction) = (Int(bits >> 10 & 0x1F), Double(bits & 0x3FF))
        let magnitude =
            switch exponent {
            case 0: fraction * 0x1p-24
            case 31: fraction == 0 ? Double.infinity : .nan
            default: Double(sign: .plus, exponent: exponent - 15, significand: 1 + fraction * 0x1p-10)
            }
        return bits & 0x8000 == 0 ? magnitude : -magnitude
    }
}
