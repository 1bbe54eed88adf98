package io.troupe.app.ring;

import io.troupe.app.show.Svg;
import io.troupe.protocols.NodeId;
import j2html.tags.ContainerTag;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Shards as squares in rows, each with a stripe for every replica, the preferred one first, in the
 * colour of its node.
 */
final class ShardPicture {
  static final int SHARDS_SHOWN_MAX = 4_096;

  private static final int COLUMNS = 40;
  private static final double CELL = 12;
  private static final double SQUARE = 10.5;

  private ShardPicture() {}

  /**
   * A picture of the first {@link #SHARDS_SHOWN_MAX} shards.
   *
   * @param pale which stripes are shown pale, because nothing happens to them
   */
  static ContainerTag<?> of(
      String id,
      String title,
      String description,
      List<Row> shards,
      Function<Row, List<NodeId>> nodes,
      Pale pale,
      NodeNumbers numbers) {
    int shown = Math.min(shards.size(), SHARDS_SHOWN_MAX);
    int rows = (shown + COLUMNS - 1) / COLUMNS;
    Map<String, StringBuilder> paths = new TreeMap<>();
    for (int shard = 0; shard < shown; shard++) {
      Row row = shards.get(shard);
      int column = shard % COLUMNS;
      int line = shard / COLUMNS;
      List<NodeId> holders = nodes.apply(row);
      double stripe = SQUARE / holders.size();
      for (int i = 0; i < holders.size(); i++) {
        String cssClass =
            "node n" + numbers.of(holders.get(i)) + (pale.is(row, holders.get(i)) ? " pale" : "");
        paths
            .computeIfAbsent(cssClass, any -> new StringBuilder())
            .append("M")
            .append(Svg.number(column * CELL + i * stripe))
            .append(' ')
            .append(Svg.number(line * CELL))
            .append("h")
            .append(Svg.number(stripe))
            .append("v")
            .append(Svg.number(SQUARE))
            .append("h-")
            .append(Svg.number(stripe))
            .append("z");
      }
    }
    ContainerTag<?> picture = Svg.picture(id, COLUMNS * CELL, rows * CELL, title, description);
    paths.forEach((cssClass, data) -> picture.with(Svg.path(cssClass, data.toString())));
    return picture;
  }

  /** Whether a node's stripe in a shard is pale. */
  interface Pale {
    boolean is(Row row, NodeId node);
  }
}
