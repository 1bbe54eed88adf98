package io.troupe.testkit.linearizability.models;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * An immutable list that shares its beginning with the lists it grew from, knows its hash code, and
 * compares quickly with another that grew from the same beginning.
 */
final class GrowingList<V> extends AbstractList<V> {
  private record End<V>(GrowingList<V> before, V value) {}

  private final Optional<End<V>> end;
  private final int size;
  private final int hash;

  private GrowingList(Optional<End<V>> end, int size, int hash) {
    this.end = end;
    this.size = size;
    this.hash = hash;
  }

  /** {@code values} itself, if it is such a list. */
  static <V> GrowingList<V> of(List<V> values) {
    if (values instanceof GrowingList<V> already) {
      return already;
    }
    GrowingList<V> list = new GrowingList<>(Optional.empty(), 0, List.of().hashCode());
    for (V value : values) {
      list = list.with(value);
    }
    return list;
  }

  /** This list, and {@code value} after it. */
  GrowingList<V> with(V value) {
    return new GrowingList<>(
        Optional.of(new End<>(this, value)), size + 1, 31 * hash + value.hashCode());
  }

  @Override
  public int size() {
    return size;
  }

  /** Walks from the end. */
  @Override
  public V get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index + " of " + size);
    }
    GrowingList<V> at = this;
    while (at.size > index + 1) {
      at = at.end.orElseThrow().before;
    }
    return at.end.orElseThrow().value;
  }

  @Override
  @SuppressWarnings("unchecked") // Holds values of this list only.
  public Iterator<V> iterator() {
    return (Iterator<V>) Arrays.asList(toArray()).iterator();
  }

  @Override
  public Object[] toArray() {
    Object[] values = new Object[size];
    for (GrowingList<V> at = this; at.size > 0; at = at.end.orElseThrow().before) {
      values[at.size - 1] = at.end.orElseThrow().value;
    }
    return values;
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof List<?> list) || size != list.size() || hash != list.hashCode()) {
      return false;
    }
    if (!(list instanceof GrowingList<?>)) {
      return super.equals(other);
    }
    GrowingList<?> one = this;
    GrowingList<?> two = (GrowingList<?>) list;
    while (one != two && one.size > 0) {
      if (!one.end.orElseThrow().value.equals(two.end.orElseThrow().value)) {
        return false;
      }
      one = one.end.orElseThrow().before;
      two = two.end.orElseThrow().before;
    }
    return true;
  }
}
