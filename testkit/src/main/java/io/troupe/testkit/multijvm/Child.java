package io.troupe.testkit.multijvm;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * What a {@link JvmProcess} runs: another class's {@code main}, in a JVM that ends when the one
 * that started it does, however that ends. Standard input is taken: the parent holds its other end.
 */
final class Child {
  private static final int ORPHANED = 1;

  private Child() {}

  /**
   * Runs a main class.
   *
   * @param arguments the class's name, then its arguments
   */
  public static void main(String[] arguments) throws Throwable {
    Thread watch = new Thread(Child::haltWithParent, "parent-watch");
    watch.setDaemon(true);
    watch.start();
    Method main = Class.forName(arguments[0]).getDeclaredMethod("main", String[].class);
    main.setAccessible(true);
    try {
      main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private static void haltWithParent() {
    InputStream in = System.in;
    try {
      while (in.read() != -1) {
        // Nothing is said; only the end matters.
      }
    } catch (IOException e) {
      // No different from the end.
    }
    Runtime.getRuntime().halt(ORPHANED);
  }
}
