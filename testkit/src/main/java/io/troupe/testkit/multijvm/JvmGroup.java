package io.troupe.testkit.multijvm;

import java.util.HashSet;
import java.util.List;

/**
 * Some JVMs of one trial. When this is closed, or this JVM ends in whatever way, they are gone.
 * Nothing is started before it is asked for.
 */
public final class JvmGroup implements AutoCloseable {
  private final List<JvmProcess> members;
  private final Thread killer = new Thread(this::destroyAll, "kill-jvms");

  private JvmGroup(List<JvmProcess> members) {
    this.members = members;
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /** A group of these, which must have different names. */
  public static JvmGroup of(List<JvmSpec> specs) {
    if (new HashSet<>(specs.stream().map(JvmSpec::name).toList()).size() < specs.size()) {
      throw new IllegalArgumentException("two JVMs of the same name: " + specs);
    }
    return new JvmGroup(specs.stream().map(JvmProcess::new).toList());
  }

  public List<JvmProcess> members() {
    return members;
  }

  /** The one of that name; there must be one. */
  public JvmProcess member(String name) {
    return members.stream().filter(each -> each.name().equals(name)).findAny().orElseThrow();
  }

  /** Those that run or are paused. */
  public List<JvmProcess> alive() {
    return members.stream().filter(JvmProcess::isAlive).toList();
  }

  /** Starts every JVM that does not run. */
  public void startAll() {
    members.stream().filter(each -> !each.isAlive()).forEach(JvmProcess::start);
  }

  /**
   * {@code kill -9} for all of them.
   *
   * @throws TrialFailure if one had ended by itself
   */
  public void killAll() {
    members.forEach(JvmProcess::requireAlive);
    members.forEach(JvmProcess::kill);
  }

  private void destroyAll() {
    members.forEach(JvmProcess::destroy);
  }

  /** Kills those that run. */
  @Override
  public void close() {
    destroyAll();
    members.forEach(JvmProcess::resume);
    try {
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IllegalStateException e) {
      // Shutting down already: the hook does the same again.
    }
  }
}
