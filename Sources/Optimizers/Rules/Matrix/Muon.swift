public import Notation

extension Optimizer {
  /// Muon: orthogonalized momentum for hidden matrices, so that a step has the same size in every
  /// direction, and AdamW for all other parameters.
  ///
  /// ```
  /// m ← μ·m + (1 − μ)·g
  /// x ← g + μ·(m − g)       with Nesterov; without: m
  /// x ← x/max(‖x‖, 1e-7)
  /// x ← a·x + (b·x·xᵀ + c·(x·xᵀ)²)·x          as often as `steps` says
  /// p ← (1 − η·λ)·p − η·s·x
  /// ```
  ///
  /// where η is the learning rate, μ `momentum` and λ `weightDecay`. The polynomial, with (a, b, c)
  /// = (3.4445, −4.7750, 2.0315), brings all but the smallest singular values to 0.7 … 1.2. Of an n
  /// × m matrix, s is √max(1, n/m) when `scaling` is `spectral`: a step's spectral norm is about
  /// η·√max(1, n/m), and rates are about ten times those of AdamW. When it is `rms`, s is
  /// 0.2·√max(n, m): elements change as much as AdamW's, so one rate suits both parts.
  ///
  /// AdamW, with `beta1`, `beta2`, `epsilon` and the same η and λ, updates the parameters of fewer
  /// than two dimensions, and those whose names fit one of `others`, which should be those of
  /// embeddings and output layers: their rows are used one at a time, and Muon does not suit them.
  ///
  /// Source: Jordan, *Muon*, 2024 (<https://kellerjordan.github.io/posts/muon/>); `rms` from Liu et
  /// al., *Muon is Scalable for LLM Training*, 2025 (<https://arxiv.org/abs/2502.16982>). PyTorch's
  /// `torch.optim.Muon` computes the polynomial in bfloat16, here it is in the parameters' own
  /// precision; its default scaling is `spectral`. More than two dimensions count as first × all
  /// others.
  ///
  /// - Parameters:
  ///   - momentum: μ, in 0 ..< 1.
  ///   - nesterov: Whether the step looks ahead along the momentum, as Nesterov does.
  ///   - steps: How often the polynomial is applied, at least 1.
  ///   - scaling: How a matrix's sizes scale its step.
  ///   - weightDecay: λ, at least 0, of both parts.
  ///   - others: Patterns of the names of AdamW's parameters, in which `*` stands for any
  ///     characters.
  ///   - beta1: β₁ of AdamW, in 0 ..< 1.
  ///   - beta2: β₂ of AdamW, in 0 ..< 1.
  ///   - epsilon: ε of AdamW, positive.
  /// - Precondition: every number is in its range.
  public static func muon(
    momentum: Double = 0.95, nesterov: Bool = true, steps: Int = 5, scaling: MuonScaling = .rms,
    weightDecay: Double = 0.1, others: [NamePattern] = Optimizer.muonOthers, beta1: Double = 0.9,
    beta2: Double = 0.999, epsilon: Double = 1e-8
  ) -> Optimizer {
    var rule = Muon()
    (rule.momentum, rule.nesterov, rule.steps) = (momentum, nesterov, steps)
    (rule.scaling, rule.weightDecay, rule.others) = (scaling, weightDecay, others)
    (rule.beta1, rule.beta2, rule.epsilon) = (beta1, beta2, epsilon)
    return Optimizer(rule)
  }

  /// Patterns of the names that embeddings and output layers often have.
  public static let muonOthers: [NamePattern] = ["*embed*", "*wte.*", "*wpe.*", "*head.*"]
}

/// How a matrix's sizes scale its step.
public enum MuonScaling: String, CaseIterable, NotationValue, Sendable {
  /// √max(1, rows/columns), which is also about the step's spectral norm divided by the rate.
  case spectral
  /// 0.2·√max(rows, columns): elements change as much as under AdamW.
  case rms

  func factor(_ rows: Int, _ columns: Int) -> Double {
    switch self {
    case .spectral: max(1, Double(rows) / Double(columns)).squareRoot()
    case .rms: 0.2 * Double(max(rows, columns)).squareRoot()
    }
  }
}

/// The rule of `muon`.
package struct Muon: NamedRule {
  package var momentum = 0.95
  package var nesterov = true
  package var steps = 5
  package var scaling = MuonScaling.rms
  package var weightDecay = 0.1
  package var others = Optimizer.muonOthers
  package var beta1 = 0.9
  package var beta2 = 0.999
  package var epsilon = 1e-8

  /// PyTorch's constants, with the scaling that suits AdamW's rates.
  package init() {}

  /// Whether this rule orthogonalizes the steps of a parameter. If not, AdamW makes them.
  package func isHidden(_ parameter: ParameterShape) -> Bool {
    parameter.matrix != nil && !others.contains { $0.matches(parameter.name) }
  }

  static let momentumSlot = StateKey(0, "momentum")

  /// AdamW's part in one pass, and then matrix by matrix.
  package func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    let indices = step.parameters.indices
    let forAdamW = indices.filter { !isHidden(step.parameters[$0].shape) }
    if !forAdamW.isEmpty {
      let part = step.restricted(to: forAdamW, firstNumber: 0)
      let coefficients = part.groups.map {
        setting($0.hyperparameters).coefficients($0, part.count)
      }
      part.apply(AdamW.self, slots: [AdamW.mean, AdamW.square], group: coefficients)
    }
    let matrices = indices.filter {
      isHidden(step.parameters[$0].shape) && !step.parameters[$0].values.isEmpty
    }
    let sizes = matrices.map { step.parameters[$0].shape.matrix ?? (0, 0) }
    let capacity = sizes.map { rows, columns in
      2 * rows * columns + 2 * min(rows, columns) * min(rows, columns)
    }
    try step.withWorkspace(of: capacity.max() ?? 0) { workspace in
      for (index, (rows, columns)) in zip(matrices, sizes) {
        workspace.clear()
        try setting(step.group(of: index).hyperparameters).update(
          matrix: index, rows, columns, in: step, &workspace)
      }
    }
  }

  private func coefficients(_ group: StepSettings.Group, _ count: Int) -> AdamW.Coefficients {
    var rule = AdamW()
    (rule.beta1, rule.beta2) = (beta1, beta2)
    (rule.epsilon, rule.weightDecay) = (epsilon, weightDecay)
    return rule.coefficients(
      at: StepNumbers(learningRate: group.learningRate, count: count, running: []))
  }
}

extension Muon {
  package static let word = NotationWord(
    "muon", summary: "orthogonalized momentum for matrices, AdamW for the rest",
    formula: """
      m ← μ·m + (1 − μ)·g
      p ← p − η·s·orthogonal(m) for hidden matrices; the rest by adamw
      """,
    purpose: "the hidden matrices of transformers", source: "Jordan 2024; Liu et al. 2025; PyTorch")
  /// 0.003 for the scaling that suits AdamW's rates, and 0.02 for the other.
  package var typicalRate: Double { scaling == .rms ? 3e-3 : 2e-2 }
  /// m of a hidden matrix, AdamW's means of the rest.
  package func slots(of parameter: ParameterShape) -> [Slot] {
    isHidden(parameter) ? [Slot(Self.momentumSlot)] : [Slot(AdamW.mean), Slot(AdamW.square)]
  }
  package func decoupledDecay(of parameter: ParameterShape) -> Double { weightDecay }
  /// Orthogonal for a hidden matrix, normalized for AdamW's parameters.
  package func gradientDependence(of parameter: ParameterShape) -> GradientDependence? {
    guard isHidden(parameter), let (rows, columns) = parameter.matrix, rows > 0, columns > 0 else {
      return .normalized
    }
    return .orthogonal(norm: scaling.factor(rows, columns))
  }
  package static var hyperparameters: NotationParameters<Muon> {
    [
      .share("momentum", \.momentum), .flag("nesterov", \.nesterov),
      .whole("steps", \.steps, atLeast: 1, atMost: 100), .optional("scaling", \.scaling, .cases),
      .notNegative("weightDecay", \.weightDecay),
      .optional("others", \.others, .list(.pattern)),
      .share("beta1", \.beta1), .share("beta2", \.beta2), .positive("epsilon", \.epsilon),
    ]
  }
}
