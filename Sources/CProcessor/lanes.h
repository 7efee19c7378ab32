// Sixteen numbers at once: the few operations that Swift's SIMD types spell element by element. Inlined into the kernels, in the instructions of
// their level.
#ifndef BACKSTEP_LANES_H
#define BACKSTEP_LANES_H

typedef float backstep_lanes __attribute__((ext_vector_type(16)));
#define BACKSTEP_INLINE static inline __attribute__((always_inline))

/// The sum of all: halves, their halves, and so on.
BACKSTEP_INLINE float backstep_total(backstep_lanes x) {
    typedef float octet __attribute__((ext_vector_type(8)));
    typedef float quartet __attribute__((ext_vector_type(4)));
    octet eight = __builtin_shufflevector(x, x, 0, 1, 2, 3, 4, 5, 6, 7) + __builtin_shufflevector(x, x, 8, 9, 10, 11, 12, 13, 14, 15);
    quartet four = __builtin_shufflevector(eight, eight, 0, 1, 2, 3) + __builtin_shufflevector(eight, eight, 4, 5, 6, 7);
    quartet two = four + __builtin_shufflevector(four, four, 2, 3, 2, 3);
    return two[0] + two[1];
}

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

/// Four numbers from each of four places, one behind the other.
BACKSTEP_INLINE backstep_lanes backstep_quads(const float *a, const float *b, const float *c, const float *d) {
    typedef float quad __attribute__((ext_vector_type(4)));
    quad p, q, r, s;
    __builtin_memcpy(&p, a, sizeof p);
    __builtin_memcpy(&q, b, sizeof q);
    __builtin_memcpy(&r, c, sizeof r);
    __builtin_memcpy(&s, d, sizeof s);
    return __builtin_shufflevector(
        __builtin_shufflevector(p, q, 0, 1, 2, 3, 4, 5, 6, 7), __builtin_shufflevector(r, s, 0, 1, 2, 3, 4, 5, 6, 7),
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
}

/// a0 b0 a1 b1 of every four.
BACKSTEP_INLINE backstep_lanes backstep_quad_low(backstep_lanes a, backstep_lanes b) {
    return __builtin_shufflevector(a, b, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29);
}

/// a2 b2 a3 b3 of every four.
BACKSTEP_INLINE backstep_lanes backstep_quad_high(backstep_lanes a, backstep_lanes b) {
    return __builtin_shufflevector(a, b, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31);
}

/// a0 a1 b0 b1 of every four.
BACKSTEP_INLINE backstep_lanes backstep_pair_low(backstep_lanes a, backstep_lanes b) {
    return __builtin_shufflevector(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29);
}

/// a2 a3 b2 b3 of every four.
BACKSTEP_INLINE backstep_lanes backstep_pair_high(backstep_lanes a, backstep_lanes b) {
    return __builtin_shufflevector(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
}

/// The lanes before `count`, `value` in those from there on.
BACKSTEP_INLINE backstep_lanes backstep_first(long count, backstep_lanes a, float value) {
    typedef int whole __attribute__((ext_vector_type(16)));
    const whole places = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    const whole isThere = places < (int)count;
    const backstep_lanes others = value;
    return (backstep_lanes)((isThere & (whole)a) | (~isThere & (whole)others));
}

/// The largest of numbers none of which is NaN.
BACKSTEP_INLINE float backstep_largest(backstep_lanes a) { return __builtin_reduce_max(a); }

/// Square roots, correctly rounded.
BACKSTEP_INLINE backstep_lanes backstep_root(backstep_lanes a) { return __builtin_elementwise_sqrt(a); }

/// Sixteen bytes from memory as numbers.
BACKSTEP_INLINE backstep_lanes backstep_from_bytes(const unsigned char *p) {
    typedef unsigned char bytes __attribute__((ext_vector_type(16)));
    bytes b;
    __builtin_memcpy(&b, p, sizeof b);
    return __builtin_convertvector(b, backstep_lanes);
}

/// Asks for bytes in memory that will soon be read, a cache line each.
static inline void backstep_prefetch(const void *bytes, long count) {
    for (long i = 0; i < count; i += 64) __builtin_prefetch((const char *)bytes + i);
}

/// One bit a lane: set where it is not 0.
BACKSTEP_INLINE unsigned long long backstep_occupied(backstep_lanes a) {
    typedef _Bool mask __attribute__((ext_vector_type(16)));
    const mask occupied = __builtin_convertvector(a != 0.0f, mask);
    unsigned short bits;
    __builtin_memcpy(&bits, &occupied, sizeof bits);
    return bits;
}

#if defined(__SSE2__)
#include <emmintrin.h>

/// a·b + c of one lane, rounded once: the product of two Floats is exact in Double; a sum that Double has to round is rounded to odd, which
/// leaves the second rounding the information that it needs.
static inline float backstep_fused_lane(float a, float b, float c) {
    const double product = (double)a * (double)b;
    const double sum = product + (double)c;
    const double part = sum - product;
    const double rest = (product - (sum - part)) + ((double)c - part);
    if (rest < 0 || rest > 0) {
        long long bits;
        __builtin_memcpy(&bits, &sum, sizeof bits);
        // An even sum is no rounding to odd: its neighbor on the side of the rest is.
        if (!(bits & 1)) bits += (rest > 0) == (sum > 0) ? 1 : -1;
        double odd;
        __builtin_memcpy(&odd, &bits, sizeof odd);
        return (float)odd;
    }
    return (float)sum;
}

/// Four lanes in Double, rounded again to Float; in `unsure` a lane that is not 0 where that may differ from rounding once: halfway between two
/// Floats, and where Floats are subnormal.
BACKSTEP_INLINE __m128 backstep_fused_quad(__m128 c, __m128 a, __m128 b, __m128i *unsure) {
    const __m128d low = _mm_add_pd(_mm_mul_pd(_mm_cvtps_pd(a), _mm_cvtps_pd(b)), _mm_cvtps_pd(c));
    const __m128d high = _mm_add_pd(
        _mm_mul_pd(_mm_cvtps_pd(_mm_movehl_ps(a, a)), _mm_cvtps_pd(_mm_movehl_ps(b, b))), _mm_cvtps_pd(_mm_movehl_ps(c, c)));
    const __m128 rounded = _mm_movelh_ps(_mm_cvtpd_ps(low), _mm_cvtpd_ps(high));
    const __m128i bits = _mm_castps_si128(rounded);
    const __m128i ends = _mm_castps_si128(_mm_shuffle_ps(_mm_castpd_ps(low), _mm_castpd_ps(high), 0x88));
    const __m128i isHalfway = _mm_cmpeq_epi32(_mm_and_si128(ends, _mm_set1_epi32(0x1fffffff)), _mm_set1_epi32(0x10000000));
    const __m128i isSmall = _mm_cmpeq_epi32(_mm_and_si128(bits, _mm_set1_epi32(0x7f800000)), _mm_setzero_si128());
    // 0 of 0 is sure, and the most frequent of the small ones.
    const __m128i both = _mm_slli_epi32(_mm_or_si128(bits, _mm_castps_si128(c)), 1);
    const __m128i isZero = _mm_cmpeq_epi32(both, _mm_setzero_si128());
    *unsure = _mm_or_si128(*unsure, _mm_or_si128(isHalfway, _mm_andnot_si128(isZero, isSmall)));
    return rounded;
}

/// The same sums one lane after the other, whatever they are.
static __attribute__((noinline)) void backstep_fused_slowly(float *sum, const float *a, const float *b) {
    for (int lane = 0; lane < 16; lane++) sum[lane] = backstep_fused_lane(a[lane], b[lane], sum[lane]);
}

/// a·b + c of sixteen lanes, each rounded once, on processors that have no instruction for it.
BACKSTEP_INLINE backstep_lanes backstep_fused(backstep_lanes sum, backstep_lanes a, backstep_lanes b) {
    __m128 sums[4], as[4], bs[4], results[4];
    __builtin_memcpy(sums, &sum, sizeof sums);
    __builtin_memcpy(as, &a, sizeof as);
    __builtin_memcpy(bs, &b, sizeof bs);
    __m128i unsure = _mm_setzero_si128();
    for (int i = 0; i < 4; i++) results[i] = backstep_fused_quad(sums[i], as[i], bs[i], &unsure);
    if (__builtin_expect(_mm_movemask_epi8(unsure), 0)) {
        float slow[16], x[16], y[16];
        __builtin_memcpy(slow, &sum, sizeof slow);
        __builtin_memcpy(x, &a, sizeof x);
        __builtin_memcpy(y, &b, sizeof y);
        backstep_fused_slowly(slow, x, y);
        __builtin_memcpy(&sum, slow, sizeof sum);
        return sum;
    }
    __builtin_memcpy(&sum, results, sizeof sum);
    return sum;
}
#endif

#if defined(__AVX__) && !defined(__AVX512F__)
#include <immintrin.h>

/// -1 in the first `count` of eight lanes.
BACKSTEP_INLINE __m256i backstep_first_of_eight(long count) {
    static const int ones[16] = {-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0};
    return _mm256_loadu_si256((const __m256i *)(ones + 8 - (count < 0 ? 0 : count > 8 ? 8 : count)));
}

/// The first `count` numbers in memory, 0 in the other lanes.
BACKSTEP_INLINE backstep_lanes backstep_load_first(long count, const float *p) {
    const __m256 low = _mm256_maskload_ps(p, backstep_first_of_eight(count));
    const __m256 high = _mm256_maskload_ps(p + 8, backstep_first_of_eight(count - 8));
    return __builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
}

/// Writes the first `count` lanes.
BACKSTEP_INLINE void backstep_store_first(long count, float *p, backstep_lanes a) {
    _mm256_maskstore_ps(p, backstep_first_of_eight(count), __builtin_shufflevector(a, a, 0, 1, 2, 3, 4, 5, 6, 7));
    _mm256_maskstore_ps(p + 8, backstep_first_of_eight(count - 8), __builtin_shufflevector(a, a, 8, 9, 10, 11, 12, 13, 14, 15));
}
#endif

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
