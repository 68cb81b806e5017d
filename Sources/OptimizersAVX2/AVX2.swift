/// Processors with AVX2: eight floats in one register.
enum AVX2 {}
