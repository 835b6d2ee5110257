package isthmus.cpm.participating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import isthmus.cpm.address.Address;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.participating.InterworkingPolicy.Choice;
import isthmus.cpm.participating.Recipient.Standing;
import isthmus.cpm.preferences.UserPreferences;
import isthmus.cpm.preferences.UserPreferences.Handling;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One named case for each reason of CPM SD §5.3.1.1, each choice of policy, each preference. */
class InterworkingDecisionTest {
  private static final Address ALICE = Samples.address("sip:alice@ims.example.org");
  private static final Address PHONE = Samples.address("tel:+15557654321");
  private static final Address MAIL = Samples.address("mailto:bob@example.net");

  private final InterworkingDecision byDefault =
      new InterworkingDecision(InterworkingPolicy.defaults());

  private static InterworkingDecision with(InterworkingReason reason, Choice choice) {
    return new InterworkingDecision(new InterworkingPolicy(Map.of(reason, choice)));
  }

  private static Recipient recipient(Address address, Standing standing) {
    return new Recipient(address, standing, UserPreferences.NONE);
  }

  private static Recipient prefers(Standing standing, Handling handling, boolean doNotDisturb) {
    return new Recipient(
        ALICE, standing, new UserPreferences(handling, Optional.empty(), doNotDisturb));
  }

  private static void interworks(Decision decision, InterworkingReason reason, Address to) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Interwork.class,
            interwork -> {
              assertThat(interwork.reason()).isEqualTo(reason);
              assertThat(interwork.recipient()).isEqualTo(to);
              assertThat(interwork.because()).contains("§" + reason.section());
            });
  }

  private static void rejects(Decision decision, FailureCode code) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Reject.class,
            reject -> {
              assertThat(reject.failure().code()).isEqualTo(code);
              assertThat(reject.because()).isNotEmpty();
            });
  }

  private static void defers(Decision decision, Address user) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Defer.class, defer -> assertThat(defer.user()).isEqualTo(user));
  }

  @Test
  void aMessageForARegisteredUserGoesToTheClients() {
    assertThat(byDefault.first(recipient(ALICE, Standing.REGISTERED)))
        .isInstanceOfSatisfying(
            Decision.DeliverInCpm.class,
            inside -> assertThat(inside.target()).isEqualTo(new DeliveryTarget.ToClients(ALICE)));
  }

  @Test
  void aMessageForSomebodyTheCoreMayKnowGoesToTheCore() {
    assertThat(byDefault.first(recipient(PHONE, Standing.CORE_MAY_KNOW)))
        .isInstanceOfSatisfying(
            Decision.DeliverInCpm.class,
            inside -> assertThat(inside.target()).isEqualTo(new DeliveryTarget.ToCore(PHONE)));
  }

  @Test
  void reason1AUserWhoIsNotRegisteredIsDeferredByDefault() {
    defers(byDefault.first(recipient(ALICE, Standing.NOT_REGISTERED)), ALICE);
  }

  @Test
  void reason1AUserWhoIsNotRegisteredIsInterworkedWherePolicySaysSo() {
    interworks(
        with(InterworkingReason.NOT_REGISTERED, Choice.INTERWORK)
            .first(recipient(ALICE, Standing.NOT_REGISTERED)),
        InterworkingReason.NOT_REGISTERED,
        ALICE);
  }

  @Test
  void reason1AUserWhoIsNotRegisteredIsRefusedWherePolicySaysSo() {
    rejects(
        with(InterworkingReason.NOT_REGISTERED, Choice.REJECT)
            .first(recipient(ALICE, Standing.NOT_REGISTERED)),
        FailureCode.UNAVAILABLE);
  }

  @Test
  void reason1HoldsAlsoWhenTheLastClientGoesAfterTheDecision() {
    interworks(
        with(InterworkingReason.NOT_REGISTERED, Choice.INTERWORK)
            .nobodyRegistered(recipient(ALICE, Standing.REGISTERED)),
        InterworkingReason.NOT_REGISTERED,
        ALICE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Standing.class,
      names = {"REGISTERED", "NOT_REGISTERED"})
  void reason2ThePreferenceForInterworkingNamesWhereTo(Standing standing) {
    Recipient recipient =
        new Recipient(
            ALICE, standing, new UserPreferences(Handling.INTERWORK, Optional.of(PHONE), false));
    interworks(byDefault.first(recipient), InterworkingReason.USER_PREFERENCES, PHONE);
  }

  @Test
  void reason2ThePreferenceForInterworkingWithoutAnAddressKeepsTheOneWrittenTo() {
    interworks(
        byDefault.first(prefers(Standing.REGISTERED, Handling.INTERWORK, false)),
        InterworkingReason.USER_PREFERENCES,
        ALICE);
  }

  @ParameterizedTest
  @EnumSource(Handling.class)
  void doNotDisturbHasNoEffectBesideAnyOtherPreferenceThanDelivery(Handling handling) {
    Decision quiet = byDefault.first(prefers(Standing.REGISTERED, handling, true));
    Decision loud = byDefault.first(prefers(Standing.REGISTERED, handling, false));
    if (handling == Handling.DELIVER) {
      defers(quiet, ALICE);
      assertThat(loud).isInstanceOf(Decision.DeliverInCpm.class);
    } else {
      assertThat(quiet).isEqualTo(loud);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Standing.class,
      names = {"REGISTERED", "NOT_REGISTERED"})
  void thePreferenceToDeferDefersWhetherRegisteredOrNot(Standing standing) {
    defers(
        with(InterworkingReason.NOT_REGISTERED, Choice.REJECT)
            .first(prefers(standing, Handling.DEFER, false)),
        ALICE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Standing.class,
      names = {"REGISTERED", "NOT_REGISTERED"})
  void thePreferenceToRejectRejectsWhetherRegisteredOrNot(Standing standing) {
    rejects(byDefault.first(prefers(standing, Handling.REJECT, false)), FailureCode.REJECTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 408, 415, 480, 486, 488, 500, 503, 600, 606})
  void reason3ClientsThatAllFailLeadToInterworkingByDefault(int status) {
    interworks(
        byDefault.afterClientsFailed(recipient(ALICE, Standing.REGISTERED), status),
        InterworkingReason.NON_DELIVERY,
        ALICE);
  }

  @Test
  void reason3ClientsThatAllFailLeadToDeferralWherePolicySaysSo() {
    defers(
        with(InterworkingReason.NON_DELIVERY, Choice.DEFER)
            .afterClientsFailed(recipient(ALICE, Standing.REGISTERED), 480),
        ALICE);
  }

  @ParameterizedTest
  @CsvSource({
    "404, BAD_RECIPIENT", "408, NO_ANSWER", "413, TOO_LARGE", "415, CONTENT_REFUSED",
    "480, UNAVAILABLE", "486, UNAVAILABLE", "488, CONTENT_REFUSED", "500, PEER_ERROR",
    "503, CONGESTED", "606, CONTENT_REFUSED"
  })
  void reason3ClientsThatAllFailLeadToTheMatchingErrorWherePolicySaysSo(
      int status, FailureCode code) {
    rejects(
        with(InterworkingReason.NON_DELIVERY, Choice.REJECT)
            .afterClientsFailed(recipient(ALICE, Standing.REGISTERED), status),
        code);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 603, 607, 608})
  void whatTheUserRefusedOnAClientIsNotSentByAnotherWay(int status) {
    rejects(
        byDefault.afterClientsFailed(recipient(ALICE, Standing.REGISTERED), status),
        FailureCode.REJECTED);
  }

  @Test
  void reason4AStrangerWithASipAddressIsInterworkedByDefault() {
    interworks(
        byDefault.first(recipient(PHONE, Standing.STRANGER)),
        InterworkingReason.NON_CPM_PRINCIPAL,
        PHONE);
  }

  @Test
  void reason4AStrangerIsRefusedWherePolicySaysSo() {
    rejects(
        with(InterworkingReason.NON_CPM_PRINCIPAL, Choice.REJECT)
            .first(recipient(PHONE, Standing.STRANGER)),
        FailureCode.BAD_RECIPIENT);
  }

  @ParameterizedTest
  @CsvSource({
    "400, NON_CPM_PRINCIPAL",
    "401, NON_CPM_PRINCIPAL",
    "403, NON_CPM_PRINCIPAL",
    "404, NON_CPM_PRINCIPAL",
    "410, NON_CPM_PRINCIPAL",
    "413, NON_CPM_PRINCIPAL",
    "480, NON_CPM_PRINCIPAL",
    "484, NON_CPM_PRINCIPAL",
    "486, NON_CPM_PRINCIPAL",
    "600, NON_CPM_PRINCIPAL",
    "604, NON_CPM_PRINCIPAL",
    "405, MISSING_CPM_SUPPORT",
    "406, MISSING_CPM_SUPPORT",
    "415, MISSING_CPM_SUPPORT",
    "420, MISSING_CPM_SUPPORT",
    "421, MISSING_CPM_SUPPORT",
    "488, MISSING_CPM_SUPPORT",
    "489, MISSING_CPM_SUPPORT",
    "501, MISSING_CPM_SUPPORT",
    "606, MISSING_CPM_SUPPORT",
    "408, MISSING_SIP_CORE",
    "416, MISSING_SIP_CORE",
    "500, MISSING_SIP_CORE",
    "502, MISSING_SIP_CORE",
    "503, MISSING_SIP_CORE",
    "504, MISSING_SIP_CORE",
    "513, MISSING_SIP_CORE"
  })
  void reasons4To6AnErrorOfTheCoreStandsForOneOfThem(int status, InterworkingReason reason) {
    interworks(byDefault.afterCoreRefused(PHONE, status), reason, PHONE);
    assertThat(with(reason, Choice.REJECT).afterCoreRefused(PHONE, status))
        .isInstanceOf(Decision.Reject.class);
  }

  @Test
  void everyErrorStatusOfTheCoreLeadsToADecision() {
    for (int status = 300; status < 700; status++) {
      assertThat(byDefault.afterCoreRefused(PHONE, status).because()).contains("" + status);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {603, 607, 608})
  void whatTheRecipientDeclinedInCpmIsNotSentByAnotherWay(int status) {
    rejects(byDefault.afterCoreRefused(PHONE, status), FailureCode.REJECTED);
  }

  @Test
  void reason7AnAddressThatSipCannotRouteIsInterworkedByDefault() {
    interworks(
        byDefault.first(recipient(MAIL, Standing.NOT_ROUTABLE)),
        InterworkingReason.NOT_ROUTABLE,
        MAIL);
  }

  @Test
  void reason7AnAddressThatSipCannotRouteIsRefusedWherePolicySaysSo() {
    rejects(
        with(InterworkingReason.NOT_ROUTABLE, Choice.REJECT)
            .first(recipient(MAIL, Standing.NOT_ROUTABLE)),
        FailureCode.BAD_RECIPIENT);
  }

  @ParameterizedTest
  @EnumSource(
      value = InterworkingReason.class,
      names = {"NON_CPM_PRINCIPAL", "MISSING_CPM_SUPPORT", "MISSING_SIP_CORE", "NOT_ROUTABLE"})
  void aPolicyCannotDeferForSomebodyWhoNeverRegistersHere(InterworkingReason reason) {
    assertThatThrownBy(() -> new InterworkingPolicy(Map.of(reason, Choice.DEFER)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason.name());
  }

  @Test
  void theDefaultPolicyHasAChoiceForEveryReason() {
    for (InterworkingReason reason : InterworkingReason.values()) {
      assertThat(InterworkingPolicy.defaults().choice(reason))
          .isEqualTo(reason == InterworkingReason.NOT_REGISTERED ? Choice.DEFER : Choice.INTERWORK);
    }
  }
}
