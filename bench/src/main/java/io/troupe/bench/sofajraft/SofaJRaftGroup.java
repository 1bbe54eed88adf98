package io.troupe.bench.sofajraft;

import com.alipay.sofa.jraft.Node;
import com.alipay.sofa.jraft.RaftGroupService;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.entity.Task;
import com.alipay.sofa.jraft.error.RaftError;
import com.alipay.sofa.jraft.option.NodeOptions;
import com.alipay.sofa.jraft.option.RaftOptions;
import com.google.protobuf.Message;
import io.troupe.bench.AppliedValues;
import io.troupe.bench.ClusterSpec;
import io.troupe.bench.Completion;
import io.troupe.bench.ReplicatedSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Three SOFAJRaft nodes with its default log storage, RocksDB, and {@code sync} on: its {@code
 * RocksDBLogStorage} passes the option to RocksDB's {@code WriteOptions.setSync} for each batch of
 * entries.
 *
 * <p>Writes go to the leader through {@code Node.apply}, within the process and without its RPC
 * layer for clients. The knobs are SOFAJRaft's own defaults, which are its advice for throughput
 * (pipelined replication, batched apply, large disruptors), minus what only costs: snapshots,
 * metrics and RocksDB's statistics are off.
 */
public final class SofaJRaftGroup implements ReplicatedSystem {

  public static final String NAME = "sofajraft";

  private static final String GROUP_ID = "bench";
  private static final long ELECTION_SECONDS_MAX = 30;

  private final List<Member> members;
  private volatile Member leader;

  private record Member(RaftGroupService service, Node node, CountingStateMachine machine) {}

  private SofaJRaftGroup(List<Member> members) {
    this.members = List.copyOf(members);
    this.leader = awaitLeader();
  }

  /** Starts the nodes and waits for a leader. */
  public static SofaJRaftGroup start(ClusterSpec spec) {
    List<PeerId> peers = spec.ports().stream().map(p -> new PeerId(ClusterSpec.HOST, p)).toList();
    List<Member> members = new ArrayList<>();
    for (int node = 0; node < peers.size(); node++) {
      members.add(startMember(spec.directoryOf(node), peers.get(node), peers));
    }
    return new SofaJRaftGroup(members);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SortedMap<String, String> settings() {
    RaftOptions options = raftOptions();
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("log", "RocksDB, sync=" + options.isSync());
    settings.put("applyBatch", String.valueOf(options.getApplyBatch()));
    settings.put("disruptorBufferSize", String.valueOf(options.getDisruptorBufferSize()));
    settings.put("maxAppendBufferSize", String.valueOf(options.getMaxAppendBufferSize()));
    settings.put("maxBodySize", String.valueOf(options.getMaxBodySize()));
    settings.put("maxEntriesSize", String.valueOf(options.getMaxEntriesSize()));
    settings.put("replicatorPipeline", String.valueOf(options.isReplicatorPipeline()));
    settings.put(
        "maxReplicatorInflightMsgs", String.valueOf(options.getMaxReplicatorInflightMsgs()));
    settings.put("openStatistics", String.valueOf(options.isOpenStatistics()));
    settings.put("snapshots", "off");
    settings.put("protobuf", protobufVersion());
    return settings;
  }

  @Override
  public void write(byte[] value, Completion completion) {
    Task task = new Task();
    task.setData(ByteBuffer.wrap(value));
    task.setDone(status -> complete(status, completion));
    leader.node().apply(task);
  }

  @Override
  public List<AppliedValues> applied() {
    return members.stream().map(member -> member.machine().applied()).toList();
  }

  @Override
  public void close() {
    members.forEach(member -> member.service().shutdown());
    for (Member member : members) {
      try {
        member.service().join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static Member startMember(Path directory, PeerId self, List<PeerId> peers) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + directory, e);
    }
    CountingStateMachine machine = new CountingStateMachine();
    NodeOptions options = new NodeOptions();
    options.setInitialConf(new Configuration(peers));
    options.setFsm(machine);
    options.setLogUri(directory.resolve("log").toString());
    options.setRaftMetaUri(directory.resolve("meta").toString());
    options.setSnapshotIntervalSecs(0);
    options.setDisableCli(true);
    options.setEnableMetrics(false);
    options.setRaftOptions(raftOptions());
    RaftGroupService service = new RaftGroupService(GROUP_ID, self, options);
    return new Member(service, service.start(), machine);
  }

  private static RaftOptions raftOptions() {
    RaftOptions options = new RaftOptions();
    options.setSync(true);
    options.setSyncMeta(true);
    options.setReplicatorPipeline(true);
    options.setOpenStatistics(false);
    return options;
  }

  /** Which of the class path's versions this JVM has loaded. */
  private static String protobufVersion() {
    var source = Message.class.getProtectionDomain().getCodeSource();
    return source == null ? "?" : Path.of(source.getLocation().getPath()).getFileName().toString();
  }

  private Member awaitLeader() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ELECTION_SECONDS_MAX);
    while (System.nanoTime() < deadline) {
      for (Member member : members) {
        if (member.machine().isLeading()) {
          return member;
        }
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    throw new IllegalStateException("no SOFAJRaft leader after " + ELECTION_SECONDS_MAX + " s");
  }

  private void complete(Status status, Completion completion) {
    if (status.isOk()) {
      completion.succeeded();
    } else if (status.getRaftError() == RaftError.EBUSY) {
      // Refused at the door, nothing was appended.
      completion.failed(status.toString());
    } else {
      findLeader();
      completion.unknown(status.toString());
    }
  }

  private void findLeader() {
    members.stream()
        .filter(member -> member.machine().isLeading())
        .findFirst()
        .ifPresent(member -> leader = member);
  }
}
