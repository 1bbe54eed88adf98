package io.troupe.app.soak;

import io.troupe.app.soak.Reply.Compared;
import io.troupe.app.soak.Reply.Deleted;
import io.troupe.app.soak.Reply.Found;
import io.troupe.app.soak.Reply.Stored;
import io.troupe.app.soak.Request.CompareAndSet;
import io.troupe.app.soak.Request.Get;
import io.troupe.app.soak.Request.Put;
import io.troupe.testkit.linearizability.Model;
import io.troupe.testkit.linearizability.Outcome;
import io.troupe.testkit.linearizability.Step;
import java.util.Optional;

/** The store as one process would be it: for each key a value, or none. */
final class StoreModel implements Model<Optional<String>, Request, Reply> {
  @Override
  public Optional<String> initial() {
    return Optional.empty();
  }

  @Override
  public Step<Optional<String>, Reply> apply(Optional<String> value, Request request) {
    if (request instanceof Get) {
      return new Step<>(value, new Found(value));
    } else if (request instanceof Put put) {
      return new Step<>(Optional.of(put.value()), new Stored(value.isEmpty()));
    } else if (request instanceof CompareAndSet compare) {
      boolean equal = value.equals(compare.expected());
      return new Step<>(equal ? Optional.of(compare.value()) : value, new Compared(equal));
    }
    return new Step<>(Optional.empty(), new Deleted(value.isPresent()));
  }

  @Override
  public Object partition(Request request) {
    return request.key();
  }

  @Override
  public boolean isObserver(Request request, Outcome<Reply> outcome) {
    return request instanceof Get
        || outcome
            .output()
            .filter(reply -> reply.equals(new Compared(false)) || reply.equals(new Deleted(false)))
            .isPresent();
  }
}
