package isthmus.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Answers by SMS come into the conversation that they belong to (CPM SD §5.3.1.3.1, §5.3.2.1). */
class ConversationTest {
  private static Scene scene;

  @BeforeAll
  static void start() {
    scene = Scene.started("", TestGateway.QUICK);
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  private static Pager written() {
    Pager pager = Pager.to(Pager.phone(), "hello");
    scene.accepted(pager);
    scene.smsc().awaitTo(pager.to(), 1);
    return pager;
  }

  private static SipText answered(String phone, String text) {
    Pdu answer =
        scene.smsc().deliver(Pdu.Sm.text(phone.replaceAll("[^0-9]", ""), "15551000001", text));
    assertThat(answer.status()).isZero();
    return scene.core().request("the message " + text, request -> request.content().equals(text));
  }

  @Test
  void anAnswerCarriesTheThreeIdentifiers() {
    Pager pager = written();
    SipText answer = answered(pager.to(), Pager.fresh("hi"));
    assertThat(answer.header("Conversation-ID")).isEqualTo(pager.conversation());
    assertThat(answer.header("InReplyTo-Contribution-ID")).isEqualTo(pager.contribution());
    assertThat(answer.header("Contribution-ID")).isNotEmpty().isNotEqualTo(pager.contribution());
    assertThat(answer.start()).contains(Pager.ALICE);
    assertThat(answer.header("P-Asserted-Identity")).contains(pager.to()).contains("x-cpm-ncs=sms");
    assertThat(answer.header("P-Asserted-Service"))
        .isEqualTo("urn:urn-7:3gpp-service.ims.icsi.oma.cpm.msg");
    assertThat(answer.cpim("imdn.Message-ID")).isNotEmpty();
    assertThat(answer.cpim("DateTime")).isNotEmpty();
  }

  @Test
  void aSecondAnswerRepliesInTheSameConversationWithAContributionOfItsOwn() {
    Pager pager = written();
    SipText first = answered(pager.to(), Pager.fresh("one"));
    SipText second = answered(pager.to(), Pager.fresh("two"));
    assertThat(second.header("Conversation-ID")).isEqualTo(pager.conversation());
    assertThat(second.header("Contribution-ID")).isNotEqualTo(first.header("Contribution-ID"));
    assertThat(second.header("InReplyTo-Contribution-ID")).isNotEmpty();
  }

  @Test
  void anAnswerRepliesToTheLatestMessageOfTheConversation() {
    Pager pager = written();
    Pager second =
        Pager.to(pager.to(), "and more").in(pager.conversation(), Pager.fresh("contribution"));
    scene.accepted(second);
    SipText answer = answered(pager.to(), Pager.fresh("hi"));
    assertThat(answer.header("Conversation-ID")).isEqualTo(pager.conversation());
    assertThat(answer.header("InReplyTo-Contribution-ID")).isEqualTo(second.contribution());
  }

  @Test
  void aMessageInANewConversationMovesTheAnswersThere() {
    Pager pager = written();
    Pager other = Pager.to(pager.to(), "new subject");
    scene.accepted(other);
    SipText answer = answered(pager.to(), Pager.fresh("hi"));
    assertThat(answer.header("Conversation-ID")).isEqualTo(other.conversation());
  }

  @Test
  void anAnswerAfterTheLifetimeOfTheConversationOpensANewOne() {
    Pager pager = written();
    assertThat(
            scene
                .gateway()
                .sql(
                    "update correlation set expires_at = now() - interval '1 second'"
                        + " where conversation_id = '"
                        + pager.conversation()
                        + "'"))
        .isEqualTo(1);
    SipText answer = answered(pager.to(), Pager.fresh("late"));
    assertThat(answer.header("Conversation-ID")).isNotEmpty().isNotEqualTo(pager.conversation());
    assertThat(answer.header("InReplyTo-Contribution-ID")).isEmpty();
    assertThat(answer.header("Contribution-ID")).isNotEmpty();
  }

  @Test
  void aMessageOfAStrangersPhoneOpensAConversationAndTheReplyStaysInIt() {
    String phone = Pager.phone();
    SipText first = answered(phone, Pager.fresh("who are you"));
    assertThat(first.header("InReplyTo-Contribution-ID")).isEmpty();
    String conversation = first.header("Conversation-ID");
    assertThat(conversation).isNotEmpty();
    Pager reply = Pager.to(phone + ";x-cpm-ncs=sms", "me").in(conversation, Pager.fresh("c"));
    scene.accepted(reply.with("InReplyTo-Contribution-ID: " + first.header("Contribution-ID")));
    scene.smsc().awaitTo(phone, 1);
    SipText second = answered(phone, Pager.fresh("ah"));
    assertThat(second.header("Conversation-ID")).isEqualTo(conversation);
    assertThat(second.header("InReplyTo-Contribution-ID")).isEqualTo(reply.contribution());
  }

  @Test
  void conversationsOfOneUserWithTwoPhonesStayApart() {
    Pager one = written();
    Pager two = written();
    assertThat(answered(one.to(), Pager.fresh("1")).header("Conversation-ID"))
        .isEqualTo(one.conversation());
    assertThat(answered(two.to(), Pager.fresh("2")).header("Conversation-ID"))
        .isEqualTo(two.conversation());
  }
}
