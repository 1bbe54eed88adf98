package io.troupe.app.ring;

/** The ways from a key to its nodes that are shown beside each other. */
enum Way {
  MODULO("modulo N"),
  RING("hash ring"),
  TABLE("shard table");

  private final String title;

  Way(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
