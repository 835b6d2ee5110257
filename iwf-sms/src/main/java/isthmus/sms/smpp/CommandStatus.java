package isthmus.sms.smpp;

import java.util.Locale;
import org.jsmpp.SMPPConstant;

/** command_status values used by name (SMPP 3.4 §5.1.3); any other int is a legal status too. */
public final class CommandStatus {
  public static final int ROK = SMPPConstant.STAT_ESME_ROK;
  public static final int RINVMSGLEN = SMPPConstant.STAT_ESME_RINVMSGLEN;
  public static final int RINVCMDLEN = SMPPConstant.STAT_ESME_RINVCMDLEN;
  public static final int RINVCMDID = SMPPConstant.STAT_ESME_RINVCMDID;
  public static final int RINVBNDSTS = SMPPConstant.STAT_ESME_RINVBNDSTS;
  public static final int RALYBND = SMPPConstant.STAT_ESME_RALYBND;
  public static final int RSYSERR = SMPPConstant.STAT_ESME_RSYSERR;
  public static final int RINVSRCADR = SMPPConstant.STAT_ESME_RINVSRCADR;
  public static final int RINVDSTADR = SMPPConstant.STAT_ESME_RINVDSTADR;
  public static final int RINVMSGID = SMPPConstant.STAT_ESME_RINVMSGID;
  public static final int RBINDFAIL = SMPPConstant.STAT_ESME_RBINDFAIL;
  public static final int RINVPASWD = SMPPConstant.STAT_ESME_RINVPASWD;
  public static final int RINVSYSID = SMPPConstant.STAT_ESME_RINVSYSID;
  public static final int RCANCELFAIL = SMPPConstant.STAT_ESME_RCANCELFAIL;
  public static final int RREPLACEFAIL = SMPPConstant.STAT_ESME_RREPLACEFAIL;
  public static final int RMSGQFUL = SMPPConstant.STAT_ESME_RMSGQFUL;
  public static final int RINVSERTYP = SMPPConstant.STAT_ESME_RINVSERTYP;
  public static final int RINVNUMDESTS = SMPPConstant.STAT_ESME_RINVNUMDESTS;
  public static final int RINVDLNAME = SMPPConstant.STAT_ESME_RINVDLNAME;
  public static final int RINVDESTFLAG = SMPPConstant.STAT_ESME_RINVDESTFLAG;
  public static final int RINVESMCLASS = SMPPConstant.STAT_ESME_RINVESMCLASS;
  public static final int RSUBMITFAIL = SMPPConstant.STAT_ESME_RSUBMITFAIL;
  public static final int RINVSYSTYP = SMPPConstant.STAT_ESME_RINVSYSTYP;
  public static final int RTHROTTLED = SMPPConstant.STAT_ESME_RTHROTTLED;
  public static final int RINVSCHED = SMPPConstant.STAT_ESME_RINVSCHED;
  public static final int RINVEXPIRY = SMPPConstant.STAT_ESME_RINVEXPIRY;
  public static final int RX_T_APPN = SMPPConstant.STAT_ESME_RX_T_APPN;
  public static final int RX_P_APPN = SMPPConstant.STAT_ESME_RX_P_APPN;
  public static final int RX_R_APPN = SMPPConstant.STAT_ESME_RX_R_APPN;
  public static final int RQUERYFAIL = SMPPConstant.STAT_ESME_RQUERYFAIL;
  public static final int RINVOPTPARSTREAM = SMPPConstant.STAT_ESME_RINVTLVSTREAM;
  public static final int RUNKNOWNERR = SMPPConstant.STAT_ESME_RUNKNOWNERR;

  private CommandStatus() {}

  /** The peer asks to slow down: RTHROTTLED or RMSGQFUL. */
  public static boolean isThrottle(int status) {
    return status == RTHROTTLED || status == RMSGQFUL;
  }

  /**
   * A bind refused for a reason that a quick retry will not cure: RINVPASWD, RINVSYSID, RALYBND,
   * RBINDFAIL, RINVSYSTYP. Peers lock accounts that go on trying.
   */
  public static boolean isBindRefusal(int status) {
    return status == RINVPASWD
        || status == RINVSYSID
        || status == RALYBND
        || status == RBINDFAIL
        || status == RINVSYSTYP;
  }

  /** Hexadecimal form as operators know it: {@code 0x58}. */
  public static String describe(int status) {
    return "0x" + String.format(Locale.ROOT, "%02x", status);
  }
}
