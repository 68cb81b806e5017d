// Vector lanes with the operations that Swift's SIMD types lack or spell out lane by lane:
// `SIMD.squareRoot()` calls `sqrtf` for each lane, and even `+` is a loop over lanes.
#ifndef CLANES_H
#define CLANES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef float cl_float8 __attribute__((ext_vector_type(8)));
typedef int32_t cl_int8 __attribute__((ext_vector_type(8)));
typedef uint32_t cl_word8 __attribute__((ext_vector_type(8)));
typedef uint16_t cl_half8 __attribute__((ext_vector_type(8)));

/// Asks for the cache line at `pointer`, which may lie beyond an array's end.
static inline void cl_prefetch(const void *pointer) { __builtin_prefetch(pointer); }

static inline cl_float8 cl_splat(float value) { return (cl_float8)value; }

static inline cl_float8 cl_add(cl_float8 left, cl_float8 right) { return left + right; }

static inline cl_float8 cl_subtract(cl_float8 left, cl_float8 right) { return left - right; }

static inline cl_float8 cl_multiply(cl_float8 left, cl_float8 right) { return left * right; }

static inline cl_float8 cl_divide(cl_float8 left, cl_float8 right) { return left / right; }

static inline cl_float8 cl_square_root(cl_float8 value) {
  return __builtin_elementwise_sqrt(value);
}

static inline cl_float8 cl_magnitude(cl_float8 value) { return __builtin_elementwise_abs(value); }

/// `yes` where `left > right`, and `no` elsewhere, also where either is NaN.
static inline cl_float8 cl_choose(
    cl_float8 yes, cl_float8 no, cl_float8 left, cl_float8 right) {
  return left > right ? yes : no;
}

/// Eight brain floats as floats: their upper halves.
static inline cl_float8 cl_load_bfloat16(const void *pointer) {
  cl_half8 halves;
  memcpy(&halves, pointer, sizeof halves);
  cl_word8 words = __builtin_convertvector(halves, cl_word8) << 16;
  cl_float8 value;
  memcpy(&value, &words, sizeof value);
  return value;
}

/// Eight floats as brain floats. Each is rounded up with a probability that is its distance from the
/// brain float below, relative to the distance between the two neighbours. The random bits depend on
/// `position`, the index of the first element, and on `seed` alone. `is_upper` says which half of
/// them is used, so that one draw serves two slots.
static inline void cl_store_bfloat16(
    void *pointer, cl_float8 value, uint32_t position, uint32_t seed, bool is_upper) {
  // Chris Wellons's `lowbias32` mixes position and seed.
  cl_word8 x = ((cl_word8){0, 1, 2, 3, 4, 5, 6, 7} + position) ^ seed;
  x ^= x >> 16;
  x *= 0x7feb352dU;
  x ^= x >> 15;
  x *= 0x846ca68bU;
  x ^= x >> 16;
  cl_word8 words;
  memcpy(&words, &value, sizeof words);
  words += is_upper ? x >> 16 : x & 0xffff;
  cl_half8 halves = __builtin_convertvector(words >> 16, cl_half8);
  memcpy(pointer, &halves, sizeof halves);
}

/// Whether this processor has AVX2.
bool cl_has_avx2(void);

#endif
