package io.troupe.app.show;

import java.util.List;

/** Colours for a terminal, or none: then every method returns its text as it is. */
public final class Ink {
  private static final String RESET = "\u001b[0m";

  /** Of the 256 colours those that can be told apart on black and on white. */
  private static final List<Integer> NODES = List.of(33, 208, 36, 170, 71, 167, 136, 99, 38, 131);

  private final boolean colours;

  public Ink(boolean colours) {
    this.colours = colours;
  }

  public String bold(String text) {
    return dye("1", text);
  }

  public String faint(String text) {
    return dye("2", text);
  }

  public String good(String text) {
    return dye("32", text);
  }

  public String bad(String text) {
    return dye("31", text);
  }

  public String warm(String text) {
    return dye("33", text);
  }

  /** The colour of the i-th node, from 0. */
  public String node(int i, String text) {
    return dye("38;5;" + NODES.get(Math.floorMod(i, NODES.size())), text);
  }

  private String dye(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + RESET : text;
  }
}
