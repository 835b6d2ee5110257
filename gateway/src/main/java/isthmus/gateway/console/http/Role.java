package isthmus.gateway.console.http;

/** What a caller may do. Each role stands alone; an administrator has all of them. */
public enum Role {
  /** Sees everything that the console shows. */
  VIEWER,
  /** Changes drafts and imports tables; activates what needs no approval or was approved. */
  EDITOR,
  /** Approves what others edited; activates and rolls back. */
  APPROVER,
  /** Manages accounts, users and everything else. */
  ADMIN
}
