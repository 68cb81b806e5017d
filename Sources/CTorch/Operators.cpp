// Calls any libtorch operation by name: arguments are matched to the operation's schema, which has
// the defaults, and the call goes through the dispatcher, so gradients flow as usual.
#include <ATen/ATen.h>
#include <ATen/core/dispatch/Dispatcher.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

#include "Guard.h"
#include "List.h"

using c10::IValue;
using c10::OperatorHandle;
using ct::open;

namespace {

/// The overloads of one name, the unnamed one first; overloads that write into an argument are
/// excluded.
using Overloads = std::vector<OperatorHandle>;

bool isCallable(const OperatorHandle &operation) {
  if (!operation.hasSchema()) return false;
  for (const c10::Argument &argument : operation.schema().arguments()) {
    if (argument.is_out()) return false;
    // libtorch supports named dimensions; this interface does not.
    if (argument.type()->annotation_str().find("Dimname") != std::string::npos) return false;
  }
  return true;
}

bool takesGenerator(const OperatorHandle &operation) {
  const auto &arguments = operation.schema().arguments();
  return std::any_of(arguments.begin(), arguments.end(), [](const c10::Argument &argument) {
    return argument.name() == "generator";
  });
}

Overloads find(const std::string &name) {
  const bool isQualified = name.find("::") != std::string::npos;
  const size_t dot = name.find('.', isQualified ? name.find("::") : 0);
  const std::string base = (isQualified ? "" : "aten::") + name.substr(0, dot);
  auto &dispatcher = c10::Dispatcher::singleton();
  if (dot != std::string::npos) {
    const auto one = dispatcher.findSchema({base, name.substr(dot + 1)});
    TORCH_CHECK(one.has_value(), "there is no operation '", name, "'");
    return {*one};
  }
  Overloads found;
  for (const c10::OperatorName &candidate : dispatcher.getAllOpNames()) {
    if (candidate.name != base) continue;
    const auto operation = dispatcher.findSchema(candidate);
    if (operation && isCallable(*operation)) found.push_back(*operation);
  }
  TORCH_CHECK(!found.empty(), "there is no operation '", name, "'");
  // Overloads with a generator come first, since they repeat with this thread's seed.
  const auto rank = [](const OperatorHandle &operation) {
    return std::pair(!takesGenerator(operation), operation.operator_name().overload_name);
  };
  std::sort(found.begin(), found.end(), [&](const OperatorHandle &one, const OperatorHandle &other) {
    return rank(one) < rank(other);
  });
  return found;
}

/// Results are cached forever, since a program uses few names. A thread needs no lock after its
/// first look-up of a name.
const Overloads &overloads(const char *name) {
  static std::mutex mutex;
  static std::unordered_map<std::string, std::unique_ptr<Overloads>> known;
  thread_local std::unordered_map<std::string, const Overloads *> seen;
  const std::string key = name;
  const auto place = seen.find(key);
  if (place != seen.end()) return *place->second;
  const std::lock_guard<std::mutex> lock(mutex);
  auto found = known.find(key);
  if (found == known.end()) {
    found = known.emplace(key, std::make_unique<Overloads>(find(key))).first;
  }
  seen[key] = found->second.get();
  return *found->second;
}

at::Device deviceOf(const ct_argument &argument) {
  return ct::device(static_cast<ct_device_kind>(argument.integer), static_cast<int>(argument.count));
}

/// Whether `argument` fits `type`; if so, `value` is the converted argument.
bool fit(
    const ct_argument &argument, const c10::TypePtr &type, std::optional<int32_t> length,
    IValue &value) {
  if (type->kind() == c10::TypeKind::OptionalType) {
    if (argument.kind == CT_NONE) {
      value = IValue();
      return true;
    }
    return fit(argument, type->expectRef<c10::OptionalType>().getElementType(), length, value);
  }
  switch (type->kind()) {
    case c10::TypeKind::TensorType:
      if (argument.kind != CT_TENSOR) return false;
      value = open(argument.tensor);
      return true;
    case c10::TypeKind::NumberType:
      if (argument.kind == CT_INTEGER) value = argument.integer;
      else if (argument.kind == CT_NUMBER) value = argument.number;
      else if (argument.kind == CT_TRUTH) value = argument.integer != 0;
      else return false;
      return true;
    case c10::TypeKind::IntType:
    case c10::TypeKind::SymIntType:
      if (argument.kind == CT_ELEMENT_TYPE)
        value = static_cast<int64_t>(ct::scalarType(static_cast<ct_type>(argument.integer)));
      else if (argument.kind == CT_INTEGER) value = argument.integer;
      else return false;
      return true;
    case c10::TypeKind::FloatType:
    case c10::TypeKind::SymFloatType:
      if (argument.kind == CT_NUMBER) value = argument.number;
      else if (argument.kind == CT_INTEGER) value = static_cast<double>(argument.integer);
      else return false;
      return true;
    case c10::TypeKind::BoolType:
    case c10::TypeKind::SymBoolType:
      if (argument.kind != CT_TRUTH) return false;
      value = argument.integer != 0;
      return true;
    case c10::TypeKind::StringType:
      if (argument.kind != CT_TEXT) return false;
      value = std::string(argument.text);
      return true;
    case c10::TypeKind::DeviceObjType:
      if (argument.kind != CT_DEVICE) return false;
      value = deviceOf(argument);
      return true;
    case c10::TypeKind::ListType: {
      const c10::TypePtr element = type->expectRef<c10::ListType>().getElementType();
      switch (element->kind()) {
        case c10::TypeKind::IntType:
        case c10::TypeKind::SymIntType: {
          if (argument.kind == CT_INTEGERS) {
            value = std::vector<int64_t>(argument.integers, argument.integers + argument.count);
            return true;
          }
          // `int[2] stride` accepts one number for both.
          if (argument.kind != CT_INTEGER || !length) return false;
          value = std::vector<int64_t>(*length, argument.integer);
          return true;
        }
        case c10::TypeKind::FloatType:
          if (argument.kind == CT_NUMBERS)
            value = std::vector<double>(argument.numbers, argument.numbers + argument.count);
          else if (argument.kind == CT_INTEGERS)
            value = std::vector<double>(argument.integers, argument.integers + argument.count);
          else return false;
          return true;
        case c10::TypeKind::BoolType: {
          if (argument.kind != CT_TRUTHS) return false;
          c10::List<bool> list;
          for (int64_t i = 0; i < argument.count; ++i) list.push_back(argument.integers[i] != 0);
          value = list;
          return true;
        }
        case c10::TypeKind::NumberType: {
          c10::List<at::Scalar> list;
          for (int64_t i = 0; i < argument.count; ++i) {
            if (argument.kind == CT_NUMBERS) list.push_back(argument.numbers[i]);
            else if (argument.kind == CT_INTEGERS) list.push_back(argument.integers[i]);
            else return false;
          }
          value = list;
          return true;
        }
        case c10::TypeKind::TensorType: {
          const bool isEmpty = argument.kind == CT_INTEGERS && argument.count == 0;
          if (argument.kind != CT_TENSORS && !isEmpty) return false;
          c10::List<at::Tensor> list;
          for (int64_t i = 0; i < argument.count; ++i) {
            if (argument.tensors[i] == nullptr) return false;
            list.push_back(open(argument.tensors[i]));
          }
          value = list;
          return true;
        }
        case c10::TypeKind::OptionalType: {
          if (argument.kind != CT_TENSORS) return false;
          c10::List<std::optional<at::Tensor>> list;
          for (int64_t i = 0; i < argument.count; ++i) {
            list.push_back(
                argument.tensors[i] ? std::optional(open(argument.tensors[i])) : std::nullopt);
          }
          value = list;
          return true;
        }
        default: return false;
      }
    }
    default: return false;
  }
}

/// Whether the arguments fit the schema: if so, `stack` holds them; if not, `reason` explains why.
bool fit(
    const OperatorHandle &operation, const ct_argument *arguments, int64_t count,
    std::vector<IValue> &stack, std::string *reason) {
  const auto &parameters = operation.schema().arguments();
  stack.clear();
  stack.reserve(parameters.size());
  const auto refuse = [&](auto &&...words) {
    if (reason) *reason = c10::str(words...);
    return false;
  };
  int64_t position = 0, used = 0;
  for (const c10::Argument &parameter : parameters) {
    const ct_argument *given = nullptr;
    if (!parameter.kwarg_only() && position < count && arguments[position].label == nullptr) {
      given = &arguments[position++];
    } else {
      for (int64_t i = position; i < count && !given; ++i) {
        if (arguments[i].label && parameter.name() == arguments[i].label) given = &arguments[i];
      }
    }
    if (!given) {
      if (parameter.name() == "generator") {
        // Random numbers repeat with this thread's seed.
        stack.push_back(ct::generator());
      } else if (parameter.default_value()) {
        stack.push_back(*parameter.default_value());
      } else if (parameter.type()->kind() == c10::TypeKind::OptionalType) {
        stack.push_back(IValue());
      } else {
        return refuse("'", parameter.name(), "' is missing");
      }
      continue;
    }
    ++used;
    IValue value;
    if (!fit(*given, parameter.type(), parameter.N(), value)) {
      return refuse("'", parameter.name(), "' must be of type ", parameter.type()->annotation_str());
    }
    stack.push_back(std::move(value));
  }
  if (used < count) {
    for (int64_t i = 0; i < count; ++i) {
      if (!arguments[i].label) continue;
      const bool isKnown = std::any_of(parameters.begin(), parameters.end(), [&](const auto &one) {
        return one.name() == arguments[i].label;
      });
      if (!isKnown) return refuse("there is no argument '", arguments[i].label, "'");
    }
    return refuse("there are ", count, " arguments, more than it takes");
  }
  return true;
}

/// Calls the first overload that fits the arguments; the results are on the stack.
void call(
    const char *name, const ct_argument *arguments, int64_t count, std::vector<IValue> &stack) {
  const Overloads &candidates = overloads(name);
  for (const OperatorHandle &operation : candidates) {
    if (!fit(operation, arguments, count, stack, nullptr)) continue;
    // Other devices cannot use a CPU generator.
    for (IValue &value : stack) {
      if (!value.isGenerator()) continue;
      const bool isElsewhere = std::any_of(stack.begin(), stack.end(), [](const IValue &other) {
        return (other.isTensor() && !other.toTensor().is_cpu()) ||
            (other.isDevice() && !other.toDevice().is_cpu());
      });
      if (isElsewhere) value = IValue();
    }
    operation.callBoxed(stack);
    return;
  }
  std::ostringstream message;
  std::string reason;
  if (candidates.size() == 1) {
    fit(candidates[0], arguments, count, stack, &reason);
    message << reason << "; it is ";
  } else {
    message << "the arguments fit none of its forms: ";
  }
  for (size_t i = 0; i < candidates.size(); ++i) {
    message << (i ? "; " : "") << candidates[i].schema();
  }
  TORCH_CHECK(false, message.str());
}

/// Appends the tensors of a result to `into`; numbers become tensors without dimensions.
void flatten(const IValue &value, std::vector<at::Tensor> &into) {
  if (value.isTensor()) {
    into.push_back(value.toTensor());
  } else if (value.isTensorList()) {
    for (const at::Tensor &one : value.toTensorList()) into.push_back(one);
  } else if (value.isIntList()) {
    for (const int64_t one : value.toIntList()) into.push_back(at::scalar_tensor(one, at::kLong));
  } else if (value.isScalar()) {
    const auto type = value.isDouble() ? at::kDouble : value.isBool() ? at::kBool : at::kLong;
    into.push_back(at::scalar_tensor(value.toScalar(), type));
  } else {
    TORCH_CHECK(value.isNone(), "a result of the kind ", value.tagKind(), " cannot be read");
  }
}

}  // namespace

ct_tensor *ct_call(const char *name, const ct_argument *arguments, int64_t count) {
  return ct::tensor([&] {
    std::vector<IValue> stack;
    call(name, arguments, count, stack);
    TORCH_CHECK(
        stack.size() == 1 && stack[0].isTensor(), "it answers ", stack.size(),
        " results, not one tensor");
    return std::move(stack[0]).toTensor();
  });
}

ct_list *ct_call_for_all(const char *name, const ct_argument *arguments, int64_t count) {
  return ct::guarded<ct_list *>(nullptr, [&] {
    std::vector<IValue> stack;
    call(name, arguments, count, stack);
    auto list = std::make_unique<ct_list>();
    for (const IValue &value : stack) flatten(value, list->tensors);
    return list.release();
  });
}
