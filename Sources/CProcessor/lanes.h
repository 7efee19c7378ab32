// Sixteen numbers at once: the few operations that Swift's SIMD types spell element by element. Inlined into the kernels, in the instructions of
// their level.
#ifndef BACKSTEP_LANES_H
#define BACKSTEP_LANES_H

typedef float backstep_lanes __attribute__((ext_vector_type(16)));
#define BACKSTEP_INLINE static inline __attribute__((always_inline))

/// a0 b0 a1 b1 ... of the lower halves.
BACKSTEP_INLINE backstep_lanes backstep_interleave_low(backstep_lanes a, backstep_lanes b) {
    return __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

/// a8 b8 a9 b9 ... of the upper halves.
BACKSTEP_INLINE backstep_lanes backstep_interleave_high(backstep_lanes a, backstep_lanes b) {
    return __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

/// a0 a2 a4 ... b0 b2 b4 ...
BACKSTEP_INLINE backstep_lanes backstep_even(backstep_lanes a, backstep_lanes b) {
    return __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
}

/// a1 a3 a5 ... b1 b3 b5 ...
BACKSTEP_INLINE backstep_lanes backstep_odd(backstep_lanes a, backstep_lanes b) {
    return __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
}

/// Square roots, correctly rounded.
BACKSTEP_INLINE backstep_lanes backstep_root(backstep_lanes a) { return __builtin_elementwise_sqrt(a); }

/// One bit a lane: set where it is not 0.
BACKSTEP_INLINE unsigned long long backstep_occupied(backstep_lanes a) {
    typedef _Bool mask __attribute__((ext_vector_type(16)));
    const mask occupied = __builtin_convertvector(a != 0.0f, mask);
    unsigned short bits;
    __builtin_memcpy(&bits, &occupied, sizeof bits);
    return bits;
}

#if defined(__AVX512F__)
typedef float backstep_vector __attribute__((vector_size(64)));

/// The first `count` numbers in memory, 0 in the other lanes.
BACKSTEP_INLINE backstep_lanes backstep_load_first(long count, const float *p) {
    return (backstep_lanes)__builtin_ia32_loadups512_mask(p, (backstep_vector){0}, (unsigned short)((1u << count) - 1));
}

/// Writes the first `count` lanes.
BACKSTEP_INLINE void backstep_store_first(long count, float *p, backstep_lanes a) {
    __builtin_ia32_storeups512_mask(p, (backstep_vector)a, (unsigned short)((1u << count) - 1));
}
#endif

#endif
