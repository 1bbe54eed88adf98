package io.troupe.actors.paxos;

/** A message to a role for whose answer somebody in this node waits. */
public interface Request {
  /** Answers instead of the role, which never got the message: it had no effect. */
  void giveUp(String why);
}
