package io.troupe.bench;

import io.troupe.bench.sofajraft.SofaJRaftGroup;
import io.troupe.bench.troupe.TroupeGroup;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every system that can be measured, by name: the one place to add one. */
final class Systems {

  private static final Map<String, ReplicatedSystem.Starter> STARTERS =
      new TreeMap<>(
          Map.of(SofaJRaftGroup.NAME, SofaJRaftGroup::start, TroupeGroup.NAME, TroupeGroup::start));

  private Systems() {}

  static List<String> names() {
    return List.copyOf(STARTERS.keySet());
  }

  /**
   * @throws IllegalArgumentException if no system of this name is in this build
   */
  static ReplicatedSystem.Starter named(String name) {
    ReplicatedSystem.Starter starter = STARTERS.get(name);
    if (starter == null) {
      throw new IllegalArgumentException(
          "no system named '" + name + "' in this build; --systems takes " + names());
    }
    return starter;
  }
}
