package io.troupe.testkit.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.testkit.multijvm.ProxiedNetwork.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Much traffic through links that are broken and mended all the time. */
@Timeout(120)
class ByteStreamTest {
  private static final int BYTES = 3_000_000;
  private static final int BUFFERED_BYTES_MAX = 64 << 20;

  private final ProxiedNetwork network = ProxiedNetwork.between(List.of("a", "b"));
  private final Link there = network.link("a", "b");
  private final Link back = network.link("b", "a");

  @Test
  void nothing_is_lost_repeated_or_reordered_whatever_is_done_to_the_links() throws Exception {
    long seed = System.nanoTime();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (network;
        ServerSocket listener = listener();
        Socket a = connect();
        Socket b = listener.accept()) {
      List<Future<Boolean>> streams =
          List.of(
              threads.submit(sending(a, seed)),
              threads.submit(receiving(b, seed)),
              threads.submit(sending(b, seed + 1)),
              threads.submit(receiving(a, seed + 1)));

      Random random = new Random(seed);
      while (!streams.stream().allMatch(Future::isDone)) {
        disturb(random.nextBoolean() ? there : back, random);
        Waiting.pause(random.nextInt(2_000_000));
      }

      for (Future<Boolean> stream : streams) {
        assertThat(stream.get()).as("seed %d", seed).isTrue();
      }
      assertThat(there.carriedBytes()).isEqualTo(BYTES);
      assertThat(back.carriedBytes()).isEqualTo(BYTES);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void disturb(Link link, Random random) {
    switch (random.nextInt(5)) {
      case 0 -> link.cut();
      case 1 -> link.delay(Duration.ofMillis(random.nextInt(5)));
      case 2 -> link.throttle(1 + random.nextInt(10_000_000));
      default -> link.heal();
    }
  }

  @Test
  void a_cut_link_makes_its_sender_wait_instead_of_taking_memory() throws IOException {
    try (network;
        ServerSocket listener = listener();
        SocketChannel a = SocketChannel.open()) {
      a.bind(new InetSocketAddress(network.endpoint("a").clientAddress(), 0));
      a.connect(
          new InetSocketAddress(
              InetAddress.getLoopbackAddress(), network.endpoint("b").publishedPort()));
      try (Socket b = listener.accept()) {
        there.cut();
        a.configureBlocking(false);
        ByteBuffer block = ByteBuffer.allocate(64 * 1024);
        long taken = 0;
        for (int count = 1; count > 0; count = a.write(block.clear())) {
          taken += count;
          assertThat(taken).isLessThan(BUFFERED_BYTES_MAX);
        }

        assertThat(there.carriedBytes()).isZero();
        assertThat(b.getInputStream().available()).isZero();
      }
    }
  }

  private ServerSocket listener() throws IOException {
    return new ServerSocket(network.endpoint("b").boundPort(), 1, InetAddress.getLoopbackAddress());
  }

  private Socket connect() throws IOException {
    Endpoint opener = network.endpoint("a");
    return new Socket(
        InetAddress.getLoopbackAddress(),
        network.endpoint("b").publishedPort(),
        opener.clientAddress(),
        0);
  }

  private static Callable<Boolean> sending(Socket socket, long seed) {
    return () -> {
      Random random = new Random(seed);
      OutputStream out = socket.getOutputStream();
      for (int sent = 0; sent < BYTES; ) {
        byte[] block = new byte[Math.min(BYTES - sent, 1 + random.nextInt(50_000))];
        random.nextBytes(block);
        out.write(block);
        sent += block.length;
      }
      return true;
    };
  }

  private static Callable<Boolean> receiving(Socket socket, long seed) {
    return () -> {
      Random random = new Random(seed);
      InputStream in = socket.getInputStream();
      for (int received = 0; received < BYTES; ) {
        byte[] block = new byte[Math.min(BYTES - received, 1 + random.nextInt(50_000))];
        random.nextBytes(block);
        assertThat(in.readNBytes(block.length)).isEqualTo(block);
        received += block.length;
      }
      return true;
    };
  }
}
