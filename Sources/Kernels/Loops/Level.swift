import Kernels

// These sources are compiled once for each instruction-set level, see Package.swift.
#if FUSED || !arch(x86_64)
    typealias LevelArithmetic = FusedArithmetic
#else
    typealias LevelArithmetic = ComposedArithmetic
#endif

typealias One = LaneGroup1<LevelArithmetic>
typealias Two = LaneGroupPair<One>
typealias Four = LaneGroupPair<Two>
typealias Eight = LaneGroupPair<Four>

// A tile of the product must fit into the registers: 32 of 16 numbers with AVX-512, 16 of 8 or 4 without.
#if AVX512
    typealias Panel = Two
    typealias Widest = Eight
#else
    typealias Panel = One
    typealias Widest = Eight
#endif
