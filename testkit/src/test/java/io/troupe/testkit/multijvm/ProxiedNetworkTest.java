package io.troupe.testkit.multijvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.testkit.multijvm.ProxiedNetwork.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three nodes that are plain sockets: b listens, a and c connect to it. */
@Timeout(60)
class ProxiedNetworkTest {
  private final ProxiedNetwork network = ProxiedNetwork.between(List.of("a", "b", "c"));
  private final Link there = network.link("a", "b");
  private final Link back = network.link("b", "a");
  private final ServerSocket listener = listener("b");
  private final Socket a = connect("a", "b");
  private final Socket b = accept();

  ProxiedNetworkTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    a.close();
    b.close();
    listener.close();
    network.close();
  }

  @Test
  void what_nobody_disturbs_arrives_both_ways_and_is_counted() throws IOException {
    send(a, "hello");
    send(b, "hi");

    assertThat(receive(b, 5)).isEqualTo("hello");
    assertThat(receive(a, 2)).isEqualTo("hi");
    assertThat(there.carriedBytes()).isEqualTo(5);
    assertThat(back.carriedBytes()).isEqualTo(2);
  }

  @Test
  void a_cut_stops_one_direction_of_one_pair_and_healing_brings_all_that_was_sent()
      throws IOException {
    there.cut();
    send(a, "lost?");

    passOtherLinks();
    assertThat(b.getInputStream().available()).isZero();
    assertThat(there.carriedBytes()).isZero();

    send(a, " no");
    there.heal();
    assertThat(receive(b, 8)).isEqualTo("lost? no");
  }

  /** The proxies' one thread has been round after this: what it was going to carry, it has. */
  private void passOtherLinks() throws IOException {
    send(b, "other way");
    assertThat(receive(a, 9)).isEqualTo("other way");
    try (Socket c = connect("c", "b");
        Socket accepted = accept()) {
      send(c, "other pair");
      assertThat(receive(accepted, 10)).isEqualTo("other pair");
    }
  }

  @Test
  void a_new_connection_over_a_cut_link_seems_open_and_arrives_when_it_is_healed()
      throws IOException {
    there.cut();

    try (Socket late = connect("a", "b")) {
      send(late, "late");
      listener.setSoTimeout(50);
      assertThatThrownBy(this::accept).isInstanceOf(SocketTimeoutException.class);
      listener.setSoTimeout(0);
      there.heal();

      try (Socket accepted = accept()) {
        assertThat(receive(accepted, 4)).isEqualTo("late");
      }
    }
  }

  @Test
  void a_delayed_link_delivers_later_in_order_and_all_of_it() throws IOException {
    Duration delay = Duration.ofMillis(150);
    there.delay(delay);

    long sentNanos = System.nanoTime();
    send(a, "one");
    there.delay(Duration.ZERO);
    there.delay(delay);
    send(a, "two");

    assertThat(receive(b, 6)).isEqualTo("onetwo");
    assertThat(System.nanoTime() - sentNanos).isGreaterThanOrEqualTo(delay.toNanos());
  }

  @Test
  void a_delay_holds_up_every_byte_but_not_the_rate() throws IOException {
    there.delay(Duration.ofMillis(100));

    long beganNanos = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      send(a, "x");
      passOtherLinks();
    }

    assertThat(receive(b, 20)).isEqualTo("x".repeat(20));
    assertThat(Duration.ofNanos(System.nanoTime() - beganNanos)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void a_throttled_link_carries_no_more_than_its_rate() throws IOException {
    int bytesPerSecond = 100_000;
    int bytes = 30_000;
    there.throttle(bytesPerSecond);

    long sentNanos = System.nanoTime();
    send(a, "x".repeat(bytes));
    receive(b, bytes);

    double seconds = (System.nanoTime() - sentNanos) / 1e9;
    assertThat(bytes / seconds).isLessThan(bytesPerSecond * 1.01);
  }

  @Test
  void a_dropped_connection_is_reset_on_both_sides_and_the_next_one_works() throws IOException {
    there.drop();

    assertThatThrownBy(() -> a.getInputStream().read()).isInstanceOf(SocketException.class);
    assertThatThrownBy(() -> b.getInputStream().read()).isInstanceOf(SocketException.class);
    try (Socket next = connect("a", "b");
        Socket accepted = accept()) {
      send(next, "again");
      assertThat(receive(accepted, 5)).isEqualTo("again");
    }
  }

  @Test
  void a_refused_link_resets_every_connection_and_others_do_not_notice() throws IOException {
    there.refuse();

    assertThatThrownBy(() -> a.getInputStream().read()).isInstanceOf(SocketException.class);
    try (Socket refused = connect("a", "b")) {
      assertThatThrownBy(() -> refused.getInputStream().read()).isInstanceOf(SocketException.class);
    }
    try (Socket c = connect("c", "b");
        Socket accepted = accept()) {
      send(c, "fine");
      assertThat(receive(accepted, 4)).isEqualTo("fine");
    }
  }

  @Test
  void an_orderly_end_is_passed_on_behind_the_last_byte() throws IOException {
    there.delay(Duration.ofMillis(50));
    send(a, "bye");
    a.shutdownOutput();

    assertThat(receive(b, 3)).isEqualTo("bye");
    assertThat(b.getInputStream().read()).isEqualTo(-1);
    send(b, "still open");
    assertThat(receive(a, 10)).isEqualTo("still open");
  }

  @Test
  void a_node_that_does_not_listen_resets_whoever_connects() throws IOException {
    try (Socket toC = connect("a", "c")) {
      assertThatThrownBy(() -> toC.getInputStream().read()).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void a_connection_from_nowhere_is_reset_and_counted() throws IOException {
    try (Socket stranger =
        new Socket(InetAddress.getLoopbackAddress(), network.endpoint("b").publishedPort())) {
      assertThatThrownBy(() -> stranger.getInputStream().read())
          .isInstanceOf(SocketException.class);
    }

    assertThat(network.strangers()).isEqualTo(1);
  }

  @Test
  void a_closed_network_says_so() {
    network.close();

    assertThatThrownBy(there::cut).hasMessageContaining("closed");
  }

  private ServerSocket listener(String node) throws IOException {
    return new ServerSocket(
        network.endpoint(node).boundPort(), 50, InetAddress.getLoopbackAddress());
  }

  private Socket connect(String from, String to) throws IOException {
    Endpoint opener = network.endpoint(from);
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(opener.clientAddress(), 0));
    socket.connect(
        new InetSocketAddress(
            InetAddress.getLoopbackAddress(), network.endpoint(to).publishedPort()));
    return socket;
  }

  private Socket accept() throws IOException {
    return listener.accept();
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String receive(Socket socket, int bytes) throws IOException {
    InputStream in = socket.getInputStream();
    return new String(in.readNBytes(bytes), StandardCharsets.US_ASCII);
  }
}
