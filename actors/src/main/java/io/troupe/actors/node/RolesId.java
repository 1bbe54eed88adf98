package io.troupe.actors.node;

import io.troupe.protocols.GroupId;
import io.troupe.protocols.NodeId;
import java.util.Locale;

/** Which roles of Paxos: those of a synod, or those of replicated registers. */
record RolesId(Kind kind, GroupId name) {
  enum Kind {
    SYNOD,
    REGISTER
  }

  static RolesId synod(GroupId name) {
    return new RolesId(Kind.SYNOD, name);
  }

  static RolesId register(GroupId name) {
    return new RolesId(Kind.REGISTER, name);
  }

  /** No two nodes, roles or kinds share one: names have no colon. */
  String persistenceId(String role, NodeId node) {
    return "troupe-" + kindName() + ":" + name + ":" + role + ":" + node;
  }

  /** As an actor is named. */
  String actorName() {
    return kindName() + "-" + name;
  }

  private String kindName() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return kindName() + " " + name;
  }
}
