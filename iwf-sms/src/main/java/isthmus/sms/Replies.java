package isthmus.sms;

import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.interworking.InboundAnswer;
import isthmus.sms.mapping.StatusTable;
import isthmus.sms.smpp.Answer;
import isthmus.sms.smpp.CommandStatus;

/** What a peer is answered. */
final class Replies {
  /** ESME_RINVDCS (SMPP 5.0 §4.7.6): the coding is not one that we take. */
  static final int RINVDCS = 0x104;

  private Replies() {}

  /** The answer for what the gateway says to a message. */
  static Answer of(InboundAnswer answer, String messageId, Terms.Side side) {
    return switch (answer) {
      case InboundAnswer.Accepted _ -> taken(messageId, side);
      case InboundAnswer.Refused(Failure failure) -> Answer.declined(refusal(failure, side));
      case InboundAnswer.TryLater(Failure failure) -> Answer.declined(later(failure, side));
    };
  }

  /** Taken; only a submitter gets an id. */
  static Answer taken(String messageId, Terms.Side side) {
    return switch (side) {
      case SMSC -> Answer.ok();
      case ESME -> Answer.taken(messageId);
    };
  }

  // A refusal is for ever, so no status may be used that peers take for "try again".
  private static int refusal(Failure failure, Terms.Side side) {
    int status = StatusTable.commandStatus(failure.code().sipStatus());
    boolean temporary =
        status == CommandStatus.RX_T_APPN
            || status == CommandStatus.RSYSERR
            || status == CommandStatus.ROK;
    boolean ofSubmitting = status == CommandStatus.RSUBMITFAIL && side == Terms.Side.SMSC;
    return temporary || ofSubmitting ? CommandStatus.RX_P_APPN : status;
  }

  private static int later(Failure failure, Terms.Side side) {
    return switch (side) {
      case SMSC -> CommandStatus.RX_T_APPN;
      case ESME ->
          failure.code() == FailureCode.CONGESTED
              ? CommandStatus.RTHROTTLED
              : CommandStatus.RSYSERR;
    };
  }

  /** Declines temporarily, because we failed. */
  static Answer unavailable(Terms.Side side) {
    return Answer.declined(
        switch (side) {
          case SMSC -> CommandStatus.RX_T_APPN;
          case ESME -> CommandStatus.RSYSERR;
        });
  }

  /** Declines content that is not text. */
  static Answer notText(Terms.Side side) {
    return Answer.declined(
        switch (side) {
          case SMSC -> CommandStatus.RX_P_APPN;
          case ESME -> RINVDCS;
        });
  }
}
