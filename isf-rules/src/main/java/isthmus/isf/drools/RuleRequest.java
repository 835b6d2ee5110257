package isthmus.isf.drools;

import isthmus.isf.table.Criterion;
import isthmus.isf.table.Fact;
import isthmus.isf.table.MediaStream;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import java.util.List;

/** A request as the conditions of generated rules see it. Used by one evaluation. */
public final class RuleRequest {
  private final RequestFacts facts;
  private final List<Criterion> media;

  RuleRequest(RequestFacts facts, List<Criterion> media) {
    this.facts = facts;
    this.media = media;
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

  public boolean isVideoClip() {
    return contains(Fact.VIDEO_CLIP);
  }

  public boolean isAudioClip() {
    return contains(Fact.AUDIO_CLIP);
  }

  public boolean isPicture() {
    return contains(Fact.PICTURE);
  }

  public boolean isText() {
    return contains(Fact.TEXT);
  }

  public boolean isLocation() {
    return contains(Fact.LOCATION);
  }

  public boolean isOtherFile() {
    return contains(Fact.OTHER_FILE);
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
    return media.get(row).measure(facts).isPresent();
  }

  private boolean contains(Fact content) {
    return Criterion.of(content).measure(facts).isPresent();
  }
}
