package isthmus.gateway.store;

/**
 * Everything around rule sets in one database.
 *
 * @param versions what they hold
 * @param activations which one ruled when
 * @param verdicts what others said of them
 * @param schedule activations to come
 * @param nodes what each node has of them
 * @param drafts workbooks that are being edited
 */
public record RuleStores(
    PostgresRuleSets versions,
    PostgresActivations activations,
    PostgresVerdicts verdicts,
    PostgresSchedule schedule,
    PostgresRuleNodes nodes,
    PostgresDrafts drafts) {

  /** The stores of a database. */
  public static RuleStores in(Database database) {
    return new RuleStores(
        new PostgresRuleSets(database),
        new PostgresActivations(database),
        new PostgresVerdicts(database),
        new PostgresSchedule(database),
        new PostgresRuleNodes(database),
        new PostgresDrafts(database));
  }
}
