package isthmus.gateway.demo;

/** Whether a handset can be reached, and what the SMSC does when it cannot. */
public enum Reach {
  /** Messages arrive and their receipts say DELIVRD. */
  ON,
  /** The SMSC keeps messages, without a receipt, until the handset is on again. */
  OFF,
  /** Messages expire: their receipts say EXPIRED. */
  EXPIRES,
  /** The number is not assigned: receipts say UNDELIV. */
  UNKNOWN
}
