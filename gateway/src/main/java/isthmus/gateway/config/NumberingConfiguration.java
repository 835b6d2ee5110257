package isthmus.gateway.config;

import isthmus.gateway.config.tree.Checked;
import isthmus.gateway.config.tree.Complaints;
import isthmus.gateway.config.tree.Setting;
import java.util.Optional;

/** The section {@code numbering}. */
public record NumberingConfiguration(
    @Setting(
            meaning = "Country code (E.164) of numbers that are written without one.",
            fallback = "1")
        String homeCountry,
    @Setting(
            meaning =
                "What is dialled before a country code. Without it: 011 where home-country is 1,"
                    + " else 00.")
        Optional<String> internationalPrefix,
    @Setting(
            meaning =
                "What is dialled before a national number. Without it: 1 where home-country is 1,"
                    + " else 0.")
        Optional<String> nationalPrefix)
    implements Checked {

  /** {@link #internationalPrefix} or what is usual in the home country. */
  public String effectiveInternationalPrefix() {
    return internationalPrefix.orElse(isNorthAmerica() ? "011" : "00");
  }

  /** {@link #nationalPrefix} or what is usual in the home country. */
  public String effectiveNationalPrefix() {
    return nationalPrefix.orElse(isNorthAmerica() ? "1" : "0");
  }

  private boolean isNorthAmerica() {
    return homeCountry.equals("1");
  }

  @Override
  public void check(Complaints complaints) {
    if (!homeCountry.matches("[1-9]\\d{0,2}")) {
      complaints.error(
          "home-country",
          "'" + homeCountry + "' is not a country code; allowed: 1 to 3 digits, such as 49");
    }
    internationalPrefix.ifPresent(prefix -> digits("international-prefix", prefix, complaints));
    nationalPrefix.ifPresent(prefix -> digits("national-prefix", prefix, complaints));
  }

  private static void digits(String key, String prefix, Complaints complaints) {
    if (!prefix.matches("\\d{1,5}")) {
      complaints.error(key, "'" + prefix + "' is not a prefix; allowed: 1 to 5 digits");
    }
  }
}
