package io.troupe.actors.paxos;

import io.troupe.actors.spi.Surroundings;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.QuorumSystem;
import io.troupe.protocols.paxos.register.RegisterSettings;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What the roles of replicated registers on one node share.
 *
 * @param id of the registers
 * @param keeper carries out what the roles report
 */
public record RegisterSetup(
    GroupId id,
    NodeId self,
    QuorumSystem quorums,
    RegisterSettings settings,
    Surroundings surroundings,
    ActorRef<RoleReport> keeper) {}
