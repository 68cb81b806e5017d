internal import Foundation

/// What all trials of a study share.
package struct TrialSetting {
  /// The command.
  package let template: CommandTemplate
  /// Where its losses are.
  package let source: LossSource
  /// The folder in which it runs.
  package let workingFolder: String
  /// How many run at once.
  package let parallel: Int
  /// After how many seconds without a sign of life a program hangs.
  package let silence: Double
  /// The variables of the programs.
  let environment: [String: String]

  package init(
    _ template: CommandTemplate, source: LossSource, workingFolder: String, parallel: Int,
    silence: Double, environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    (self.template, self.source, self.workingFolder) = (template, source, workingFolder)
    self.parallel = source.isShared ? 1 : parallel
    self.silence = silence
    var variables = environment
    // Python would keep its lines until 8 KB are full.
    variables["PYTHONUNBUFFERED"] = "1"
    if self.parallel > 1 {
      // Programs that each take all cores hinder each other.
      for name in ["OMP_NUM_THREADS", "MKL_NUM_THREADS"] where variables[name] == nil {
        variables[name] = "1"
      }
    }
    self.environment = variables
  }
}
