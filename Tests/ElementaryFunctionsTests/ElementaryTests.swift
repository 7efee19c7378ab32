import ElementaryFunctions
import Testing

private typealias DoubleFunction = @Sendable (Double) -> Double
private typealias FloatFunction = @Sendable (Float) -> Float

/// A function in Double, its reference and its largest error in ULP: over all results, and where the result is subnormal.
private struct Proven: Sendable, CustomTestStringConvertible {
    let name: String
    let reference: String
    let bound: Double
    var subnormalBound = 1.1
    let value: DoubleFunction

    var testDescription: String { name }

    static let all = [
        Proven(name: "exp", reference: ReferenceResults.exp, bound: 0.7) { Elementary.exp($0) },
        Proven(name: "expm1", reference: ReferenceResults.expm1, bound: 0.8) { Elementary.expm1($0) },
        Proven(name: "log", reference: ReferenceResults.log, bound: 0.8) { Elementary.log($0) },
        Proven(name: "log1p", reference: ReferenceResults.log1p, bound: 0.8) { Elementary.log1p($0) },
        Proven(name: "log10", reference: ReferenceResults.log10, bound: 0.51) { Elementary.log10($0) },
        Proven(name: "tanh", reference: ReferenceResults.tanh, bound: 0.7) { Elementary.tanh($0) },
        Proven(name: "erf", reference: ReferenceResults.erf, bound: 1) { Elementary.erf($0) },
        Proven(name: "sin", reference: ReferenceResults.sin, bound: 0.7) { Elementary.sin($0) },
        Proven(name: "cos", reference: ReferenceResults.cos, bound: 0.7) { Elementary.cos($0) },
        Proven(name: "cbrt", reference: ReferenceResults.cbrt, bound: 0.6) { Elementary.cbrt($0) },
    ]
}

/// A function in Float beside that in Double.
private struct Paired: Sendable, CustomTestStringConvertible {
    let name: String
    let bound: Double
    let float: FloatFunction
    let double: DoubleFunction

    var testDescription: String { name }

    static let all = [
        Paired(name: "exp", bound: 0.501, float: { Elementary.exp($0) }, double: { Elementary.exp($0) }),
        Paired(name: "expm1", bound: 0.51, float: { Elementary.expm1($0) }, double: { Elementary.expm1($0) }),
        Paired(name: "log", bound: 0.501, float: { Elementary.log($0) }, double: { Elementary.log($0) }),
        Paired(name: "log1p", bound: 0.501, float: { Elementary.log1p($0) }, double: { Elementary.log1p($0) }),
        Paired(name: "tanh", bound: 0.51, float: { Elementary.tanh($0) }, double: { Elementary.tanh($0) }),
        Paired(name: "erf", bound: 0.51, float: { Elementary.erf($0) }, double: { Elementary.erf($0) }),
        Paired(name: "sin", bound: 0.51, float: { Elementary.sin($0) }, double: { Elementary.sin($0) }),
        Paired(name: "cos", bound: 0.51, float: { Elementary.cos($0) }, double: { Elementary.cos($0) }),
        Paired(
            name: "pow 2.4", bound: 0.501, float: { Elementary.pow($0, Float(2.4)) },
            double: { Elementary.pow($0, Double(Float(2.4))) }),
        Paired(name: "pow -3", bound: 0.501, float: { Elementary.pow($0, Float(-3)) }, double: { Elementary.pow($0, -3.0) }),
    ]
}

@Suite("Elementary functions") struct ElementaryTests {
    @Test("Double results are as near the exact ones as documented", arguments: Proven.all)
    private func doubles(_ function: Proven) {
        for line in function.reference.split(separator: "\n") {
            let fields = line.split(separator: " ")
            let (x, expected) = (number(fields[0]), number(fields[1]))
            let error = errorInPlaces(function.value(x), expected, Double(fields[2])!)
            let bound = expected.magnitude < 0x1p-1022 ? function.subnormalBound : function.bound
            #expect(error <= bound, "\(function.name)(\(x)) = \(function.value(x)), exact: \(expected), \(error) ULP")
            if error > bound { return }
        }
    }

    @Test("Powers are as near the exact ones as documented")
    func powers() {
        for line in ReferenceResults.pow.split(separator: "\n") {
            let fields = line.split(separator: " ")
            let (x, y, expected) = (number(fields[0]), number(fields[1]), number(fields[2]))
            let error = errorInPlaces(Elementary.pow(x, y), expected, Double(fields[3])!)
            #expect(error <= (expected < 0x1p-1022 ? 1.1 : 0.6), "\(x)^\(y) = \(Elementary.pow(x, y)), exact: \(expected)")
        }
    }

    @Test("Float results over the whole range are as near those in Double as documented", arguments: Paired.all)
    private func floats(_ function: Paired) {
        var (worst, place): (Double, Float) = (0, 0)
        for bits in stride(from: UInt64(0), to: 1 << 32, by: 997) {
            let x = Float(bitPattern: UInt32(bits))
            let (result, exact) = (function.float(x), function.double(Double(x)))
            let rounded = Float(exact)
            let error: Double =
                result.bitPattern == rounded.bitPattern && !rounded.isFinite
                ? 0
                : result.sign != rounded.sign
                    ? .infinity
                    : (Double(result) - exact).magnitude / Double(min(rounded.magnitude, .greatestFiniteMagnitude).ulp)
            // A NaN is the largest error.
            if !(error <= worst) { (worst, place) = (error, x) }
        }
        #expect(worst <= function.bound, "\(function.name)(\(place))")
    }

    @Test("Zeros, infinities, NaN and the ends of the range give what IEEE 754 has for them")
    func specials() {
        let (zero, infinity, nan) = (0.0, Double.infinity, -Double.nan)
        let (tiny, huge) = (Double.leastNonzeroMagnitude, Double.greatestFiniteMagnitude)
        let cases: [(String, DoubleFunction, FloatFunction?, [(Double, Double)])] = [
            (
                "exp", { Elementary.exp($0) }, { Elementary.exp($0) },
                [
                    (zero, 1), (-zero, 1), (infinity, infinity), (-infinity, 0), (nan, .nan),
                    (huge, infinity), (-huge, 0), (tiny, 1),
                ]
            ),
            (
                "expm1", { Elementary.expm1($0) }, { Elementary.expm1($0) },
                [(zero, 0), (-zero, -zero), (infinity, infinity), (-infinity, -1), (nan, .nan), (tiny, tiny), (-tiny, -tiny)]
            ),
            (
                "log", { Elementary.log($0) }, { Elementary.log($0) },
                [(zero, -infinity), (-zero, -infinity), (1, 0), (infinity, infinity), (-1, .nan), (-infinity, .nan), (nan, .nan)]
            ),
            (
                "log1p", { Elementary.log1p($0) }, { Elementary.log1p($0) },
                [
                    (zero, 0), (-zero, -zero), (-1, -infinity), (infinity, infinity), (-2, .nan), (-infinity, .nan), (nan, .nan),
                    (-tiny, -tiny),
                ]
            ),
            (
                "log10", { Elementary.log10($0) }, nil,
                [(zero, -infinity), (1, 0), (infinity, infinity), (-1, .nan), (nan, .nan)]
            ),
            (
                "tanh", { Elementary.tanh($0) }, { Elementary.tanh($0) },
                [(zero, 0), (-zero, -zero), (infinity, 1), (-infinity, -1), (nan, .nan), (huge, 1), (-huge, -1), (-tiny, -tiny)]
            ),
            (
                "erf", { Elementary.erf($0) }, { Elementary.erf($0) },
                [(zero, 0), (-zero, -zero), (infinity, 1), (-infinity, -1), (nan, .nan), (huge, 1), (-huge, -1), (-tiny, -tiny)]
            ),
            (
                "sin", { Elementary.sin($0) }, { Elementary.sin($0) },
                [(zero, 0), (-zero, -zero), (infinity, .nan), (-infinity, .nan), (nan, .nan), (-tiny, -tiny)]
            ),
            (
                "cos", { Elementary.cos($0) }, { Elementary.cos($0) },
                [(zero, 1), (-zero, 1), (infinity, .nan), (-infinity, .nan), (nan, .nan)]
            ),
            (
                "cbrt", { Elementary.cbrt($0) }, nil,
                [(zero, 0), (-zero, -zero), (infinity, infinity), (-infinity, -infinity), (nan, .nan), (-27, -3), (64, 4)]
            ),
        ]
        for (name, double, float, values) in cases {
            for (x, expected) in values {
                #expect(double(x).bitPattern == expected.bitPattern, "\(name)(\(x)) in double")
                if let float { #expect(float(Float(x)).bitPattern == Float(expected).bitPattern, "\(name)(\(x)) in float") }
            }
        }
    }

    @Test("Powers with zeros, infinities, NaN and negative bases are as IEEE 754 has them")
    func specialPowers() {
        let infinity = Double.infinity
        let cases: [(Double, Double, Double)] = [
            (0, 0, 1), (.nan, 0, 1), (1, .nan, 1), (1, infinity, 1), (.nan, 1, .nan), (2, .nan, .nan), (-1, infinity, 1),
            (-1, -infinity, 1), (2, infinity, infinity), (2, -infinity, 0), (0.5, infinity, 0), (0.5, -infinity, infinity),
            (-0.5, infinity, 0), (0, 3, 0), (-0.0, 3, -0.0), (-0.0, 2, 0), (0, -3, infinity), (-0.0, -3, -infinity),
            (-0.0, -2, infinity), (-0.0, 0.5, 0), (infinity, 2, infinity), (infinity, -2, 0), (-infinity, 3, -infinity),
            (-infinity, 2, infinity), (-infinity, -3, -0.0), (-infinity, -2, 0), (-2, 3, -8), (-2, 2, 4), (-2, 0.5, .nan),
            (-2, -3, -0.125), (2, 1023, 0x1p1023), (2, 1024, infinity), (2, -1074, 0x1p-1074), (2, -1076, 0), (10, 22, 1e22),
            (3, 33, 5_559_060_566_555_523), (-1, 0x1p53, 1), (-1, 0x1p53 - 1, -1), (1.0000000000000002, 1e300, infinity),
            (0.9999999999999999, 1e300, 0), (4, 0.5, 2), (0x1p-1074, 0.5, 0x1p-537),
        ]
        for (x, y, expected) in cases { #expect(Elementary.pow(x, y).bitPattern == expected.bitPattern, "\(x)^\(y)") }
        #expect(Elementary.pow(Float(-2), 3) == -8)
        #expect(Elementary.pow(Float(-2), 0.5).bitPattern == Float.nan.bitPattern)
        #expect(Elementary.pow(Float(0), 2).bitPattern == 0)
        #expect(Elementary.pow(Float(2), 128) == .infinity)
    }

    @Test("The logarithm of a power of ten is exact")
    func powersOfTen() {
        var power = 1.0
        for exponent in 0...22 {
            #expect(Elementary.log10(power) == Double(exponent))
            power *= 10
        }
    }

    /// Values of every processor and level: a change of one bit anywhere changes them.
    @Test("Results have the same bits everywhere")
    func bits() {
        var found: [String: String] = [:]
        for function in Proven.all {
            var digest = Digest()
            for i in 0..<20_000 { digest.add(function.value(argument(i)).bitPattern) }
            found[function.name] = digest.text
        }
        var power = Digest()
        for i in 0..<20_000 { power.add(Elementary.pow(argument(i).magnitude, argument(20_000 - i)).bitPattern) }
        found["pow"] = power.text
        for function in Paired.all {
            var digest = Digest()
            for bits in stride(from: UInt64(0), to: 1 << 32, by: 65_521) {
                digest.add(UInt64(function.float(Float(bitPattern: UInt32(bits))).bitPattern))
            }
            found[function.name + " float"] = digest.text
        }
        let golden = [
            "exp": "f53258d5c6dd5f0",
            "expm1": "273e4a6d6ded68d6",
            "log": "7934ac00fdb748c6",
            "log1p": "ac319e8824420b86",
            "log10": "3d9aae01916afbd",
            "tanh": "38cc30a9a80c44ca",
            "erf": "2a0c21fda235d296",
            "sin": "afc74ace1e1020d3",
            "cos": "ded5b6e8c48fc849",
            "cbrt": "d2bab1c51f1b81ff",
            "pow": "7ebce65ddcbfc2cc",
            "exp float": "26a8011434df0822",
            "expm1 float": "399bfbed1bfbca4",
            "log float": "772d755dbe376022",
            "log1p float": "e964d202b5ded766",
            "tanh float": "595c2d102b21fbf9",
            "erf float": "39f6073abcb60ef3",
            "sin float": "490235d14adb9b71",
            "cos float": "1afc018816cd3d91",
            "pow 2.4 float": "4cf4910fcd1ae2e7",
            "pow -3 float": "9927abd36d64ae7f",
        ]
        #expect(found == golden)
    }

    /// An argument of any size and sign; half of them between 2⁻¹⁰ and 2¹⁰.
    private func argument(_ i: Int) -> Double {
        let word = UInt64(i) &* 0x9E37_79B9_7F4A_7C15
        let exponent = i % 2 == 0 ? 1013 + (word >> 20) % 20 : (word >> 20) % 2047
        return Double(bitPattern: word << 63 | exponent << 52 | word >> 12)
    }

    private func number(_ text: Substring) -> Double { Double(bitPattern: UInt64(text, radix: 16)!) }

    /// How far a result is from `expected + rest`, in places of the last bit; ∞ for a wrong sign.
    private func errorInPlaces(_ result: Double, _ expected: Double, _ rest: Double) -> Double {
        if result == expected { return result.sign == expected.sign ? rest.magnitude : .infinity }
        let error = ((result - expected) / expected.ulp - rest).magnitude
        return error.isNaN ? .infinity : error
    }
}

/// FNV-1a over words.
private struct Digest {
    private var hash: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ word: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) { hash = (hash ^ (word >> shift & 0xff)) &* 0x100_0000_01b3 }
    }

    var text: String { String(hash, radix: 16) }
}
