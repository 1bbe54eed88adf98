package io.troupe.app.paxos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.troupe.app.story.Scene.Tone;
import io.troupe.app.story.Words;
import io.troupe.app.story.Words.Weight;
import io.troupe.protocols.Bytes;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.Ballot;
import io.troupe.protocols.paxos.PaxosMessage;
import io.troupe.protocols.paxos.Proposal;

/** Puts a message of Paxos into words, and weighs what it tells its receiver. */
final class PaxosWords implements PaxosMessage.Handler {
  private final NodeId from;
  private final NodeId to;
  private final Memory sender;
  private final Memory receiver;
  private Words words;

  private PaxosWords(NodeId from, NodeId to, Memory sender, Memory receiver, PaxosMessage message) {
    this.from = from;
    this.to = to;
    this.sender = sender;
    this.receiver = receiver;
    this.words = words(message, "", "", Tone.PLAIN, Weight.NEWS);
  }

  static Words of(PaxosMessage message, NodeId from, NodeId to, Memory sender, Memory receiver) {
    PaxosWords said = new PaxosWords(from, to, sender, receiver, message);
    message.accept(said);
    return said.words;
  }

  @Override
  public void onPrepare(PaxosMessage.Prepare message) {
    String ballot = of(message.ballot());
    say(
        message,
        "prepare " + ballot,
        "prepare " + ballot + ": promise to accept nothing below it",
        Tone.PLAIN,
        weight(message));
  }

  @Override
  public void onPromise(PaxosMessage.Promise message) {
    String accepted =
        message
            .lastAccepted()
            .proposal()
            .map(it -> "I have accepted " + of(it))
            .orElse("I have accepted nothing");
    say(
        message,
        "promise " + of(message.ballot()),
        "I promise " + of(message.ballot()) + "; " + accepted,
        Tone.GOOD,
        weight(message));
  }

  @Override
  public void onAccept(PaxosMessage.Accept message) {
    say(
        message,
        "accept " + of(message.proposal().value()),
        "accept " + of(message.proposal()),
        Tone.PLAIN,
        weight(message));
  }

  @Override
  public void onAccepted(PaxosMessage.Accepted message) {
    say(
        message,
        "accepted " + of(message.proposal().value()),
        "I have accepted " + of(message.proposal()),
        Tone.GOOD,
        receiver.isDone() ? Weight.ROUTINE : weight(message));
  }

  @Override
  public void onRejected(PaxosMessage.Rejected message) {
    say(
        message,
        "no: promised " + of(message.promised()),
        "no to " + of(message.ballot()) + ": I have promised " + of(message.promised()),
        Tone.BAD,
        weight(message));
  }

  @Override
  public void onChosen(PaxosMessage.Chosen message) {
    say(
        message,
        of(message.proposal().value()) + " is chosen",
        of(message.proposal().value()) + " is chosen",
        Tone.GOOD,
        receiver.isDone() ? Weight.ROUTINE : weight(message));
  }

  @Override
  public void onInquire(PaxosMessage.Inquire message) {
    say(message, "what is chosen?", "what is chosen?", Tone.PLAIN, Weight.ROUTINE);
  }

  private Weight weight(PaxosMessage message) {
    if (receiver.hasHeard(from, message)) {
      return Weight.ROUTINE;
    }
    return sender.isNews(to, message) ? Weight.NEWS : Weight.REPEATED;
  }

  private void say(PaxosMessage message, String brief, String text, Tone tone, Weight weight) {
    words = words(message, Words.shortened(brief), text, tone, weight);
  }

  private static Words words(
      PaxosMessage message, String brief, String text, Tone tone, Weight weight) {
    return new Words(
        message.getClass().getSimpleName(), brief, text, message.toString(), tone, weight);
  }

  /** Without the incarnation: nobody restarts in a play. */
  static String of(Ballot ballot) {
    return ballot.equals(Ballot.NONE) ? "nothing" : ballot.round() + "." + ballot.node();
  }

  static String of(Bytes value) {
    return "\"" + UTF_8.decode(value.asReadOnlyBuffer()) + "\"";
  }

  static String of(Proposal<Bytes> proposal) {
    return of(proposal.value()) + " under " + of(proposal.ballot());
  }
}
