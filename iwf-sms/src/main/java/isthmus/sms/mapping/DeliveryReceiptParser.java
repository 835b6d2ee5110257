package isthmus.sms.mapping;

import isthmus.cpm.codec.mime.Octets;
import isthmus.sms.text.Alphabet;
import isthmus.sms.text.InboundPdu;
import isthmus.sms.text.InboundSegment;
import isthmus.sms.text.MessageContent;
import isthmus.sms.text.TextProfile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads delivery receipts in all the forms of facts B7: the text of SMPP 3.4 appendix B with keys
 * in any order and case and with fields missing or empty, and the TLVs receipted_message_id,
 * message_state and network_error_code, which win over the text. Never throws. Immutable; any
 * thread may use it.
 */
public final class DeliveryReceiptParser {
  private static final Pattern KEY =
      Pattern.compile(
          "(?<![^\\s;,|&])(id|sub|dlvrd|submit[ _]?date|done[ _]?date|stat|status|err|text)\\s*:",
          Pattern.CASE_INSENSITIVE);

  private enum Field {
    ID,
    SUB,
    DLVRD,
    SUBMIT_DATE,
    DONE_DATE,
    STAT,
    ERR,
    TEXT
  }

  private final TextProfile profile;
  private final Map<String, DeliveryState> words;

  /**
   * A parser for one kind of peer.
   *
   * @param profile how the peer codes text; only its UCS-2 matters here
   * @param words the peer's own stat words in upper case, which win over the known ones
   */
  public DeliveryReceiptParser(TextProfile profile, Map<String, DeliveryState> words) {
    this.profile = profile;
    this.words = Map.copyOf(words);
  }

  /** A parser for a peer of which nothing is known. */
  public DeliveryReceiptParser() {
    this(TextProfile.STANDARD, Map.of());
  }

  /** Reads a PDU that {@link InboundKind} or {@link #resemblesReceipt} takes for a report. */
  public DeliveryReport parse(InboundPdu pdu) {
    InboundKind kind = InboundKind.of(pdu.esmClass());
    Map<Field, String> fields = fields(text(pdu));
    Optional<String> id =
        pdu.tlv(InboundPdu.RECEIPTED_MESSAGE_ID)
            .flatMap(DeliveryReceiptParser::cString)
            .or(() -> word(fields, Field.ID));
    if (id.filter(found -> found.length() > ExternalId.MAX_CHARACTERS).isPresent()) {
      return new DeliveryReport.Unparsable(
          kind, "a message id of " + id.get().length() + " characters", pdu.body());
    }
    if (id.isEmpty()) {
      return new DeliveryReport.Unparsable(
          kind, "no message id in the text and no receipted_message_id", pdu.body());
    }
    Optional<DeliveryState> state =
        stateOf(pdu).or(() -> word(fields, Field.STAT).map(this::stateOf));
    if (state.isEmpty()) {
      return new DeliveryReport.Unparsable(
          kind, "no stat in the text and no message_state", pdu.body());
    }
    return new DeliveryReport.Receipt(
        kind,
        ExternalId.of(id.get()),
        state.get(),
        word(fields, Field.ERR),
        networkError(pdu),
        date(fields, Field.SUBMIT_DATE),
        date(fields, Field.DONE_DATE),
        pdu.body());
  }

  /**
   * Whether a PDU without a receipt's esm_class is one nevertheless, as some peers send them: it
   * names a message id by TLV, or its text has an id and a stat.
   */
  public boolean resemblesReceipt(InboundPdu pdu) {
    if (pdu.tlv(InboundPdu.RECEIPTED_MESSAGE_ID).isPresent()
        && pdu.tlv(InboundPdu.MESSAGE_STATE).isPresent()) {
      return true;
    }
    Map<Field, String> fields = fields(text(pdu));
    return word(fields, Field.ID).isPresent()
        && word(fields, Field.STAT).isPresent()
        && fields.containsKey(Field.DONE_DATE);
  }

  // Receipts are ASCII whatever data_coding says, except where it says UCS-2: decoding dcs 0 as GSM
  // would turn the
  // underscore of an id into another character.
  private String text(InboundPdu pdu) {
    InboundSegment segment = InboundSegment.extract(pdu, profile);
    if (pdu.dataCoding().alphabet(profile) == Alphabet.UCS2
        && segment.content(profile) instanceof MessageContent.Text(String text)) {
      return text;
    }
    return segment.part().body().asString(StandardCharsets.ISO_8859_1).replace('\0', ' ');
  }

  // The first occurrence of a key counts, and nothing after the text once id and stat are known:
  // the text is a user's.
  private static Map<Field, String> fields(String receipt) {
    Map<Field, String> fields = new EnumMap<>(Field.class);
    Matcher matcher = KEY.matcher(receipt);
    boolean found = matcher.find();
    while (found) {
      Field field = field(matcher.group(1));
      int from = matcher.end();
      found = matcher.find();
      String value = receipt.substring(from, found ? matcher.start() : receipt.length()).strip();
      fields.putIfAbsent(field, value);
      if (field == Field.TEXT && fields.containsKey(Field.ID) && fields.containsKey(Field.STAT)) {
        return fields;
      }
    }
    return fields;
  }

  private static Field field(String key) {
    return switch (key.toLowerCase(Locale.ROOT).replaceAll("[ _]", "")) {
      case "id" -> Field.ID;
      case "sub" -> Field.SUB;
      case "dlvrd" -> Field.DLVRD;
      case "submitdate" -> Field.SUBMIT_DATE;
      case "donedate" -> Field.DONE_DATE;
      case "stat", "status" -> Field.STAT;
      case "err" -> Field.ERR;
      default -> Field.TEXT;
    };
  }

  private static Optional<String> word(Map<Field, String> fields, Field field) {
    return Optional.ofNullable(fields.get(field))
        .map(value -> value.split("[\\s;,|&]", 2)[0])
        .filter(value -> !value.isEmpty());
  }

  private DeliveryState stateOf(String word) {
    return Optional.ofNullable(words.get(word.toUpperCase(Locale.ROOT)))
        .or(() -> DeliveryState.ofWord(word))
        .orElse(DeliveryState.UNKNOWN);
  }

  private static Optional<DeliveryState> stateOf(InboundPdu pdu) {
    return pdu.tlv(InboundPdu.MESSAGE_STATE)
        .flatMap(value -> DeliveryState.ofCode(value.unsigned(value.size() - 1)));
  }

  private static Optional<NetworkError> networkError(InboundPdu pdu) {
    return pdu.tlv(InboundPdu.NETWORK_ERROR_CODE)
        .filter(value -> value.size() == 3)
        .map(
            value ->
                new NetworkError(value.unsigned(0), value.unsigned(1) << 8 | value.unsigned(2)));
  }

  private static Optional<Instant> date(Map<Field, String> fields, Field field) {
    return Optional.ofNullable(fields.get(field)).flatMap(ReceiptDate::parse);
  }

  private static Optional<String> cString(Octets value) {
    String text = value.asString(StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\0');
    String id = (end < 0 ? text : text.substring(0, end)).strip();
    return id.isEmpty() ? Optional.empty() : Optional.of(id);
  }
}
