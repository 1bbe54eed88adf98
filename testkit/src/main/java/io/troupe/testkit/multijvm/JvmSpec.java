package io.troupe.testkit.multijvm;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM to start: always the same, so that a restart finds the same ports and directories in its
 * arguments. It runs on this JVM's Java and, unless told otherwise, with this JVM's class path.
 *
 * @param name for people: in messages, and to find it in a {@link JvmGroup}
 * @param mainClass its {@code main} need not be public
 * @param arguments of {@code main}
 * @param options of the JVM, such as {@code -Xmx256m}
 * @param classPath must have this package on it
 * @param log where output and errors go; every start appends
 */
public record JvmSpec(
    String name,
    String mainClass,
    List<String> arguments,
    List<String> options,
    String classPath,
    Path log) {

  public JvmSpec {
    arguments = List.copyOf(arguments);
    options = List.copyOf(options);
  }

  /** A JVM without arguments and options. */
  public static JvmSpec of(String name, Class<?> mainClass, Path log) {
    return new JvmSpec(
        name,
        mainClass.getName(),
        List.of(),
        List.of(),
        System.getProperty("java.class.path"),
        log);
  }

  /** With these arguments instead. */
  public JvmSpec withArguments(String... replacements) {
    return new JvmSpec(name, mainClass, List.of(replacements), options, classPath, log);
  }

  /** With these options of the JVM instead. */
  public JvmSpec withOptions(String... replacements) {
    return new JvmSpec(name, mainClass, arguments, List.of(replacements), classPath, log);
  }

  /** With these files and directories as the class path instead. */
  public JvmSpec withClassPath(List<Path> entries) {
    List<String> texts = entries.stream().map(Path::toString).toList();
    return new JvmSpec(
        name, mainClass, arguments, options, String.join(File.pathSeparator, texts), log);
  }

  List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, Child.class.getName(), mainClass));
    command.addAll(arguments);
    return command;
  }
}
