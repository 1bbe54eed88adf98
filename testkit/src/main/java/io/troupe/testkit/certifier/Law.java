package io.troupe.testkit.certifier;

/** What a group relies on in a state machine and its codecs. */
public enum Law {
  FRESH_INSTANCES(
      "the factory makes a new machine, in its initial state, whenever it is called",
      "Construct the machine in the factory: no constant, no cache, no static state."),

  COMMAND_ROUND_TRIP(
      "a command is equal to its decoded encoding, and its encoding is always the same bytes",
      Advice.CODEC),

  QUERY_ROUND_TRIP(
      "a query is equal to its decoded encoding, and its encoding is always the same bytes",
      Advice.CODEC),

  REPLY_ROUND_TRIP(
      "a reply is equal to its decoded encoding, and its encoding is always the same bytes",
      Advice.CODEC),

  DAMAGED_BYTES(
      "bytes that are no encoding are refused with an IllegalArgumentException",
      "Catch what the decoder throws at the end of the bytes, and check each length against the"
          + " bytes that are left before you allocate for it."),

  SMALL_MESSAGES(
      "a command takes at most 128 KiB (the default of troupe.client.max-command-bytes), a query or"
          + " reply less than 200 KiB",
      "Split it into several; what is larger is rejected, or lost on its way to another node."),

  COMMANDS_DO_NOT_THROW(
      "every command is answered by a reply, whatever the state",
      "Make an expected failure a value of the reply type. A command that throws stops the group on"
          + " every node as it gets there, and again after each restart."),

  SNAPSHOTS_CAN_BE_WRITTEN(
      "a snapshot can be taken and written in every state",
      "Without snapshots the log grows until writes are rejected."),

  DETERMINISM(
      "two instances that are given the same commands give the same replies and reach the same"
          + " state",
      "Look for clocks, random sources, static or shared state, identity hashes (the default"
          + " hashCode and toString), and the iteration order of hash tables. Put times and random"
          + " ids into the command."),

  SNAPSHOTS_CHANGE_NOTHING(
      "taking and writing snapshots changes no reply and no state",
      "Copy what the snapshot needs; do not drain, sort or renumber the state itself."),

  SNAPSHOTS_ARE_FROZEN(
      "what a snapshot writes is the state at the call of snapshot(), whatever is applied later",
      "Copy the state, or references to immutable parts of it, in snapshot() itself and not in the"
          + " writer."),

  QUERIES_CHANGE_NOTHING(
      "a query changes neither the state nor later replies, also if it throws",
      "Only the leader is asked, so whatever a query changes makes replicas differ: make it a"
          + " command."),

  RESTORE_INTO_FRESH(
      "a new instance that is restored from a snapshot is equal to the one that wrote it, and goes"
          + " on as it does",
      "Write every field to the snapshot, also counters; flush what you wrap around the stream;"
          + " read with readFully or readNBytes; write hash tables sorted."),

  RESTORE_INTO_USED(
      "an instance that has applied other commands before is, once restored, equal to a new one",
      "Replace the whole state in restore: clear every collection, set every counter.");

  private final String statement;
  private final String advice;

  Law(String statement, String advice) {
    this.statement = statement;
    this.advice = advice;
  }

  /** What holds for a good machine, as a sentence. */
  public String statement() {
    return statement;
  }

  /** Where to look, and what to do. */
  public String advice() {
    return advice;
  }

  private static final class Advice {
    static final String CODEC =
        "Encode every field, in an order of your own (not that of a hash table); read from the"
            + " buffer's position to its limit, without array(); and give the class an equals over"
            + " its content (records compare arrays by identity).";
  }
}
