public import Notation

// What most parameters of schedules and controllers may be. No range holds NaN.
extension Domain<Double> {
  /// A value of a curve: finite, and at most 1e100 in size so that sums stay finite.
  public static var value: Domain {
    Domain("value", "between -1e100 and 1e100") { $0.magnitude <= 1e100 }
  }

  /// A number that must be positive.
  public static var positive: Domain {
    Domain("number", "positive, and at most 1e100") { $0 > 0 && $0 <= 1e100 }
  }

  /// A factor that must be positive.
  public static var factor: Domain { .positive.called("factor") }

  /// A number that must not be negative.
  public static var notNegative: Domain {
    Domain("number", "between 0 and 1e100") { $0 >= 0 && $0 <= 1e100 }
  }

  /// A share that is kept from step to step, such as a momentum; 1 minus it is not zero.
  public static var belowOne: Domain {
    Domain("number", "at least 0 and below 1") { $0 >= 0 && $0 < 1 }
  }
}

extension Domain<Length> {
  /// A length, which may be zero.
  public static var length: Domain {
    Domain("length", "between 0 and 1e100") { $0.amount >= 0 && $0.amount <= 1e100 }
  }

  /// The length of something that repeats, which must not be zero.
  public static var period: Domain {
    Domain("length", "positive, and at most 1e100") {
      $0.amount >= 1e-100 && $0.amount <= 1e100
    }
  }
}
