package isthmus.gateway.config;

import isthmus.gateway.config.tree.Checked;
import isthmus.gateway.config.tree.Complaints;
import isthmus.gateway.config.tree.Setting;
import isthmus.gateway.config.value.FreeSettings;
import isthmus.gateway.config.value.ListenAddress;
import isthmus.gateway.config.value.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A whole configuration file. */
public record Configuration(
    @Setting(
            meaning =
                "Directory of the embedded database and of files the gateway keeps; created when"
                    + " missing.",
            fallback = "data")
        Path data,
    @Setting(
            meaning =
                "Name of this node among those that share a database. Without one, a name is drawn"
                    + " at the first start and kept in the data directory.")
        Optional<String> node,
    @Setting(
            meaning =
                "Where messages are kept: `embedded` (a PostgreSQL of the gateway's own) or the"
                    + " address of a PostgreSQL 14 or later.",
            fallback = "embedded")
        Database database,
    @Setting(meaning = "The CPM side: SIP.") SipConfiguration sip,
    @Setting(meaning = "How phone numbers without a country code are read.")
        NumberingConfiguration numbering,
    @Setting(
            meaning =
                "The provider's policies for leaving CPM (CPM SD §5.3.1.1): what happens to a"
                    + " request for each reason.")
        InterworkingConfiguration interworking,
    @Setting(meaning = "Conversations with users of other services (CPM SD §5.3.2.1).")
        ConversationConfiguration conversation,
    @Setting(meaning = "How accepted messages are kept, retried and given up.")
        DeliveryConfiguration delivery,
    @Setting(meaning = "SMS over SMPP.") SmsConfiguration sms,
    @Setting(
            meaning =
                "Settings of further services, by name: of each interworking function that somebody"
                    + " put on the class path.")
        Map<String, FreeSettings> services,
    @Setting(meaning = "Further interworking functions, added while the gateway runs.")
        FunctionsConfiguration functions,
    @Setting(meaning = "The interworking selection function.") IsfConfiguration isf,
    @Setting(meaning = "Console, REST and observation.") HttpConfiguration http,
    @Setting(
            meaning =
                "Who may use the console and REST. Without accounts and without OpenID Connect, an"
                    + " http.listen on loopback is open to everybody there, and any other to"
                    + " nobody.")
        AccessConfiguration access,
    @Setting(meaning = "Logs.") ObserveConfiguration observe)
    implements Checked {

  /**
   * Every address that the gateway listens at, by the key path that sets it, in the file's order.
   */
  public Map<String, ListenAddress> listeners() {
    Map<String, ListenAddress> result = new LinkedHashMap<>();
    if (database instanceof Database.Embedded embedded) {
      result.put(
          "database.embedded.port",
          new ListenAddress(Transport.TCP, Database.Embedded.loopback(embedded.port())));
    }
    for (int i = 0; i < sip.listen().size(); i++) {
      result.put("sip.listen[" + i + "]", sip.listen().get(i));
    }
    sms.server()
        .ifPresent(
            server -> {
              for (int i = 0; i < server.listen().size(); i++) {
                result.put("sms.server.listen[" + i + "]", server.listen().get(i));
              }
            });
    result.put("http.listen", new ListenAddress(Transport.TCP, http.listen()));
    return result;
  }

  @Override
  public void check(Complaints complaints) {
    if (Files.exists(data) && !(Files.isDirectory(data) && Files.isWritable(data))) {
      complaints.error("data", data + " is not a directory that can be written to");
    }
    Map<String, ListenAddress> earlier = new LinkedHashMap<>();
    listeners()
        .forEach(
            (path, address) -> {
              earlier.entrySet().stream()
                  .filter(entry -> entry.getValue().clashesWith(address))
                  .findFirst()
                  .ifPresent(
                      clash ->
                          complaints.error(
                              path,
                              "port %d is taken by %s; allowed: a port of its own"
                                  .formatted(address.address().port(), clash.getKey())));
              earlier.put(path, address);
            });
  }
}
