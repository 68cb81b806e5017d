// What a handle of a list stands for.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "CTorch.h"

struct ct_list {
  std::vector<at::Tensor> tensors;
};
