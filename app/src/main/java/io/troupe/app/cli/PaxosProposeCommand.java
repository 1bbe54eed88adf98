package io.troupe.app.cli;

import io.troupe.app.paxos.PaxosPlay;
import io.troupe.app.play.Script;
import io.troupe.app.story.Story;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./troupe paxos propose VALUE..}. */
@Command(
    name = "propose",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Have nodes choose one of some values by Paxos, and tell the story message by message.",
      "",
      "Plays the real roles on real actors in this process: every node proposes, accepts and"
          + " learns. Clients propose the values, the first at the first node, the second at the"
          + " last, and so on inwards; the next when the last has its answer, or none after half a"
          + " second. One value is chosen, and whoever proposes later gets that one. Whatever goes"
          + " wrong strikes when the first acceptor has accepted something. A split heals after"
          + " two seconds, a crashed node stays away. Time, network, chance and journals are"
          + " played, so a second takes no second, and the same command tells the same story"
          + " again.",
      "",
      "Returns 0 if one value is chosen and all nodes that are left have learned it, 1 if not."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./troupe paxos propose x y",
      "  ./troupe paxos propose x y --duel --html story.html",
      "  ./troupe paxos propose x y --crash proposer",
      "  ./troupe paxos propose x y --partition 1,2/3,4,5",
      "  ./troupe paxos propose x y z --duel --loss 20%% --seed 7"
    })
final class PaxosProposeCommand implements Callable<Integer> {
  private static final String COMMAND = "./troupe paxos propose";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--duel",
      description = "Propose all values at the same moment, each at a node of its own.")
  private boolean duel;

  @Mixin private PlayOptions options = new PlayOptions();
  @Mixin private StoryOptions show = new StoryOptions();

  @Override
  public Integer call() throws CommandFailure {
    List<String> values = options.values(COMMAND);
    Script script =
        new Script(
            COMMAND + (duel ? " --duel " : " ") + options.again(),
            options.nodes(),
            values,
            options.seed(),
            options.faults("proposer"));
    if (duel && (values.size() < 2 || values.size() > script.nodes().size())) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--duel takes 2 to %d VALUEs, each at a node of its own, not %d; --nodes gives more nodes"
              .formatted(script.nodes().size(), values.size()));
    }
    Story story = PaxosPlay.of(script, duel);
    show.tell(story, spec.commandLine().getOut());
    return story.good() ? ExitCode.OK : ExitCode.NO;
  }
}
