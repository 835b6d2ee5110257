package isthmus.isf.drools;

import isthmus.isf.table.CellVerdict;
import isthmus.isf.table.Fact;
import isthmus.isf.table.MediaStream;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import isthmus.isf.table.RowVerdict;
import isthmus.isf.table.UserAnswers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a routing table is asked about one request: conditions of generated rules look at it, and
 * fired rules leave in it what their rows say, {@link #row} first, then one call for each column.
 * Used by one evaluation in one thread.
 */
public final class TableQuestion {
  private final int table;
  private final TableCells cells;
  private final RequestFacts facts;
  private final UserAnswers user;
  private final CellVerdict[][] rows;
  private int current = 0;
  private OptionalLong measured = OptionalLong.empty();

  TableQuestion(int table, TableCells cells, RequestFacts facts, UserAnswers user) {
    this.table = table;
    this.cells = cells;
    this.facts = facts;
    this.user = user;
    this.rows = new CellVerdict[cells.table().rows().size()][];
  }

  /** The table that is asked, by its number. */
  public int getTable() {
    return table;
  }

  public boolean isSized() {
    return facts.octets().isPresent();
  }

  public boolean isCharactersKnown() {
    return facts.characters().isPresent();
  }

  public boolean isSegmentsKnown() {
    return facts.segments().isPresent();
  }

  public boolean isDurationKnown() {
    return facts.durationSeconds().isPresent();
  }

  public boolean isVideoStream() {
    return facts.streams().contains(MediaStream.VIDEO);
  }

  public boolean isAudioStream() {
    return facts.streams().contains(MediaStream.AUDIO) || isBidirectionalVoice();
  }

  public boolean isBidirectionalVoice() {
    return facts.streams().contains(MediaStream.BIDIRECTIONAL_VOICE);
  }

  public boolean isMessageStream() {
    return facts.streams().contains(MediaStream.MESSAGE);
  }

  public boolean isVideoClip() {
    return cells.contains(facts, Fact.VIDEO_CLIP);
  }

  public boolean isAudioClip() {
    return cells.contains(facts, Fact.AUDIO_CLIP);
  }

  public boolean isPicture() {
    return cells.contains(facts, Fact.PICTURE);
  }

  public boolean isText() {
    return cells.contains(facts, Fact.TEXT);
  }

  public boolean isLocation() {
    return cells.contains(facts, Fact.LOCATION);
  }

  public boolean isOtherFile() {
    return cells.contains(facts, Fact.OTHER_FILE);
  }

  public boolean isMessage() {
    return facts.kind() == RequestKind.STANDALONE_MESSAGE;
  }

  public boolean isFileTransfer() {
    return facts.kind() == RequestKind.FILE_TRANSFER;
  }

  public boolean isSession() {
    return facts.kind() == RequestKind.SESSION || isAddedStream();
  }

  public boolean isAddedStream() {
    return facts.kind() == RequestKind.ADDED_STREAM;
  }

  public boolean isGroup() {
    return facts.recipients() > 1;
  }

  /** Whether the content has a media type of the row's pattern. */
  public boolean media(int row) {
    return cells.table().rows().get(row).criterion().measure(facts).isPresent();
  }

  /** A row concerns the request; its entries follow. */
  public void row(int rank) {
    current = rank;
    measured = cells.table().rows().get(rank).criterion().measure(facts);
    rows[rank] = new CellVerdict[cells.table().columns().size()];
  }

  public void yes(int column) {
    rows[current][column] = cells.yesNo(current, column, true, facts, user);
  }

  public void no(int column) {
    rows[current][column] = cells.yesNo(current, column, false, facts, user);
  }

  public void limit(int column, long value) {
    rows[current][column] = cells.limit(current, column, value, facts, measured);
  }

  public void empty(int column) {
    rows[current][column] = cells.empty(current, column, facts, measured, user);
  }

  List<RowVerdict> inOrder() {
    List<RowVerdict> verdicts = new ArrayList<>(rows.length);
    for (int rank = 0; rank < rows.length; rank++) {
      if (rows[rank] != null) {
        verdicts.add(
            new RowVerdict(
                rank,
                cells.table().rows().get(rank),
                Collections.unmodifiableList(Arrays.asList(rows[rank]))));
      }
    }
    return Collections.unmodifiableList(verdicts);
  }
}
