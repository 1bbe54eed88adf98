package io.troupe.app.show;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A table of text whose columns are as wide as they must be. Colours do not count as width. */
public final class Columns {
  private final List<List<Cell>> rows = new ArrayList<>();

  /**
   * One cell.
   *
   * @param right whether it stands at the right end of its column, as numbers do
   * @param ink applied after the cell was padded
   */
  public record Cell(String text, boolean right, UnaryOperator<String> ink) {
    public static Cell left(String text) {
      return new Cell(text, false, UnaryOperator.identity());
    }

    public static Cell right(String text) {
      return new Cell(text, true, UnaryOperator.identity());
    }

    public Cell in(UnaryOperator<String> newInk) {
      return new Cell(text, right, newInk);
    }
  }

  public Columns row(Cell... cells) {
    return row(List.of(cells));
  }

  public Columns row(List<Cell> cells) {
    rows.add(List.copyOf(cells));
    return this;
  }

  /** The lines, each with a line feed; nothing is padded at the end of a line. */
  public String render() {
    StringBuilder text = new StringBuilder();
    for (List<Cell> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        Cell cell = row.get(column);
        boolean last = column == row.size() - 1;
        line.append(column == 0 ? "  " : "   ");
        line.append(cell.ink().apply(padded(cell, last && !cell.right() ? 0 : width(column))));
      }
      text.append(line).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> column < row.size())
        .mapToInt(row -> row.get(column).text().length())
        .max()
        .orElse(0);
  }

  private static String padded(Cell cell, int width) {
    String padding = " ".repeat(Math.max(0, width - cell.text().length()));
    return cell.right() ? padding + cell.text() : cell.text() + padding;
  }
}
