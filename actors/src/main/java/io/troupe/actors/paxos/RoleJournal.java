package io.troupe.actors.paxos;

import com.typesafe.config.Config;

/**
 * Where the events of one role are kept.
 *
 * @param persistenceId of this role alone, on this node alone
 * @param pluginId of the journal
 * @param pluginConfig configuration beyond that of the ActorSystem, e.g. for a directory
 */
public record RoleJournal(String persistenceId, String pluginId, Config pluginConfig) {}
