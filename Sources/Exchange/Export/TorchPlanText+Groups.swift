// The Python that puts parameters into groups.
extension TorchPlanText {
  static let fits = #"""
    def fits(pattern, name):
        """Whether a name fits; `*` stands for any characters, `#` for a whole number."""
        text = re.escape(pattern).replace(r"\*", ".*?")
        text = text.replace(r"\#", "(?<![0-9])([0-9]+)(?![0-9])")
        return re.fullmatch(text, name, re.DOTALL)
    """#

  static let layers = #"""
    def layers(names, pattern):
        """The layer of each parameter: what has no number is before the first, or behind the last."""
        found = [fits(pattern, name) for name in names]
        numbers = [int(match[1]) if match else None for match in found]
        order = sorted({number for number in numbers if number is not None})
        first = next(index for index, match in enumerate(found) if match)
        return [
            (0 if index < first else len(order) + 1) if number is None else order.index(number) + 1
            for index, number in enumerate(numbers)
        ]
    """#

  /// The function that makes the optimizer's groups.
  var groups: String {
    let byLayer = """
              if what == "layers":
                  found = layers(names, pattern)
                  for index, layer in enumerate(found):
                      scales[index] *= value ** (max(found) - layer)
                      labels[index].append(f"layer {layer}")
                  continue

      """
    let byNumber = """
                  if what == "scale":
                      scales[index] *= value
                      continue

      """
    return #"""
      def groups(model):
          """The model's parameters in groups for an optimizer, by the clauses that hold for them."""
          named = list(model.named_parameters())
          names = [name for name, _ in named]
          labels, places, scales = [[] for _ in names], [[] for _ in names], [1.0 for _ in names]
          for place, (what, pattern, value) in enumerate(CLAUSES):
              if pattern is None:
                  continue
              fitting = [index for index, name in enumerate(names) if fits(pattern, name)]
              if not fitting:
                  raise ValueError(f"a parameter must fit {pattern!r}; the model has {names[:3]}")

      """#
        + (has("layers") ? byLayer : "")
          + #"""
                  for index in fitting:
                      if pattern not in labels[index]:
                          labels[index].append(pattern)

          """#
        + (has("scale") ? byNumber : "")
          + #"""
                      if what != "factor" and any(CLAUSES[other][0] == what for other in places[index]):
                          raise ValueError(f"{names[index]!r} must fit one pattern for {what}; it fits {labels[index]}")
                      places[index].append(place)
              found = {}
              for index, (_, parameter) in enumerate(named):
                  key = (", ".join(labels[index]) or "all others", tuple(places[index]), scales[index])
                  found.setdefault(key, []).append(parameter)
              return [
                  {"params": parameters, "name": name, "clauses": list(places), "scale": scale}
                  for (name, places, scale), parameters in found.items()
              ]
          """#
  }

  static let clausesOfGroup = #"""
    def clauses(group, what):
        """The schedules of a group, those for some parameters behind those for all."""
        if "clauses" not in group:
            raise ValueError("the groups of the optimizer must be those of groups(model)")
        return [
            value
            for place, (name, pattern, value) in enumerate(CLAUSES)
            if name == what and (pattern is None or place in group["clauses"])
        ]
    """#

  static let share = #"""
    def share(group):
        """The rate of a group as a share of BASE, by the step."""
        own, scale = clauses(group, "rate"), group["scale"]
        schedules = [own[-1] if own else rate] + clauses(group, "factor")
        return lambda step: math.prod(schedule(step) for schedule in schedules) * scale / BASE
    """#
}
