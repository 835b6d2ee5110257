package isthmus.sms.text;

/**
 * Where a concatenation reference came from, which is also how wide it is. Part of a reassembly
 * key.
 */
public enum ConcatenationWidth {
  /** Information element 0x00, reference 0 to 255. */
  UDH_8(0xff),
  /** Information element 0x08, reference 0 to 65535. */
  UDH_16(0xffff),
  /** TLVs sar_msg_ref_num, sar_total_segments, sar_segment_seqnum; reference 0 to 65535. */
  SAR(0xffff);

  private final int maxReference;

  ConcatenationWidth(int maxReference) {
    this.maxReference = maxReference;
  }

  /** The largest reference number. */
  public int maxReference() {
    return maxReference;
  }
}
