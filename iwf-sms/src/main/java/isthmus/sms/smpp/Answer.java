package isthmus.sms.smpp;

import java.util.List;

/** What the application answers to a peer's request. */
public sealed interface Answer {
  int commandStatus();

  /** Taken over: the message is durable. {@code messageId} is empty for deliver_sm_resp. */
  record Taken(String messageId, List<Tlv> tlvs) implements Answer {
    public Taken {
      FieldRange.cString("message_id", messageId);
      tlvs = List.copyOf(tlvs);
    }

    @Override
    public int commandStatus() {
      return CommandStatus.ROK;
    }
  }

  /** Refused with a command_status other than 0. */
  record Declined(int commandStatus) implements Answer {
    public Declined {
      if (commandStatus == CommandStatus.ROK) {
        throw new IllegalArgumentException("a refusal needs a command_status other than 0");
      }
    }
  }

  /** query_sm_resp; fields as in {@link QueryResult.Found}. */
  record State(String messageId, String finalDate, int messageState, int errorCode)
      implements Answer {
    public State {
      FieldRange.cString("message_id", messageId);
      FieldRange.cString("final_date", finalDate);
      FieldRange.octet("message_state", messageState);
      FieldRange.octet("error_code", errorCode);
    }

    @Override
    public int commandStatus() {
      return CommandStatus.ROK;
    }
  }

  /** submit_multi_resp: the message was taken for all destinations but {@code failed}. */
  record TakenForSome(String messageId, List<FailedDestination> failed) implements Answer {
    public TakenForSome {
      FieldRange.cString("message_id", messageId);
      failed = List.copyOf(failed);
    }

    @Override
    public int commandStatus() {
      return CommandStatus.ROK;
    }
  }

  /** One line of unsuccess_sme (SMPP 3.4 §4.5.2.1). */
  record FailedDestination(SmppAddress destination, int commandStatus) {}

  /** Taken, with nothing to say: deliver_sm_resp, cancel_sm_resp, replace_sm_resp. */
  static Answer ok() {
    return new Taken("", List.of());
  }

  /** Taken under this message id. */
  static Answer taken(String messageId) {
    return new Taken(messageId, List.of());
  }

  /** Refused with this command_status. */
  static Answer declined(int commandStatus) {
    return new Declined(commandStatus);
  }
}
