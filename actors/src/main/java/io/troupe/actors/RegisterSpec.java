package io.troupe.actors;

import io.troupe.protocols.GroupId;

/**
 * Describes replicated registers: their name and how their values become bytes. Who holds them
 * stands in the configuration, under {@code troupe.registers.<id>}.
 *
 * @param id the same on all nodes, for ever
 */
public record RegisterSpec<S>(GroupId id, Codec<S> values) {
  public static <S> RegisterSpec<S> of(String id, Codec<S> values) {
    return new RegisterSpec<>(new GroupId(id), values);
  }
}
