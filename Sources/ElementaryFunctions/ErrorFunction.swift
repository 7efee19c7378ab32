extension Elementary {
    /// `erf x = 2/√π ∫₀ˣ e^(−t²) dt`: an odd polynomial below 1, `1 − erfc x` by polynomials of four ranges elsewhere.
    /// Below 1 ULP.
    @inlinable
    public static func erf(_ x: Double) -> Double {
        if x.isNaN { return .nan }
        let size = x.magnitude
        if size < 1 {
            // Small numbers keep all their bits: 2/√π·x is rounded once.
            if size < 0x1p-30 { return smallErrorFunction(x) }
            return x + x * errorFunctionNearZero(x * x)
        }
        if size >= 6 { return x < 0 ? -1 : 1 }
        let rest =
            size < 2
            ? complementFrom1(size - 1.5)
            : size < 3 ? complementFrom2(size - 2.5) : size < 4 ? complementFrom3(size - 3.5) : complementFrom4(size - 5)
        return x < 0 ? rest - 1 : 1 - rest
    }

    /// `2/√π·x`, subnormal numbers too.
    @inlinable @inline(__always)
    static func smallErrorFunction(_ x: Double) -> Double {
        x.magnitude < 0x1p-900 ? (x * 0x1p100 + x * 0x1p100 * 0x1.06eba8214db69p-3) * 0x1p-100 : x + x * 0x1.06eba8214db69p-3
    }

    /// `erf x`. Below 0.51 ULP.
    @inlinable
    public static func erf(_ x: Float) -> Float {
        if x.isNaN { return .nan }
        let x = Double(x)
        let size = x.magnitude
        if size < 1 { return Float(x * shortErrorFunctionNearZero(x * x)) }
        if size >= 4 { return x < 0 ? -1 : 1 }
        let rest = size < 2 ? shortComplementFrom1(size - 1.5) : shortComplementFrom2(size - 3)
        return Float(x < 0 ? rest - 1 : 1 - rest)
    }
}

extension Elementary {
    /// `erf(√z)/√z − 1` for `0 ≤ z ≤ 1`.
    @inlinable @inline(__always)
    static func errorFunctionNearZero(_ x: Double) -> Double {
        let square = x * x
        let fourth = square * square
        let part0 = cubic(
            x, square, 0x1.06eba8214db69p-3, -0x1.812746b0379e7p-2, 0x1.ce2f21a042bdep-4, -0x1.b82ce312889bap-6)
        let part1 = cubic(
            x, square, 0x1.565bcd0e6502dp-8, -0x1.c02db3feeb579p-11, 0x1.f9a326c233146p-14, -0x1.f4d2561aeafd4p-17)
        let part2 = cubic(
            x, square, 0x1.b9e6509b9867dp-20, -0x1.5f6d925a0bc7ap-23, 0x1.fc4356498c2d9p-27, -0x1.4e607b41a6416p-30)
        let part3 = 0x1.7f072188e194dp-34 + -0x1.29b9f1b3df556p-38 * x
        return part0 + (part1 + (part2 + part3 * fourth) * fourth) * fourth
    }

    /// `erfc(1.5 + x)` for `|x| ≤ ½`, to 2⁻⁵⁸.
    @inlinable @inline(__always)
    static func complementFrom1(_ x: Double) -> Double {
        let square = x * x
        let fourth = square * square
        let part0 = cubic(
            x, square, 0x1.15aaa8ec85205p-5, -0x1.e723726b824a9p-4, 0x1.6d5a95d0a1b7ep-3, -0x1.1c2a02beb6ab8p-3)
        let part1 = cubic(
            x, square, 0x1.6d5a95d0a1bcfp-5, 0x1.e723726b822bdp-7, -0x1.3ca3d72c49e35p-6, 0x1.36d73a61e7facp-8)
        let part2 = cubic(
            x, square, 0x1.35ae4e3afe5fep-9, -0x1.c0380c3e7a9e9p-10, 0x1.85b5f21f6c77bp-14, 0x1.0acef99f3d7e1p-12)
        let part3 = cubic(
            x, square, -0x1.45daeb145d51ep-14, -0x1.2d3e038ae8dd8p-16, 0x1.d8d80830f91bbp-17, -0x1.3f349499affe8p-21)
        let part4 = cubic(
            x, square, -0x1.9adf423e99bbcp-20, 0x1.65a924a9889e4p-22, 0x1.b1419858bc4dfp-24, -0x1.7adde0bcaf287p-25)
        return part0 + (part1 + (part2 + (part3 + part4 * fourth) * fourth) * fourth) * fourth
    }

    /// `erfc(2.5 + x)` for `|x| ≤ ½`, to 2⁻⁵⁸.
    @inlinable @inline(__always)
    static func complementFrom2(_ x: Double) -> Double {
        let square = x * x
        let fourth = square * square
        let part0 = cubic(
            x, square, 0x1.aab859b20ac9ep-12, -0x1.1d83170fbf6fbp-9, 0x1.64e3dcd3af4b8p-8, -0x1.119da0c46ccb0p-7)
        let part1 = cubic(
            x, square, 0x1.1a89b97ceacedp-7, -0x1.90e81283fab57p-8, 0x1.6ecdbf67c2e74p-9, -0x1.1c610bcb91738p-11)
        let part2 = cubic(
            x, square, -0x1.11551dee09da7p-12, 0x1.067178c563ad0p-12, -0x1.4a84499a51cfap-14, -0x1.58bd06cc713eep-18)
        let part3 = cubic(
            x, square, 0x1.d872c09dc41bfp-17, -0x1.3ace1e251efafp-18, -0x1.85fbfd1dd52e5p-23, 0x1.58541e58bd3a4p-21)
        let part4 = cubic(
            x, square, -0x1.7f34b10448a3fp-23, -0x1.3ca2c1ec9a7f6p-26, 0x1.7ed6a2a0b209bp-26, -0x1.f667c1433043bp-29)
        return part0 + (part1 + (part2 + (part3 + part4 * fourth) * fourth) * fourth) * fourth
    }

    /// `erfc(3.5 + x)` for `|x| ≤ ½`, to 2⁻⁵⁸.
    @inlinable @inline(__always)
    static func complementFrom3(_ x: Double) -> Double {
        let square = x * x
        let fourth = square * square
        let part0 = cubic(
            x, square, 0x1.8ef2a9a18d857p-21, -0x1.6a597219a93a2p-18, 0x1.3d0e43d674155p-16, -0x1.62ccea63cb745p-15)
        let part1 = cubic(
            x, square, 0x1.1c07721ac8211p-14, -0x1.586bafc9ab406p-14, 0x1.46153fb97ff5ap-14, -0x1.e827fafe32457p-15)
        let part2 = cubic(
            x, square, 0x1.1f6304e077732p-15, -0x1.0135257cedc46p-16, 0x1.37741272e2869p-18, -0x1.dd8072e583d32p-22)
        let part3 = cubic(
            x, square, -0x1.dc7ed6eabd196p-22, 0x1.43f1cc9e1c7f4p-22, -0x1.8c9213e07c95fp-24, 0x1.83249e91c4d02p-28)
        let part4 = (0x1.1e3dc7fad2752p-27 + -0x1.0853ec544d76dp-28 * x) + 0x1.388d875ce5567p-31 * square
        return part0 + (part1 + (part2 + (part3 + part4 * fourth) * fourth) * fourth) * fourth
    }

    /// `erfc(5 + x)` for `|x| ≤ 1`, to 2⁻⁵⁸.
    @inlinable @inline(__always)
    static func complementFrom4(_ x: Double) -> Double {
        let square = x * x
        let fourth = square * square
        let part0 = cubic(
            x, square, 0x1.b0c1a759f7739p-40, -0x1.13af50a6d37cfp-36, 0x1.589b22d74c752p-34, -0x1.196d992f05166p-32)
        let part1 = cubic(
            x, square, 0x1.516d3c1aa4713p-31, -0x1.3c51f914d6c9ep-30, 0x1.e2358d8493262p-30, -0x1.32c660c7f0a3dp-29)
        let part2 = cubic(
            x, square, 0x1.4bce83ca58471p-29, -0x1.350a405cb7b1ep-29, 0x1.f413914942775p-30, -0x1.615dacef4cbddp-30)
        let part3 = cubic(
            x, square, 0x1.b58d3abe46915p-31, -0x1.dab668d25d2ecp-32, 0x1.be5efb7f3a298p-33, -0x1.63743bd77633bp-34)
        let part4 = cubic(
            x, square, 0x1.e0acc3094af8ep-36, -0x1.192481ee8f425p-37, 0x1.5f7f4fee2cf6dp-40, 0x1.1d492391f897ep-41)
        let part5 = -0x1.12ca609577364p-42
        return part0 + (part1 + (part2 + (part3 + (part4 + part5 * fourth) * fourth) * fourth) * fourth) * fourth
    }

    /// `erf(√z)/√z` for `0 ≤ z ≤ 1`, to 2⁻³⁴.
    @inlinable @inline(__always)
    static func shortErrorFunctionNearZero(_ x: Double) -> Double {
        let square = x * x
        let fourth = square * square
        let part0 = cubic(
            x, square, 0x1.20dd7504045d6p0, -0x1.81274665754c3p-2, 0x1.ce2f08fec14fdp-4, -0x1.b829c897922e5p-6)
        let part1 = cubic(
            x, square, 0x1.562a60ddba6e6p-8, -0x1.bccf664d7f763p-11, 0x1.d887505de3ba6p-14, -0x1.445f47d33d87bp-17)
        return part0 + part1 * fourth
    }

    /// `erfc(1.5 + x)` for `|x| ≤ ½`, to 2⁻³⁰.
    @inlinable @inline(__always)
    static func shortComplementFrom1(_ x: Double) -> Double {
        let square = x * x
        let fourth = square * square
        let part0 = cubic(
            x, square, 0x1.15aaa8ec85205p-5, -0x1.e72371bd14d1cp-4, 0x1.6d5a95b7f564ep-3, -0x1.1c2a1e06674abp-3)
        let part1 = cubic(
            x, square, 0x1.6d5ab4bae1a4bp-5, 0x1.e749bb4878441p-7, -0x1.3ca948a9b8a99p-6, 0x1.3417c2d931e68p-8)
        let part2 = (0x1.37415c7fe9266p-9 + -0x1.93ca74fa0c300p-10 * x) + 0x1.6d9372a51742ep-15 * square
        return part0 + (part1 + part2 * fourth) * fourth
    }

    /// `erfc(3 + x)` for `|x| ≤ 1`, to 2⁻³⁰.
    @inlinable @inline(__always)
    static func shortComplementFrom2(_ x: Double) -> Double {
        let square = x * x
        let fourth = square * square
        let part0 = cubic(
            x, square, 0x1.729e323cdc1fcp-16, -0x1.2408eb9c0c9e5p-13, 0x1.b60bef7c2a056p-12, -0x1.9db71cef61366p-11)
        let part1 = cubic(
            x, square, 0x1.11ce18f1e0560p-10, -0x1.0a7cc956112d1p-10, 0x1.82ad2fc3deee9p-11, -0x1.9967e883d4638p-12)
        let part2 = cubic(
            x, square, 0x1.1dbcfe98095bbp-13, -0x1.df9468d6db0edp-17, -0x1.2a691c60dd8fcp-16, 0x1.7dfa194c94c0ap-17)
        let part3 = -0x1.837f43adbf00ep-20 + -0x1.3ca7125f4e624p-21 * x
        return part0 + (part1 + (part2 + part3 * fourth) * fourth) * fourth
    }
}
