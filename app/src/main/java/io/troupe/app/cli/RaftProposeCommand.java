package io.troupe.app.cli;

import io.troupe.app.play.Script;
import io.troupe.app.raft.RaftPlay;
import io.troupe.app.story.Story;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./troupe raft propose VALUE..}. */
@Command(
    name = "propose",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Have a Raft group agree on values, and tell the story message by message.",
      "",
      "Plays the real roles on real actors in this process: they elect a leader, a client proposes"
          + " the values one after the other, each at another node, and whatever goes wrong strikes"
          + " when the first value is in the leader's log. A split heals after two seconds, a"
          + " crashed node stays away. Time, network, chance and journals are played, so a second"
          + " takes no second, and the same command tells the same story again.",
      "",
      "Returns 0 if all values are committed on all nodes that are left, 1 if not."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./troupe raft propose x",
      "  ./troupe raft propose x y z --loss 20%% --seed 7 --html story.html",
      "  ./troupe raft propose x y --crash leader",
      "  ./troupe raft propose x y --partition 1,2/3,4,5"
    })
final class RaftProposeCommand implements Callable<Integer> {
  private static final String COMMAND = "./troupe raft propose";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private PlayOptions options = new PlayOptions();
  @Mixin private StoryOptions show = new StoryOptions();

  @Override
  public Integer call() throws CommandFailure {
    List<String> values = options.values(COMMAND);
    Script script =
        new Script(
            COMMAND + " " + options.again(),
            options.nodes(),
            values,
            options.seed(),
            options.faults("leader"));
    Story story = RaftPlay.of(script);
    show.tell(story, spec.commandLine().getOut());
    return story.good() ? ExitCode.OK : ExitCode.NO;
  }
}
