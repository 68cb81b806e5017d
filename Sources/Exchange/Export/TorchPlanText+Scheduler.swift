internal import LearningRate

// The Python that sets what is scheduled.
extension TorchPlanText {
  static let clausesOfAll = #"""
    def clauses(group, what):
        return [value for name, _, value in CLAUSES if name == what]
    """#

  static let put = #"""
    def put(group, name, value):
        """Sets a hyperparameter of a group; the betas are a pair."""
        key = "betas" if name in ("beta1", "beta2") else name
        if key not in group:
            raise ValueError(f"the optimizer must have {key!r}, which the plan schedules")
        if name == "beta1":
            value = (value, group["betas"][1])
        elif name == "beta2":
            value = (group["betas"][0], value)
        group[key] = value
    """#

  /// The scheduler, where one sets more than rates.
  var scheduler: String {
    let names = others.map { "\"\($0)\"" }.joined(separator: ", ") + (others.count == 1 ? "," : "")
    let sets = """
              for group in self.optimizer.param_groups:
                  for name in (\(names)):
                      for schedule in clauses(group, name)[-1:]:
                          put(group, name, schedule(self.last_epoch))

      """
    let factor = plateau == nil ? "" : " * self.plateau.optimizer.param_groups[0][\"lr\"]"
    return "class Plan(LambdaLR):\n" + (plateau.map(start) ?? "") + "    def get_lr(self):\n"
      + (others.isEmpty ? "" : sets)
      + "        shares = [share(self.last_epoch) for share in self.lr_lambdas]\n"
      + "        return [base * share\(factor) for base, share in zip(self.base_lrs, shares)]"
      + (plateau.map { "\n\n" + measures($0) } ?? "")
  }

  private func start(_ plateau: PlateauSettings) -> String {
    """
        def __init__(self, optimizer, shares):
            # it changes the rate of an optimizer: of one whose rate is the factor on every other
            self.plateau = ReduceLROnPlateau(
                SGD([zeros(1)], lr=1.0),
                mode="\(plateau.mode.rawValue)",
                factor=\(python(plateau.factor)),
                patience=\(plateau.patience),
                threshold=\(python(plateau.threshold)),
                threshold_mode="\(plateau.thresholdMode == .absolute ? "abs" : "rel")",
                cooldown=\(plateau.cooldown),
                min_lr=\(python(plateau.minFactor)),
                eps=\(python(plateau.epsilon)),
            )
            super().__init__(optimizer, shares)


    """
  }

  private func measures(_ plateau: PlateauSettings) -> String {
    let sleeps = wake == 0 ? "" : "self.last_epoch < \(wake) or "
    let isRelative = plateau.thresholdMode == .relative && plateau.threshold > 0
    let note = wake == 0 ? "" : "; while the rate warms up it does not count"
    let check =
      isRelative
      ? """
              if value < 0:
                  raise ValueError(f"a relative threshold needs measurements from 0 on; received {value}")

      """ : ""
    let odd =
      plateau.nonFinite == .bad
      ? """
              if not abs(value) <= 1e100:
                  value = math.nan

      """ : ""
    let skips =
      plateau.nonFinite == .bad
      ? (wake == 0 ? "" : "        if self.last_epoch < \(wake):\n            return\n")
      : "        if \(sleeps)not abs(value) <= 1e100:\n            return\n"
    return """
          def measure(self, value):
              \"""Takes a measurement\(note).\"""
              value = float(value)
      \(skips)\(odd)\(check)        self.plateau.step(value)
              self._last_lr = self.get_lr()
              for group, value in zip(self.optimizer.param_groups, self._last_lr):
                  group["lr"] = value

          def state_dict(self):
              factor = self.plateau.optimizer.param_groups[0]["lr"]
              return super().state_dict() | {"plateau": self.plateau.state_dict() | {"lr": factor}}

          def load_state_dict(self, state):
              plateau = dict(state["plateau"])
              self.plateau.optimizer.param_groups[0]["lr"] = plateau.pop("lr")
              self.plateau.load_state_dict(plateau)
              super().load_state_dict({key: state[key] for key in state if key != "plateau"})
      """
  }
}
