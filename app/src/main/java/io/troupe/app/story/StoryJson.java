package io.troupe.app.story;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A story as lines of JSON, one for each scene, in the order of time: {@code what} says which kind,
 * {@code ms} when. The first line is the story itself, the last its ending. Nothing is left out;
 * routine messages say that they are.
 */
public final class StoryJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StoryJson() {}

  public static List<String> of(Story story) {
    List<String> lines = new ArrayList<>();
    lines.add(begin(story).toString());
    Lines handler = new Lines();
    story.scenes().forEach(scene -> lines.add(scene.accept(handler).toString()));
    lines.add(end(story).toString());
    return lines;
  }

  private static ObjectNode begin(Story story) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("what", "story")
            .put("title", story.title())
            .put("command", story.command())
            .put("premise", story.premise());
    story.cast().forEach(json.putArray("cast")::add);
    return json;
  }

  private static ObjectNode end(Story story) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("what", "ending")
            .put("good", story.good())
            .put("verdict", story.verdict());
    ArrayNode tables = json.putArray("tables");
    for (Table table : story.ending()) {
      ObjectNode shown = tables.addObject().put("title", table.title());
      ArrayNode rows = shown.putArray("rows");
      for (List<String> row : table.rows()) {
        ObjectNode cells = rows.addObject();
        for (int i = 0; i < row.size(); i++) {
          cells.put(table.heads().get(i), row.get(i));
        }
      }
    }
    return json;
  }

  private static final class Lines implements Scene.Handler<ObjectNode> {
    private static ObjectNode line(String what, Scene scene) {
      return JSON.createObjectNode().put("what", what).put("ms", scene.atNanos() / 1e6);
    }

    @Override
    public ObjectNode onSaid(Scene.Said scene) {
      return line("sent", scene)
          .put("message", scene.message())
          .put("from", scene.from())
          .put("to", scene.to())
          .put("name", scene.words().name())
          .put("text", scene.words().text())
          .put("detail", scene.words().detail())
          .put("routine", scene.words().routine());
    }

    @Override
    public ObjectNode onHeard(Scene.Heard scene) {
      return line("delivered", scene).put("message", scene.message());
    }

    @Override
    public ObjectNode onLost(Scene.Lost scene) {
      return line("lost", scene).put("message", scene.message()).put("why", scene.why());
    }

    @Override
    public ObjectNode onBecame(Scene.Became scene) {
      return line("became", scene)
          .put("who", scene.who())
          .put("part", scene.part().name().toLowerCase(Locale.ROOT))
          .put("role", scene.what())
          .put("why", scene.why());
    }

    @Override
    public ObjectNode onNoted(Scene.Noted scene) {
      return line("did", scene)
          .put("who", scene.who())
          .put("deed", scene.what())
          .put("why", scene.why());
    }

    @Override
    public ObjectNode onStruck(Scene.Struck scene) {
      ObjectNode json = line(scene.blow().name().toLowerCase(Locale.ROOT), scene);
      scene.whom().forEach(json.putArray("whom")::add);
      return json.put("text", scene.what());
    }
  }
}
