package io.troupe.app.story;

import java.util.List;

/**
 * A part of how a story ended.
 *
 * @param rows as many cells as there are heads
 */
public record Table(String title, List<String> heads, List<List<String>> rows) {
  public Table {
    heads = List.copyOf(heads);
    rows = rows.stream().map(List::copyOf).toList();
  }
}
