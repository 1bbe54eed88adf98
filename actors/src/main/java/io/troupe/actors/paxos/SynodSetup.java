package io.troupe.actors.paxos;

import io.troupe.actors.spi.Surroundings;
import io.troupe.protocols.GroupId;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.ProposerSettings;
import io.troupe.protocols.paxos.Synod;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What the roles of one synod on one node share.
 *
 * @param id of the synod
 * @param synod who takes part
 * @param requestTimeoutNanos how long a caller waits for the decision
 * @param keeper carries out what the roles report
 */
public record SynodSetup(
    GroupId id,
    NodeId self,
    Synod synod,
    ProposerSettings settings,
    long requestTimeoutNanos,
    Surroundings surroundings,
    ActorRef<RoleReport> keeper) {}
