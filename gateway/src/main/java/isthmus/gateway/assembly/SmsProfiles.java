package isthmus.gateway.assembly;

import isthmus.cpm.disposition.Disposition;
import isthmus.gateway.config.SmscAddressing;
import isthmus.gateway.config.SmscReceipts;
import isthmus.gateway.config.SmscText;
import isthmus.sms.ReceiptSettings;
import isthmus.sms.SmppAddressing;
import isthmus.sms.mapping.AddressProfile;
import isthmus.sms.mapping.DeliveryState;
import isthmus.sms.mapping.ExternalIdMatcher;
import isthmus.sms.mapping.MessageIdForm;
import isthmus.sms.mapping.ReceiptPolicy;
import isthmus.sms.text.Alphabet;
import isthmus.sms.text.NationalLanguage;
import isthmus.sms.text.SegmentationProfile;
import isthmus.sms.text.SeptetForm;
import isthmus.sms.text.TextProfile;
import isthmus.sms.text.Transliteration;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an SMSC and an account have in common: how they write addresses, text and receipts.
 *
 * @param homeCountry the country code of national numbers that arrive
 */
record SmsProfiles(String homeCountry) {
  SmppAddressing addressing(SmscAddressing addressing) {
    return new SmppAddressing(
        addressing.ton(),
        addressing.npi(),
        new AddressProfile(
            Optional.of(homeCountry),
            addressing.plus() ? AddressProfile.PlusSign.SENT : AddressProfile.PlusSign.OMITTED,
            addressing.shortCodeTon(),
            addressing.shortCodeNpi(),
            addressing.longestShortCode()));
  }

  SegmentationProfile segmentation(SmscText text) {
    Set<NationalLanguage> languages =
        text.nationalTables().stream().map(SmsProfiles::language).collect(Collectors.toSet());
    return new SegmentationProfile(
        switch (text.segmentation()) {
          case UDH8 -> SegmentationProfile.Way.UDH_8;
          case UDH16 -> SegmentationProfile.Way.UDH_16;
          case SAR -> SegmentationProfile.Way.SAR;
          case PAYLOAD -> SegmentationProfile.Way.MESSAGE_PAYLOAD;
        },
        alphabet(text.defaultAlphabet()),
        septets(text.septets()),
        languages.stream().filter(NationalLanguage::hasLockingShift).collect(Collectors.toSet()),
        languages,
        text.transliterate() ? Transliteration.TYPOGRAPHIC : Transliteration.NONE,
        text.maxSegments());
  }

  TextProfile text(SmscText text) {
    Map<Integer, Alphabet> codings = new HashMap<>();
    text.dataCodings().forEach((value, coding) -> codings.put(value, alphabet(coding)));
    return new TextProfile(
        alphabet(text.defaultAlphabet()),
        codings,
        septets(text.septets()),
        switch (text.ucs2Order()) {
          case BIG_ENDIAN -> ByteOrder.BIG_ENDIAN;
          case LITTLE_ENDIAN -> ByteOrder.LITTLE_ENDIAN;
        },
        text.findHeaders() ? TextProfile.HeaderSniffing.ON : TextProfile.HeaderSniffing.OFF);
  }

  ReceiptSettings receipts(SmscReceipts receipts) {
    Map<String, DeliveryState> words = new HashMap<>();
    receipts.words().forEach((word, state) -> words.put(word.toUpperCase(Locale.ROOT), of(state)));
    return new ReceiptSettings(
        switch (receipts.registered()) {
          case ON_REQUEST -> ReceiptSettings.Registered.ON_REQUEST;
          case ALWAYS -> ReceiptSettings.Registered.ALWAYS;
          case FAILURE -> ReceiptSettings.Registered.FAILURE;
          case NEVER -> ReceiptSettings.Registered.NEVER;
        },
        switch (receipts.idForm()) {
          case AUTO -> ExternalIdMatcher.UNKNOWN_FORMS;
          case AS_IS -> new ExternalIdMatcher(MessageIdForm.TEXT, MessageIdForm.TEXT);
          case HEX_DECIMAL ->
              new ExternalIdMatcher(MessageIdForm.HEXADECIMAL, MessageIdForm.DECIMAL);
          case DECIMAL_HEX ->
              new ExternalIdMatcher(MessageIdForm.DECIMAL, MessageIdForm.HEXADECIMAL);
        },
        policy(receipts),
        words,
        switch (receipts.recognition()) {
          case MARKED -> ReceiptSettings.Recognition.MARKED;
          case BY_TEXT -> ReceiptSettings.Recognition.BY_TEXT;
        });
  }

  private static ReceiptPolicy policy(SmscReceipts receipts) {
    return new ReceiptPolicy(
        switch (receipts.accepted()) {
          case WAIT -> Optional.empty();
          case DELIVERED -> Optional.of(Disposition.DELIVERED);
        },
        switch (receipts.unknown()) {
          case ERROR -> Optional.of(Disposition.ERROR);
          case FAILED -> Optional.of(Disposition.FAILED);
          case WAIT -> Optional.empty();
        },
        switch (receipts.rejected()) {
          case FAILED -> Disposition.FAILED;
          case FORBIDDEN -> Disposition.FORBIDDEN;
        });
  }

  private static DeliveryState of(SmscReceipts.State state) {
    return switch (state) {
      case SCHEDULED -> DeliveryState.SCHEDULED;
      case ENROUTE -> DeliveryState.ENROUTE;
      case DELIVERED -> DeliveryState.DELIVERED;
      case EXPIRED -> DeliveryState.EXPIRED;
      case DELETED -> DeliveryState.DELETED;
      case UNDELIVERABLE -> DeliveryState.UNDELIVERABLE;
      case ACCEPTED -> DeliveryState.ACCEPTED;
      case UNKNOWN -> DeliveryState.UNKNOWN;
      case REJECTED -> DeliveryState.REJECTED;
      case SKIPPED -> DeliveryState.SKIPPED;
    };
  }

  private static SeptetForm septets(SmscText.Septets septets) {
    return switch (septets) {
      case UNPACKED -> SeptetForm.UNPACKED;
      case PACKED -> SeptetForm.PACKED;
    };
  }

  private static Alphabet alphabet(SmscText.Alphabet alphabet) {
    return switch (alphabet) {
      case GSM -> Alphabet.GSM7;
      case LATIN1 -> Alphabet.LATIN1;
      case ASCII -> Alphabet.ASCII;
      case UTF8 -> Alphabet.UTF8;
    };
  }

  private static Alphabet alphabet(SmscText.Coding coding) {
    return switch (coding) {
      case GSM -> Alphabet.GSM7;
      case LATIN1 -> Alphabet.LATIN1;
      case ASCII -> Alphabet.ASCII;
      case UTF8 -> Alphabet.UTF8;
      case UCS2 -> Alphabet.UCS2;
      case BINARY -> Alphabet.BINARY;
    };
  }

  private static NationalLanguage language(SmscText.NationalTable table) {
    return switch (table) {
      case TURKISH -> NationalLanguage.TURKISH;
      case SPANISH -> NationalLanguage.SPANISH;
      case PORTUGUESE -> NationalLanguage.PORTUGUESE;
      case BENGALI -> NationalLanguage.BENGALI;
      case GUJARATI -> NationalLanguage.GUJARATI;
      case HINDI -> NationalLanguage.HINDI;
      case KANNADA -> NationalLanguage.KANNADA;
      case MALAYALAM -> NationalLanguage.MALAYALAM;
      case ORIYA -> NationalLanguage.ORIYA;
      case PUNJABI -> NationalLanguage.PUNJABI;
      case TAMIL -> NationalLanguage.TAMIL;
      case TELUGU -> NationalLanguage.TELUGU;
      case URDU -> NationalLanguage.URDU;
    };
  }
}
