package isthmus.gateway.store;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import isthmus.cpm.store.StoreOverloadedException;
import isthmus.cpm.store.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
  private final List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());

  private static GroupCommit.Settings settings(int maxBatch, int queueLimit) {
    return new GroupCommit.Settings("test", 1, maxBatch, queueLimit, Duration.ZERO);
  }

  private List<String> write(List<Integer> batch) {
    batches.add(List.copyOf(batch));
    return batch.stream().map(i -> "r" + i).toList();
  }

  @Test
  void eachItemGetsItsOwnResult() {
    try (var commit = new GroupCommit<>(settings(100, 1_000), this::write)) {
      List<CompletableFuture<String>> answers =
          IntStream.range(0, 500).mapToObj(i -> commit.submit(i).toCompletableFuture()).toList();

      for (int i = 0; i < 500; i++) {
        assertThat(answers.get(i).join()).isEqualTo("r" + i);
      }
      assertThat(commit.metrics().committed()).isEqualTo(500);
      assertThat(commit.metrics().largestBatch()).isBetween(1L, 100L);
      assertThat(commit.metrics().times().stream().mapToLong(n -> n).sum())
          .isEqualTo(commit.metrics().batches());
    }
  }

  @Test
  void whatComesDuringACommitMakesTheNextOne() {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (var commit =
        new GroupCommit<Integer, String>(
            settings(100, 1_000),
            batch -> {
              started.countDown();
              await(goOn);
              return write(batch);
            })) {
      commit.submit(0);
      await(started);
      List<CompletableFuture<String>> answers =
          IntStream.range(1, 51).mapToObj(i -> commit.submit(i).toCompletableFuture()).toList();
      goOn.countDown();
      answers.forEach(CompletableFuture::join);

      assertThat(batches).hasSize(2);
      assertThat(batches.get(1)).hasSize(50).isSorted();
    }
  }

  @Test
  void tooManyWaitingItemsAreRefusedAtOnce() {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (var commit =
        new GroupCommit<Integer, String>(
            settings(1, 2),
            batch -> {
              started.countDown();
              await(goOn);
              return write(batch);
            })) {
      commit.submit(0);
      await(started);
      commit.submit(1);
      commit.submit(2);

      assertThatThrownBy(() -> commit.submit(3).toCompletableFuture().join())
          .hasCauseInstanceOf(StoreOverloadedException.class);
      assertThat(commit.metrics().refused()).isEqualTo(1);
      goOn.countDown();
    }
  }

  @Test
  void oneBadItemDoesNotFailItsNeighbours() {
    CountDownLatch goOn = new CountDownLatch(1);
    try (var commit =
        new GroupCommit<Integer, String>(
            settings(100, 1_000),
            batch -> {
              await(goOn);
              if (batch.contains(13)) {
                throw new DatabaseException("no 13", "22000", new SQLException("no 13"));
              }
              return write(batch);
            })) {
      List<CompletableFuture<String>> answers =
          IntStream.range(0, 40).mapToObj(i -> commit.submit(i).toCompletableFuture()).toList();
      goOn.countDown();

      for (int i = 0; i < 40; i++) {
        CompletableFuture<String> answer = answers.get(i);
        if (i == 13) {
          assertThatThrownBy(answer::join).hasCauseInstanceOf(DatabaseException.class);
        } else {
          assertThat(answer.join()).isEqualTo("r" + i);
        }
      }
    }
  }

  @Test
  void anAbsentDatabaseFailsTheBatchAndNotTheNext() {
    List<Integer> calls = Collections.synchronizedList(new ArrayList<>());
    try (var commit =
        new GroupCommit<Integer, String>(
            settings(100, 1_000),
            batch -> {
              calls.addAll(batch);
              if (calls.size() == 1) {
                throw new StoreUnavailableException("away", new SQLException("away"));
              }
              return write(batch);
            })) {
      assertThatThrownBy(() -> commit.submit(0).toCompletableFuture().join())
          .hasCauseInstanceOf(StoreUnavailableException.class);
      assertThat(commit.submit(1).toCompletableFuture().join()).isEqualTo("r1");
      assertThat(commit.metrics().failed()).isEqualTo(1);
    }
  }

  @Test
  void aDependentThatThrowsHarmsNobodyElse() {
    try (var commit = new GroupCommit<>(settings(100, 1_000), this::write)) {
      commit
          .submit(0)
          .thenAccept(
              result -> {
                throw new IllegalStateException("dependent");
              });

      assertThat(commit.submit(1).toCompletableFuture().join()).isEqualTo("r1");
    }
  }

  @Test
  void closingCommitsWhatWaitsAndTakesNoMore() {
    var commit = new GroupCommit<>(settings(10, 1_000), this::write);
    List<CompletableFuture<String>> answers =
        IntStream.range(0, 100).mapToObj(i -> commit.submit(i).toCompletableFuture()).toList();

    commit.close();

    assertThat(answers).allMatch(CompletableFuture::isDone);
    assertThatThrownBy(() -> commit.submit(1).toCompletableFuture().join())
        .hasCauseInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void aBusyWriterWaitsForCompany() {
    GroupCommit.Settings gathering =
        new GroupCommit.Settings("test", 1, 8, 1_000, Duration.ofMillis(100));
    CountDownLatch goOn = new CountDownLatch(1);
    try (var commit =
        new GroupCommit<Integer, String>(
            gathering,
            batch -> {
              await(goOn);
              return write(batch);
            })) {
      IntStream.range(0, 9).forEach(commit::submit);
      goOn.countDown();
      eventually("first batches", () -> written() == 9);
      // More than once where the machine is so slow that they come one by one.
      eventually(
          "eight in one batch",
          () -> {
            int before = written();
            IntStream.range(0, 8).forEach(commit::submit);
            eventually("all", () -> written() == before + 8);
            return batches.getLast().size() == 8;
          });
    }
  }

  private int written() {
    synchronized (batches) {
      return batches.stream().mapToInt(List::size).sum();
    }
  }

  @Test
  void aQueueIsNearlyFullFromNineTenthsOn() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (var commit =
        new GroupCommit<Integer, String>(
            settings(1, 10),
            batch -> {
              begun.countDown();
              await(goOn);
              return write(batch);
            })) {
      commit.submit(0);
      await(begun);
      IntStream.range(0, 8).forEach(commit::submit);
      assertThat(commit.nearlyFull()).isFalse();
      commit.submit(8);
      assertThat(commit.nearlyFull()).isTrue();
      goOn.countDown();
      eventually("written", () -> !commit.nearlyFull());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
