// Vector lanes with the one operation that Swift's SIMD types lack: a square root in one
// instruction (`SIMD.squareRoot()` calls `sqrtf` once per lane).
#ifndef CLANES_H
#define CLANES_H

typedef float cl_float8 __attribute__((ext_vector_type(8)));

static inline cl_float8 cl_square_root(cl_float8 value) {
  return __builtin_elementwise_sqrt(value);
}

#endif
