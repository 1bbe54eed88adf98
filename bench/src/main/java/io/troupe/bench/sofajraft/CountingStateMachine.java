package io.troupe.bench.sofajraft;

import com.alipay.sofa.jraft.Closure;
import com.alipay.sofa.jraft.Iterator;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.core.StateMachineAdapter;
import io.troupe.bench.AppliedValues;

/** Applies entries batch by batch; on the leader, completes the write that proposed each. */
final class CountingStateMachine extends StateMachineAdapter {

  private final AppliedValues applied = new AppliedValues();
  private volatile boolean leading;

  AppliedValues applied() {
    return applied;
  }

  boolean isLeading() {
    return leading;
  }

  @Override
  public void onApply(Iterator entries) {
    while (entries.hasNext()) {
      applied.apply(entries.getData());
      Closure proposedBy = entries.done();
      if (proposedBy != null) {
        proposedBy.run(Status.OK());
      }
      entries.next();
    }
  }

  @Override
  public void onLeaderStart(long term) {
    leading = true;
  }

  @Override
  public void onLeaderStop(Status status) {
    leading = false;
  }
}
