package io.troupe.actors;

import io.troupe.protocols.GroupId;

/**
 * Describes a decision: its name and how its values become bytes. Who accepts stands in the
 * configuration, under {@code troupe.synods.<id>}.
 *
 * @param id the same on all nodes, for ever, and of one decision only
 */
public record SynodSpec<V>(GroupId id, Codec<V> values) {
  public static <V> SynodSpec<V> of(String id, Codec<V> values) {
    return new SynodSpec<>(new GroupId(id), values);
  }
}
