package io.troupe.actors;

import io.troupe.actors.node.Node;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;

/**
 * The Pekko extension: Troupe in one ActorSystem. It starts with the system if {@code
 * troupe.node-id} is set, and checks its configuration then; when the system is shut down in a
 * coordinated way, it hands over what it leads before the node leaves.
 */
public final class Troupe implements Extension {
  private final Node node;

  private Troupe(ActorSystem<?> system) {
    this.node = new Node(system);
  }

  /**
   * The extension of {@code system}.
   *
   * @throws TroupeConfigurationException if a setting is missing or wrong; the message names it
   */
  public static Troupe get(ActorSystem<?> system) {
    return Id.INSTANCE.apply(system);
  }

  /**
   * Starts this node's replica of {@code group} and returns at once; requests wait until a leader
   * is elected.
   *
   * @throws TroupeConfigurationException if a setting is missing or wrong; the message names it
   * @throws IllegalStateException if the group is already started here
   */
  public <C, Q, R> Group<C, Q, R> start(ReplicatedGroup<C, Q, R> group) {
    return node.start(group);
  }

  /**
   * Starts this node's roles in a decision, and returns at once.
   *
   * @throws TroupeConfigurationException if a setting is missing or wrong; the message names it
   * @throws IllegalStateException if it is already started here
   */
  public <V> Synod<V> synod(SynodSpec<V> synod) {
    return node.synod(synod);
  }

  /**
   * Starts this node's roles in replicated registers, and returns at once.
   *
   * @throws TroupeConfigurationException if a setting is missing or wrong; the message names it
   * @throws IllegalStateException if they are already started here
   */
  public <S> ReplicatedRegister<S> register(RegisterSpec<S> register) {
    return node.register(register);
  }

  /** The extension's id, by which Pekko starts it with the system. */
  public static final class Id extends ExtensionId<Troupe> {
    private static final Id INSTANCE = new Id();

    private Id() {}

    public static Id getInstance() {
      return INSTANCE;
    }

    @Override
    public Troupe createExtension(ActorSystem<?> system) {
      return new Troupe(system);
    }
  }
}
