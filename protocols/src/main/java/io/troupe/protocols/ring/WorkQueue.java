package io.troupe.protocols.ring;

/** A first-in, first-out queue of the numbers 0 to n - 1 that holds each at most once. */
final class WorkQueue {
  private final int[] waiting;
  private final boolean[] isWaiting;
  private int head;
  private int size;

  WorkQueue(int n) {
    this.waiting = new int[n];
    this.isWaiting = new boolean[n];
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(int number) {
    if (!isWaiting[number]) {
      isWaiting[number] = true;
      int tail = head + size;
      waiting[tail < waiting.length ? tail : tail - waiting.length] = number;
      size++;
    }
  }

  int poll() {
    int number = waiting[head];
    isWaiting[number] = false;
    head = head + 1 == waiting.length ? 0 : head + 1;
    size--;
    return number;
  }
}
