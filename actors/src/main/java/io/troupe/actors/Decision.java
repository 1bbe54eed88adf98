package io.troupe.actors;

import java.util.function.Function;

/**
 * What a {@link Synod} answers to a proposal.
 *
 * @param <V> the values
 */
public sealed interface Decision<V> {
  /** Calls the one matching function. */
  <T> T match(
      Function<Chosen<V>, T> chosen,
      Function<Rejected<V>, T> rejected,
      Function<Unknown<V>, T> unknown);

  /** This value is chosen, for ever: the proposed one, or the one that was before it. */
  record Chosen<V>(V value) implements Decision<V> {
    @Override
    public <T> T match(
        Function<Chosen<V>, T> chosen,
        Function<Rejected<V>, T> rejected,
        Function<Unknown<V>, T> unknown) {
      return chosen.apply(this);
    }
  }

  /**
   * The value was not proposed, and will not be by this call: it is safe to try again.
   *
   * @param reason {@code OVERLOADED}, {@code TOO_LARGE} or {@code STOPPED}
   * @param message for a person
   */
  record Rejected<V>(Outcome.Reason reason, String message) implements Decision<V> {
    @Override
    public <T> T match(
        Function<Chosen<V>, T> chosen,
        Function<Rejected<V>, T> rejected,
        Function<Unknown<V>, T> unknown) {
      return rejected.apply(this);
    }
  }

  /**
   * Nobody here knows yet what is chosen; it may be this value, now or later. To propose again,
   * this value or another, is harmless, and tells.
   */
  record Unknown<V>(String message) implements Decision<V> {
    @Override
    public <T> T match(
        Function<Chosen<V>, T> chosen,
        Function<Rejected<V>, T> rejected,
        Function<Unknown<V>, T> unknown) {
      return unknown.apply(this);
    }
  }
}
