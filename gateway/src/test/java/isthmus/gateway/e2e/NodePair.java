package isthmus.gateway.e2e;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import isthmus.gateway.store.DatabaseSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Two nodes on one database that are not started, their core and their SMSC. */
final class NodePair implements AutoCloseable {
  final Smsc smsc = new Smsc("m");
  final TestGateway a;
  final TestGateway b;
  final Traffic toA;
  final Traffic toB;

  NodePair() {
    DatabaseSource.Server database = TestGateway.freshDatabase();
    int corePort = TestGateway.freePort();
    a = node(database, "a", corePort);
    b = node(database, "b", corePort);
    toA = new Traffic(new RawSip("127.0.0.1", corePort, a.sipPort()));
    toB = new Traffic(new RawSip(b.sipPort()));
  }

  private TestGateway node(DatabaseSource.Server database, String name, int corePort) {
    return TestGateway.of(
        database,
        name,
        TestGateway.behindCore(corePort),
        TestGateway.sms(TestGateway.smsc("s1", smsc.port(), "")) + TestGateway.QUICK);
  }

  /** The version that rules, as the database says. */
  long ruling() {
    return a.count("select version from routing_table_activation order by id desc limit 1");
  }

  /** Activations of the database, the first one first. */
  List<Long> activations() {
    return a.texts("select version from routing_table_activation order by id")
        .map(Long::valueOf)
        .toList();
  }

  /** Waits until a node says that it decides by a version. */
  void awaitFollowing(String node, long version) {
    eventually(
        node + " decides by " + version,
        RawSip.PATIENCE,
        () -> a.count(said(node) + " and version = " + version) == 1);
  }

  static String said(String node) {
    return "select count(*) from rule_node where node = '" + node + "'";
  }

  /** Whichever messages both nodes accepted. */
  List<Pager> accepted() {
    List<Pager> all = new ArrayList<>(toA.accepted());
    all.addAll(toB.accepted());
    return all;
  }

  /** By imdn.Message-ID the version that each stored explanation names. */
  Map<String, Long> versions() {
    Map<String, Long> versions = new HashMap<>();
    a.texts(
            """
            select m.imdn_id || ' ' || (d.why::json -> 's' ->> 't')
            from delivery d join message m on m.id = d.message_id where d.kind = 0
            """)
        .map(line -> line.split(" "))
        .forEach(pair -> versions.put(pair[0], Long.valueOf(pair[1])));
    return versions;
  }

  /** Every accepted message has its decision, and went to the SMSC. */
  void assertNothingUndecided() {
    assertThat(toA.refused()).isEmpty();
    assertThat(toB.refused()).isEmpty();
    List<Pager> accepted = accepted();
    assertThat(versions().keySet())
        .as("messages with a decision")
        .containsAll(accepted.stream().map(Pager::imdnId).toList());
    Await.containsAll(
        "submits",
        accepted.stream().map(NodePair::number).collect(Collectors.toSet()),
        () -> times().keySet());
    eventually(
        "none waits",
        RawSip.PATIENCE,
        () -> a.count("select count(*) from delivery where kind = 0 and state = 0") == 0);
  }

  static String number(Pager pager) {
    return pager.to().substring("tel:+".length());
  }

  /** How often each number was sent to. */
  Map<String, Long> times() {
    return smsc.submits().stream()
        .collect(
            Collectors.groupingBy(
                submitted -> submitted.sm().destination(), Collectors.counting()));
  }

  @Override
  public void close() {
    toA.close();
    toB.close();
    a.close();
    b.close();
    smsc.close();
  }
}
