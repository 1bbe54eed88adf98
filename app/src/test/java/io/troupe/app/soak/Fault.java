package io.troupe.app.soak;

import io.troupe.testkit.multijvm.JvmProcess;
import io.troupe.testkit.multijvm.Link;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Something that goes wrong, and is over some time later. */
sealed interface Fault {
  void begin();

  void end();

  /** For the statistics. */
  default String kind() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** {@code kill -9}, then a start on what the disk holds. */
  record Kill(List<JvmProcess> victims) implements Fault {
    @Override
    public String kind() {
      return victims.size() == 1 ? "kill" : "kill all";
    }

    @Override
    public void begin() {
      victims.forEach(JvmProcess::kill);
    }

    @Override
    public void end() {
      victims.forEach(JvmProcess::start);
    }

    @Override
    public String toString() {
      return "kill " + victims.stream().map(JvmProcess::name).toList();
    }
  }

  /** A process stands still. */
  record Pause(JvmProcess victim) implements Fault {
    @Override
    public void begin() {
      victim.pause();
    }

    @Override
    public void end() {
      victim.resume();
    }

    @Override
    public String toString() {
      return "pause " + victim.name();
    }
  }

  /** Nothing arrives over these links; what comes the other way does. */
  record Cut(List<Link> links) implements Fault {
    @Override
    public void begin() {
      links.forEach(Link::cut);
    }

    @Override
    public void end() {
      links.forEach(Link::heal);
    }

    @Override
    public String toString() {
      return "cut " + links;
    }
  }

  /** A link on which everything takes longer. */
  record Delay(Link link, Duration delay) implements Fault {
    @Override
    public void begin() {
      link.delay(delay);
    }

    @Override
    public void end() {
      link.heal();
    }

    @Override
    public String toString() {
      return "delay " + link + " by " + delay.toMillis() + " ms";
    }
  }

  /** A link that carries little. */
  record Throttle(Link link, int bytesPerSecond) implements Fault {
    @Override
    public void begin() {
      link.throttle(bytesPerSecond);
    }

    @Override
    public void end() {
      link.heal();
    }

    @Override
    public String toString() {
      return "throttle " + link + " to " + bytesPerSecond + " bytes/s";
    }
  }

  /** A link whose connections are reset, and cannot be made anew. */
  record Refuse(Link link) implements Fault {
    @Override
    public void begin() {
      link.refuse();
    }

    @Override
    public void end() {
      link.heal();
    }

    @Override
    public String toString() {
      return "refuse " + link;
    }
  }
}
