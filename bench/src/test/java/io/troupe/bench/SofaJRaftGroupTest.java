package io.troupe.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.troupe.bench.ReadBack.Written;
import io.troupe.bench.sofajraft.SofaJRaftGroup;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SofaJRaftGroupTest {

  @Test
  void what_was_acknowledged_is_on_every_node_also_after_all_restart(@TempDir Path directory)
      throws Exception {
    ClusterSpec spec = ClusterSpec.onFreePorts(directory);
    Written written;

    try (ReplicatedSystem group = SofaJRaftGroup.start(spec);
        LoadDriver driver = new LoadDriver(group)) {
      driver.run(new Cell(128, 16), 0, 0.2);
      written = driver.written();
      ReadBack.awaitCatchUp(group.applied(), written, 30);
      assertThat(ReadBack.problems(group.applied(), written)).isEmpty();
    }

    assertThat(written.acknowledged()).isPositive();
    try (ReplicatedSystem group = SofaJRaftGroup.start(spec)) {
      ReadBack.awaitCatchUp(group.applied(), written, 30);
      assertThat(ReadBack.problems(group.applied(), written)).isEmpty();
    }
  }

  @Test
  void a_system_that_is_not_in_this_build_is_refused_by_name() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Systems.named("zookeeper"))
        .withMessage("no system named 'zookeeper' in this build; --systems takes [sofajraft]");
  }
}
