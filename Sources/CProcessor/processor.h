// What the processor can do and the operating system lets programs use. Swift has no access to CPUID.
#ifndef BACKSTEP_PROCESSOR_H
#define BACKSTEP_PROCESSOR_H

#if defined(__x86_64__)
#include <cpuid.h>

/// The x86-64 microarchitecture level: 4, 3, or 2 for anything less. Registers that the system does not save do not count.
static inline int backstep_processor_level(void) {
    unsigned eax, ebx, ecx, edx;
    if (!__get_cpuid(1, &eax, &ebx, &ecx, &edx)) return 2;
    const unsigned first = 1u << 12 | 1u << 22 | 1u << 27 | 1u << 28 | 1u << 29;  // FMA MOVBE OSXSAVE AVX F16C
    if ((ecx & first) != first) return 2;
    unsigned saved, high;
    __asm__ volatile("xgetbv" : "=a"(saved), "=d"(high) : "c"(0));
    if ((saved & 0x06) != 0x06) return 2;  // XMM YMM
    if (!__get_cpuid(0x80000001u, &eax, &ebx, &ecx, &edx) || !(ecx & 1u << 5)) return 2;  // LZCNT
    if (!__get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx)) return 2;
    const unsigned third = 1u << 3 | 1u << 5 | 1u << 8;  // BMI1 AVX2 BMI2
    if ((ebx & third) != third) return 2;
    const unsigned fourth = 1u << 16 | 1u << 17 | 1u << 28 | 1u << 30 | 1u << 31;  // AVX-512 F DQ CD BW VL
    if ((ebx & fourth) != fourth || (saved & 0xe6) != 0xe6) return 3;  // opmask ZMM
    return 4;
}
#else
static inline int backstep_processor_level(void) { return 0; }
#endif

#endif
