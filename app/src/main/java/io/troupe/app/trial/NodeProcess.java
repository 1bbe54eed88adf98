package io.troupe.app.trial;

import io.troupe.app.Main;
import io.troupe.testkit.multijvm.JvmProcess;
import io.troupe.testkit.multijvm.JvmSpec;
import java.net.URI;
import java.nio.file.Path;

/**
 * One node of a trial.
 *
 * @param jvm its process
 * @param url of its HTTP API
 */
public record NodeProcess(JvmProcess jvm, URI url) {
  /** C1 only: nodes that live for seconds, several on a few cores, would mostly run compilers. */
  static JvmSpec spec(NodeConf conf, Path logback) {
    return JvmSpec.of(conf.name(), Main.class, conf.log())
        .withOptions(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "-Dlogback.configurationFile=" + logback)
        .withArguments("node", conf.file().toString());
  }

  public String name() {
    return jvm.name();
  }
}
