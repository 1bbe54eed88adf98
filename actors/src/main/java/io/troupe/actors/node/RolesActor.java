package io.troupe.actors.node;

import io.troupe.actors.paxos.Request;
import io.troupe.actors.paxos.RoleReport;
import io.troupe.actors.spi.Surroundings;
import io.troupe.actors.wire.ClientReply;
import io.troupe.actors.wire.ClientRequest;
import io.troupe.actors.wire.Item;
import io.troupe.actors.wire.PaxosItem;
import io.troupe.actors.wire.RaftItem;
import io.troupe.actors.wire.RegisterItem;
import io.troupe.protocols.Bytes;
import io.troupe.protocols.NodeId;
import io.troupe.protocols.paxos.PaxosInput;
import io.troupe.protocols.paxos.PaxosRole;
import io.troupe.protocols.paxos.register.RegisterInput;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.DeadLetter;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the roles that this node plays in one synod, or in replicated registers of one name, and
 * carries messages between them, the gateway and those who ask. A role that the journal failed is
 * started anew, from the journal, after a {@link RestartPause}; one whose failure would repeat
 * itself stays stopped, and that is said once. The others go on: they share no memory.
 */
final class RolesActor extends AbstractBehavior<RolesCommand> {
  private static final Logger LOG = LoggerFactory.getLogger(RolesActor.class);

  /** What a keeper needs. */
  record Setup(
      RolesId id,
      NodeId self,
      Surroundings surroundings,
      ActorRef<GatewayCommand> gateway,
      Map<PaxosRole, Start> roles,
      Owner owner) {}

  /** Makes a keeper's setup. */
  interface Plan {
    Setup setup(ActorRef<GatewayCommand> gateway, ActorRef<RoleReport> keeper);
  }

  /** Starts a role as a child of the keeper. */
  interface Start {
    ActorRef<Object> start(ActorContext<?> keeper, String name);
  }

  /** For whom the roles play. Called from the keeper. */
  interface Owner {
    void started(ActorRef<RolesCommand> keeper);

    void learned(Bytes value);

    void failed(String what, Throwable cause);
  }

  private final Setup setup;
  private final TimerScheduler<RolesCommand> timers;
  private final Map<PaxosRole, Place> places = new EnumMap<>(PaxosRole.class);
  private final Reports reports = new Reports();
  private final String path;

  private RolesActor(
      ActorContext<RolesCommand> context,
      TimerScheduler<RolesCommand> timers,
      ActorRef<GatewayCommand> gateway,
      Plan plan) {
    super(context);
    this.timers = timers;
    this.path = context.getSelf().path().toStringWithoutAddress() + "/";
    this.setup =
        plan.setup(gateway, context.messageAdapter(RoleReport.class, RolesCommand.Reported::new));
    context
        .getSystem()
        .eventStream()
        .tell(
            new EventStream.Subscribe<>(
                DeadLetter.class,
                context.messageAdapter(DeadLetter.class, RolesCommand.Undelivered::new)));
    setup.roles().keySet().forEach(role -> places.put(role, new Place(role)));
    places.values().forEach(this::start);
    setup.owner().started(context.getSelf());
  }

  static Behavior<RolesCommand> create(Plan plan, ActorRef<GatewayCommand> gateway) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new RolesActor(context, timers, gateway, plan)));
  }

  @Override
  public Receive<RolesCommand> createReceive() {
    return newReceiveBuilder()
        .onMessage(RolesCommand.Received.class, this::onReceived)
        .onMessage(RolesCommand.Ask.class, this::onAsk)
        .onMessage(RolesCommand.Reported.class, this::onReported)
        .onMessage(RolesCommand.Start.class, this::onStart)
        .onMessage(RolesCommand.Stop.class, this::onStop)
        .onMessage(RolesCommand.Undelivered.class, this::onUndelivered)
        .onSignal(Terminated.class, this::onTerminated)
        .build();
  }

  private void start(Place place) {
    String name = place.role.name().toLowerCase(Locale.ROOT);
    ActorRef<Object> started =
        Optional.ofNullable(setup.roles().get(place.role)).orElseThrow().start(getContext(), name);
    getContext().watch(started);
    place.started(started, setup.surroundings().nanoTime());
  }

  private Behavior<RolesCommand> onReceived(RolesCommand.Received message) {
    deliver(message.from(), message.item());
    return this;
  }

  private void deliver(NodeId from, Item item) {
    item.accept(new Delivery(from));
  }

  private void tell(List<PaxosRole> roles, Object input) {
    for (PaxosRole role : roles) {
      Place place = places.get(role);
      if (place != null) {
        place.tell(input);
      }
    }
  }

  private Behavior<RolesCommand> onAsk(RolesCommand.Ask ask) {
    Optional.ofNullable(places.get(PaxosRole.PROPOSER)).orElseThrow().ask(ask.request());
    return this;
  }

  private Behavior<RolesCommand> onReported(RolesCommand.Reported message) {
    message.report().accept(reports);
    return this;
  }

  private Behavior<RolesCommand> onStart(RolesCommand.Start message) {
    start(Optional.ofNullable(places.get(message.role())).orElseThrow());
    return this;
  }

  private Behavior<RolesCommand> onStop(RolesCommand.Stop stop) {
    String what = setup.id() + " stops on node " + setup.self() + ": " + stop.why();
    LOG.error(what);
    timers.cancelAll();
    for (Place place : places.values()) {
      place.stopFor(what).ifPresent(getContext()::stop);
    }
    setup.owner().failed(what, new IllegalStateException(stop.why()));
    return this;
  }

  private Behavior<RolesCommand> onTerminated(Terminated terminated) {
    for (Place place : places.values()) {
      if (place.isAt(terminated.getRef())) {
        Duration lived = place.terminated(setup.surroundings().nanoTime());
        if (!place.isStopped()) {
          Duration pause = place.pause.after(lived);
          LOG.info("{}: the {} starts again in {} s", setup.id(), place, pause.toSeconds());
          timers.startSingleTimer(place.role, new RolesCommand.Start(place.role), pause);
        }
      }
    }
    return this;
  }

  private Behavior<RolesCommand> onUndelivered(RolesCommand.Undelivered message) {
    DeadLetter letter = message.letter();
    if (letter.message() instanceof Request request
        && letter.recipient().path().toStringWithoutAddress().startsWith(path)) {
      request.giveUp("the proposer stopped");
    }
    return this;
  }

  private final class Delivery implements Item.Handler<Boolean> {
    private final NodeId from;

    private Delivery(NodeId from) {
      this.from = from;
    }

    @Override
    public Boolean onPaxos(PaxosItem item) {
      tell(item.message().receivers(), new PaxosInput.Received(from, item.message()));
      return true;
    }

    @Override
    public Boolean onRegister(RegisterItem item) {
      tell(List.of(item.message().receiver()), new RegisterInput.Received(from, item.message()));
      return true;
    }

    @Override
    public Boolean onRaft(RaftItem item) {
      return false;
    }

    @Override
    public Boolean onRequest(ClientRequest item) {
      return false;
    }

    @Override
    public Boolean onReply(ClientReply item) {
      return false;
    }
  }

  private final class Reports implements RoleReport.Handler {
    @Override
    public void onRecovered(RoleReport.Recovered report) {
      place(report.role()).recovered();
    }

    @Override
    public void onSend(RoleReport.Send report) {
      if (report.to().equals(setup.self())) {
        deliver(setup.self(), report.item());
      } else {
        setup.gateway().tell(new GatewayCommand.Send(report.to(), report.item()));
      }
    }

    @Override
    public void onLearned(RoleReport.Learned report) {
      setup.owner().learned(report.value());
    }

    @Override
    public void onFailed(RoleReport.Failed report) {
      Place place = place(report.role());
      if (!report.isFinal()) {
        LOG.error(
            "{}: {}; the {} starts again from its journal after a pause",
            setup.id(),
            report.what(),
            place,
            report.cause());
      } else if (!place.isStopped()) {
        String what =
            "the "
                + place
                + " of "
                + setup.id()
                + " stops on node "
                + setup.self()
                + ": "
                + report.what()
                + " ("
                + report.cause()
                + ")";
        LOG.error("{}. Mend the cause and restart the node.", what, report.cause());
        place.stopFor(what);
        setup.owner().failed(what, report.cause());
      }
    }

    private Place place(PaxosRole role) {
      return Optional.ofNullable(places.get(role)).orElseThrow();
    }
  }
}
