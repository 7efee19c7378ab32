import CProcessor
import Kernels
import KernelsBaseline

#if arch(x86_64)
    import KernelsV3
    import KernelsV4
#endif

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The instruction sets for which the loops of training are compiled. The best that processor and system offer is taken once, at
/// the first use. All levels give the same bits: they differ in speed alone.
public enum KernelLevel: String, Sendable, CaseIterable, Comparable {
    /// The instructions that every processor of the architecture has.
    case baseline
    /// x86-64-v3: AVX2 and fused multiply-add.
    case v3
    /// x86-64-v4: AVX-512.
    case v4

    /// The level in use: the best one, or the one that the environment variable `BACKSTEP_LEVEL` names if this machine has it.
    public static let current: KernelLevel = choose(getenv(variable).map { String(cString: $0) })

    /// The fault of the level that the environment names; nil if it has none.
    public static var complaint: String? {
        guard let name = getenv(variable).map({ String(cString: $0) }), !available.contains(where: { $0.rawValue == name })
        else { return nil }
        let names = available.map(\.rawValue).joined(separator: ", ")
        return "\(variable)=\(name): expected a level that this machine has (\(names)); \(current.rawValue) is used"
    }

    /// The variable that forces a level.
    public static let variable = "BACKSTEP_LEVEL"

    /// The levels that this machine has, lowest first.
    public static var available: [KernelLevel] {
        #if arch(x86_64)
            let highest = Int(backstep_processor_level())
            return [.baseline] + (highest >= 3 ? [.v3] : []) + (highest >= 4 ? [.v4] : [])
        #else
            return [.baseline]
        #endif
    }

    /// The level of that name, or the best one if the name is none of this machine's.
    public static func choose(_ name: String?) -> KernelLevel {
        let available = available
        return available.first { $0.rawValue == name } ?? available.last ?? .baseline
    }

    /// Lower levels come first.
    public static func < (a: KernelLevel, b: KernelLevel) -> Bool {
        switch (a, b) {
        case (.baseline, .v3), (.baseline, .v4), (.v3, .v4): true
        default: false
        }
    }

    /// The loops of this level. Calling those of a level that is not available ends the process.
    package var kernels: any VectorKernels<Float>.Type {
        #if arch(x86_64)
            switch self {
            case .baseline: KernelsBaseline.LevelKernels.self
            case .v3: KernelsV3.LevelKernels.self
            case .v4: KernelsV4.LevelKernels.self
            }
        #else
            KernelsBaseline.LevelKernels.self
        #endif
    }

    /// The loops of the level in use.
    package static let currentKernels: any VectorKernels<Float>.Type = current.kernels
}
