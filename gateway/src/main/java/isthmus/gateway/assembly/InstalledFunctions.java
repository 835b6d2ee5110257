package isthmus.gateway.assembly;

import isthmus.cpm.address.AddressParser;
import isthmus.cpm.interworking.InterworkingFunction;
import isthmus.cpm.interworking.InterworkingInbound;
import isthmus.gateway.config.Configuration;
import isthmus.gateway.config.SmsConfiguration;
import isthmus.gateway.config.value.FreeSettings;
import isthmus.sms.SmsInterworkingFunction;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The interworking functions of this gateway: SMS where the configuration has a peer for it, and
 * whatever else is on the class path. What is there is installed; a section of {@code services}
 * only gives it settings.
 */
final class InstalledFunctions {
  private final Map<String, InterworkingFunction> functions = new LinkedHashMap<>();

  private InstalledFunctions() {}

  /**
   * Makes them, not started; on failure none is left open.
   *
   * @throws IllegalArgumentException with a line that says what is wrong
   */
  static List<InterworkingFunction> of(
      Configuration configuration,
      InterworkingInbound inbound,
      AddressParser addresses,
      InstantSource clock) {
    InstalledFunctions installed = new InstalledFunctions();
    try {
      installed.addSms(configuration, inbound, addresses, clock);
      for (InterworkingFunction.Provider provider : providers()) {
        installed.add(provider, configuration.services(), inbound);
      }
      installed.requireOwnersOf(
          configuration.services(), configuration.functions().directory().isPresent());
      return List.copyOf(installed.functions.values());
    } catch (RuntimeException wrong) {
      installed.functions.values().forEach(InterworkingFunction::close);
      throw wrong;
    }
  }

  private void addSms(
      Configuration configuration,
      InterworkingInbound inbound,
      AddressParser addresses,
      InstantSource clock) {
    SmsConfiguration sms = configuration.sms();
    if (sms.smsc().isEmpty() && sms.server().isEmpty()) {
      return;
    }
    functions.put(
        SmsInterworkingFunction.SERVICE,
        new SmsInterworkingFunction(
            SmsMapping.settings(sms, configuration.numbering()), inbound, addresses, clock));
  }

  private static List<InterworkingFunction.Provider> providers() {
    List<InterworkingFunction.Provider> providers = new ArrayList<>();
    try {
      ServiceLoader.load(InterworkingFunction.Provider.class).forEach(providers::add);
    } catch (ServiceConfigurationError broken) {
      throw new IllegalArgumentException(
          "an interworking function on the class path cannot be loaded: " + broken.getMessage(),
          broken);
    }
    return providers;
  }

  private void add(
      InterworkingFunction.Provider provider,
      Map<String, FreeSettings> services,
      InterworkingInbound inbound) {
    String service = provider.service();
    if (functions.containsKey(service)) {
      throw new IllegalArgumentException(
          "service %s is there already; %s on the class path offers it once more"
              .formatted(service, provider.getClass().getName()));
    }
    Map<String, Object> settings =
        Optional.ofNullable(services.get(service)).map(FreeSettings::values).orElse(Map.of());
    try {
      functions.put(service, provider.create(settings, inbound));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("services." + service + ": " + wrong.getMessage(), wrong);
    }
  }

  /**
   * A section that nobody reads is a mistake: a name misspelt or a file forgotten; unless a jar may
   * come that reads it.
   */
  private void requireOwnersOf(Map<String, FreeSettings> services, boolean moreMayCome) {
    for (String service : services.keySet()) {
      if (service.equals(SmsInterworkingFunction.SERVICE)) {
        throw new IllegalArgumentException(
            "services.sms: SMS has a section of its own; allowed: sms");
      }
      if (!moreMayCome && !functions.containsKey(service)) {
        throw new IllegalArgumentException(
            "services.%s: no interworking function of that name is on the class path; there: %s"
                .formatted(service, String.join(", ", functions.keySet())));
      }
    }
  }
}
