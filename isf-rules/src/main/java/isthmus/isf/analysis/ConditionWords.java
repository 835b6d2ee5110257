package isthmus.isf.analysis;

import isthmus.isf.policy.Condition;

/** What conditions are about, in the words of the sheet's headings. */
final class ConditionWords {
  private ConditionWords() {}

  static String subject(Condition condition) {
    return switch (condition) {
      case Condition.KindIs _ -> "Kind";
      case Condition.AddressIs is -> is.side() == Condition.Side.FROM ? "From" : "To";
      case Condition.ServiceIs _ -> "Service";
      case Condition.ContentHas _ -> "Content";
      case Condition.SizeWithin _ -> "Size";
      case Condition.CharactersWithin _ -> "Characters";
      case Condition.TimeWithin _ -> "When";
      case Condition.FailureIs _ -> "Failure";
      case Condition.FailedServiceIs _ -> "Failed service";
      case Condition.AttemptsWithin _ -> "Attempts";
      case Condition.ClassIs is -> is.side() == Condition.Side.FROM ? "From class" : "To class";
    };
  }
}
