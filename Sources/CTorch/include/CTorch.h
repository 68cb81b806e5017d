// The thin C interface to libtorch on which `Torch` is built.
//
// Conventions: a tensor handle owns one reference, released with `ct_release`. On failure, a
// function that returns a handle returns NULL and a function that returns a status returns a
// nonzero number; the message is then in `ct_last_error()`, which is per thread and valid until the
// next failure on that thread.
#ifndef CTORCH_H
#define CTORCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ct_tensor ct_tensor;
typedef struct ct_list ct_list;

/// Element types, in the order of `Torch.ScalarType`.
typedef enum {
  CT_FLOAT32,
  CT_FLOAT64,
  CT_INT64,
  CT_UINT8,
  CT_BOOL,
  CT_INT32,
  CT_INT16,
  CT_INT8,
  CT_FLOAT16,
  CT_BFLOAT16
} ct_type;
/// Kinds of device, in the order of `Torch.Device.Kind`.
typedef enum { CT_CPU, CT_CUDA, CT_MPS } ct_device_kind;

const char *_Nonnull ct_last_error(void);

// Runtime
void ct_configure_allocator(void);
const char *_Nonnull ct_version(void);
int ct_threads(void);
/// Calls `body` with `context` and 0 ..< `count`, on libtorch's threads; false, and no call, where
/// libtorch's threads are not GNU OpenMP's.
bool ct_perform(
    int count, void (*_Nonnull body)(void *_Nonnull context, int index), void *_Nonnull context);
void ct_set_threads(int count);
/// Sets the number of threads for this thread's operations alone; returns the number before.
int ct_set_own_threads(int count);
bool ct_device_available(ct_device_kind kind, int index);
int ct_seed(uint64_t seed);
/// Makes a generator with this seed the current one of this thread, until `ct_pop_generator`.
int ct_push_generator(uint64_t seed);
void ct_pop_generator(void);
int ct_begin_shared_draws(void);
void ct_end_shared_draws(void);
bool ct_set_gradients_enabled(bool enabled);
/// Makes matrix products and convolutions on a device kind compute in `type`, on this thread, until
/// called with `enabled` = false; returns whether it was enabled before.
bool ct_set_mixed_precision(ct_device_kind kind, bool enabled, ct_type type);

// Lifetime and description
void ct_release(ct_tensor *_Nonnull tensor);
int64_t ct_rank(ct_tensor *_Nonnull tensor);
void ct_sizes(ct_tensor *_Nonnull tensor, int64_t *_Nonnull out);
int64_t ct_count(ct_tensor *_Nonnull tensor);
/// The element type, or -1 if this interface does not support it.
int ct_scalar_type(ct_tensor *_Nonnull tensor);
ct_device_kind ct_device(ct_tensor *_Nonnull tensor, int *_Nonnull index);
bool ct_is_dense(ct_tensor *_Nonnull tensor);
void *_Nullable ct_data(ct_tensor *_Nonnull tensor);

// Creation
ct_tensor *_Nullable ct_from_bytes(
    const void *_Nonnull bytes, const int64_t *_Nonnull sizes, int64_t rank, ct_type type);
ct_tensor *_Nullable ct_full(
    const int64_t *_Nonnull sizes, int64_t rank, double value, ct_type type, ct_device_kind kind,
    int index);
ct_tensor *_Nullable ct_uniform(
    const int64_t *_Nonnull sizes, int64_t rank, double low, double high);
ct_tensor *_Nullable ct_normal(
    const int64_t *_Nonnull sizes, int64_t rank, double mean, double deviation);

// Copies and conversions
ct_tensor *_Nullable ct_to(
    ct_tensor *_Nonnull tensor, ct_type type, ct_device_kind kind, int index);
/// Moves the tensor and its gradient to a device, in place; the handle stays valid.
int ct_move(ct_tensor *_Nonnull tensor, ct_device_kind kind, int index);
ct_tensor *_Nullable ct_clone(ct_tensor *_Nonnull tensor);
ct_tensor *_Nullable ct_detach(ct_tensor *_Nonnull tensor);
ct_tensor *_Nullable ct_contiguous(ct_tensor *_Nonnull tensor);
ct_tensor *_Nullable ct_channels_last(ct_tensor *_Nonnull tensor);
int ct_copy(ct_tensor *_Nonnull target, ct_tensor *_Nonnull source);
int ct_copy_bytes(ct_tensor *_Nonnull tensor, void *_Nonnull out);
int ct_item(ct_tensor *_Nonnull tensor, double *_Nonnull out);
int ct_equal(ct_tensor *_Nonnull left, ct_tensor *_Nonnull right, bool *_Nonnull out);

// Autograd
int ct_set_requires_gradient(ct_tensor *_Nonnull tensor, bool required);
bool ct_requires_gradient(ct_tensor *_Nonnull tensor);
int ct_backward(ct_tensor *_Nonnull loss);
/// Like `ct_backward`, for these leaves only; the graph may be kept for another backward pass.
int ct_backward_to(
    ct_tensor *_Nonnull loss, ct_tensor *_Nonnull const *_Nonnull leaves, int64_t count,
    bool keeps_graph);
/// The gradients of the outputs, weighted by the tensors in `seeds` if given, with respect to the
/// inputs; an undefined tensor for an input that no output depends on.
ct_list *_Nullable ct_gradients(
    ct_tensor *_Nonnull const *_Nonnull outputs, int64_t output_count,
    ct_tensor *_Nonnull const *_Nonnull inputs, int64_t input_count,
    ct_tensor *_Nonnull const *_Nullable seeds, bool keeps_graph, bool records);
/// The gradient in the tensor's memory order, or NULL if there is none yet.
ct_tensor *_Nullable ct_gradient(ct_tensor *_Nonnull tensor);
void ct_clear_gradients(ct_tensor *_Nonnull const *_Nonnull tensors, int64_t count);

// Shape
ct_tensor *_Nullable ct_flatten(ct_tensor *_Nonnull tensor);
ct_tensor *_Nullable ct_reshape(
    ct_tensor *_Nonnull tensor, const int64_t *_Nonnull sizes, int64_t rank);
ct_tensor *_Nullable ct_permute(
    ct_tensor *_Nonnull tensor, const int64_t *_Nonnull order, int64_t rank);
ct_tensor *_Nullable ct_narrow(
    ct_tensor *_Nonnull tensor, int64_t dimension, int64_t start, int64_t length);
ct_tensor *_Nullable ct_index_select(
    ct_tensor *_Nonnull tensor, int64_t dimension, ct_tensor *_Nonnull indices);
ct_tensor *_Nullable ct_concatenate(
    ct_tensor *_Nonnull const *_Nonnull tensors, int64_t count, int64_t dimension);

// Elementwise
ct_tensor *_Nullable ct_add(ct_tensor *_Nonnull left, ct_tensor *_Nonnull right);
ct_tensor *_Nullable ct_subtract(ct_tensor *_Nonnull left, ct_tensor *_Nonnull right);
ct_tensor *_Nullable ct_multiply(ct_tensor *_Nonnull left, ct_tensor *_Nonnull right);
ct_tensor *_Nullable ct_divide(ct_tensor *_Nonnull left, ct_tensor *_Nonnull right);
ct_tensor *_Nullable ct_add_scalar(ct_tensor *_Nonnull tensor, double value);
ct_tensor *_Nullable ct_multiply_scalar(ct_tensor *_Nonnull tensor, double value);
ct_tensor *_Nullable ct_square_root(ct_tensor *_Nonnull tensor);
ct_tensor *_Nullable ct_relu(ct_tensor *_Nonnull tensor);
ct_tensor *_Nullable ct_sigmoid(ct_tensor *_Nonnull tensor);
ct_tensor *_Nullable ct_tanh(ct_tensor *_Nonnull tensor);
ct_tensor *_Nullable ct_gelu(ct_tensor *_Nonnull tensor);
ct_tensor *_Nullable ct_dropout(ct_tensor *_Nonnull tensor, double share, bool training);
ct_tensor *_Nullable ct_equal_elements(ct_tensor *_Nonnull left, ct_tensor *_Nonnull right);

// Reductions
ct_tensor *_Nullable ct_sum(ct_tensor *_Nonnull tensor);
ct_tensor *_Nullable ct_mean(ct_tensor *_Nonnull tensor);
ct_tensor *_Nullable ct_argmax(ct_tensor *_Nonnull tensor, int64_t dimension);

// Layers and losses
ct_tensor *_Nullable ct_matmul(ct_tensor *_Nonnull left, ct_tensor *_Nonnull right);
ct_tensor *_Nullable ct_linear(
    ct_tensor *_Nonnull input, ct_tensor *_Nonnull weight, ct_tensor *_Nullable bias);
ct_tensor *_Nullable ct_convolution2d(
    ct_tensor *_Nonnull input, ct_tensor *_Nonnull weight, ct_tensor *_Nullable bias,
    int64_t stride, int64_t padding, int64_t dilation, int64_t groups);
ct_tensor *_Nullable ct_max_pool2d(ct_tensor *_Nonnull input, int64_t size, int64_t stride);
ct_tensor *_Nullable ct_cross_entropy(ct_tensor *_Nonnull logits, ct_tensor *_Nonnull classes);
ct_tensor *_Nullable ct_mean_squared_error(
    ct_tensor *_Nonnull prediction, ct_tensor *_Nonnull target);

// Lists of tensors. A list handle owns the list and is released with `ct_list_release`.
/// A list, or if NULL, `number` for every element.
typedef struct {
  ct_list *_Nullable list;
  double number;
} ct_operand;

ct_list *_Nullable ct_list_of(ct_tensor *_Nonnull const *_Nonnull tensors, int64_t count);
void ct_list_release(ct_list *_Nonnull list);
int64_t ct_list_count(ct_list *_Nonnull list);
/// Whether the list has a tensor at this index; gradients and results may be undefined.
bool ct_list_has(ct_list *_Nonnull list, int64_t index);
ct_tensor *_Nullable ct_list_get(ct_list *_Nonnull list, int64_t index);
ct_list *_Nullable ct_list_clone(ct_list *_Nonnull of);
ct_list *_Nullable ct_list_filled(ct_list *_Nonnull like, double value);
int ct_list_copy(ct_list *_Nonnull target, ct_list *_Nonnull source);

// Operations on lists, tensor by tensor
ct_list *_Nullable ct_foreach_add(ct_list *_Nonnull left, ct_list *_Nonnull right);
ct_list *_Nullable ct_foreach_subtract(ct_list *_Nonnull left, ct_list *_Nonnull right);
ct_list *_Nullable ct_foreach_multiply(ct_list *_Nonnull left, ct_list *_Nonnull right);
ct_list *_Nullable ct_foreach_divide(ct_list *_Nonnull left, ct_list *_Nonnull right);
ct_list *_Nullable ct_foreach_add_scalar(ct_list *_Nonnull left, double right);
ct_list *_Nullable ct_foreach_multiply_scalar(ct_list *_Nonnull left, double right);
ct_list *_Nullable ct_foreach_divide_scalar(ct_list *_Nonnull left, double right);
ct_list *_Nullable ct_foreach_subtract_from(double left, ct_list *_Nonnull right);
ct_list *_Nullable ct_foreach_divide_into(double left, ct_list *_Nonnull right);
ct_list *_Nullable ct_foreach_square_root(ct_list *_Nonnull of);
ct_list *_Nullable ct_foreach_magnitude(ct_list *_Nonnull of);
ct_list *_Nullable ct_foreach_sign(ct_list *_Nonnull of);
ct_list *_Nullable ct_foreach_at_least(ct_list *_Nonnull of, double least);
ct_list *_Nullable ct_foreach_at_most(ct_list *_Nonnull of, double most);
/// `yes` where left > right, and `no` elsewhere; at least one of `left` and `right` is a list.
ct_list *_Nullable ct_foreach_choose(
    ct_operand yes, ct_operand no, ct_operand left, ct_operand right);
/// The square root of the sum of all squares: the global norm.
int ct_foreach_norm(ct_list *_Nonnull of, double *_Nonnull out);

// Operations by name: `softmax`, or with an overload `mul.Scalar`, in the namespace `aten` unless
// another is given. The first overload that fits the arguments is called.
typedef enum {
  CT_NONE,
  CT_TENSOR,
  CT_INTEGER,
  CT_NUMBER,
  CT_TRUTH,
  CT_TEXT,
  CT_INTEGERS,
  CT_NUMBERS,
  CT_TRUTHS,
  CT_TENSORS,
  /// A `ct_type` in `integer`.
  CT_ELEMENT_TYPE,
  /// A `ct_device_kind` in `integer`, and its index in `count`.
  CT_DEVICE
} ct_argument_kind;

/// An argument; `kind` says which of the other fields are read.
typedef struct {
  ct_argument_kind kind;
  /// The parameter's name; NULL for a positional argument.
  const char *_Nullable label;
  ct_tensor *_Nullable tensor;
  int64_t integer;
  double number;
  const char *_Nullable text;
  const int64_t *_Nullable integers;
  const double *_Nullable numbers;
  ct_tensor *_Nullable const *_Nullable tensors;
  int64_t count;
} ct_argument;

/// Calls an operation that returns one tensor.
ct_tensor *_Nullable ct_call(
    const char *_Nonnull name, const ct_argument *_Nonnull arguments, int64_t count);
/// Calls an operation and returns all its results; numbers become tensors without dimensions.
ct_list *_Nullable ct_call_for_all(
    const char *_Nonnull name, const ct_argument *_Nonnull arguments, int64_t count);

// Row-major matrices in the caller's memory.
typedef struct {
  void *_Nonnull start;
  int64_t rows, columns;
  /// Whether the operation uses the transpose.
  bool transposed;
} ct_matrix;

/// result ← α · left · right + β · result; with β = 0 the previous content of `result` is ignored.
int ct_matrix_multiply(
    ct_type type, ct_matrix left, ct_matrix right, ct_matrix result, double alpha, double beta);
/// Eigenvalues as one row in ascending order, and eigenvectors as columns.
int ct_matrix_eigenvectors(ct_type type, ct_matrix symmetric, ct_matrix values, ct_matrix vectors);
/// The factor Q of the decomposition Q·R of a square matrix.
int ct_matrix_orthogonal_factor(ct_type type, ct_matrix matrix, ct_matrix result);

#ifdef __cplusplus
}
#endif
#endif
