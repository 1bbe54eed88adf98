package io.troupe.testkit.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.testkit.linearizability.Verdict.NotLinearizable;
import io.troupe.testkit.linearizability.models.Register;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class HistoryPictureTest {

  private static String picture() {
    HistoryFormat<Register.Input<String>, Register.Output<String>> lines =
        new HistoryFormat<>(Register.Input.class, Register.Output.class);
    Verdict<Register.Input<String>, Register.Output<String>> verdict =
        LinearizabilityChecker.check(
            new Register<>(),
            lines.read(
                List.of(
                    "0 invoke write <old>",
                    "0 return written",
                    "1 invoke write <new>",
                    "1 return written",
                    "2 invoke write <late>",
                    "3 invoke read",
                    "3 return value <old>")),
            Bounds.standard());
    return HistoryPicture.html(
        ((NotLinearizable<Register.Input<String>, Register.Output<String>>) verdict)
            .contradiction());
  }

  private static int count(String part, String of) {
    return of.split(part, -1).length - 1;
  }

  @Test
  void the_picture_says_what_is_wrong_and_what_could_have_been() {
    assertThat(picture())
        .contains(
            "process 3: read returned value &lt;old&gt;, but every order of the operations before"
                + " it gives: value &lt;new&gt;, value &lt;late&gt;",
            "An order that gives <b>value &lt;new&gt;</b>",
            "An order that gives <b>value &lt;late&gt;</b>")
        .doesNotContain("<old>");
  }

  @Test
  void every_operation_has_a_bar_and_every_answer_a_path() {
    String picture = picture();

    assertThat(count("<g class=\"bar ", picture)).isEqualTo(4);
    assertThat(count("<g class=\"bar core", picture)).isEqualTo(2);
    assertThat(count("<g class=\"bar impossible", picture)).isEqualTo(1);
    assertThat(count("mask=\"url", picture)).isEqualTo(1);
    assertThat(count("<g class=\"order", picture)).isEqualTo(2);
  }

  @Test
  void the_picture_needs_no_other_file_and_is_well_formed() throws Exception {
    String picture = picture();
    String svg = picture.substring(picture.indexOf("<svg"), picture.indexOf("</svg>") + 6);
    Document parsed =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));

    assertThat(parsed.getElementsByTagName("rect").getLength()).isEqualTo(13);
    assertThat(picture.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http", "src=", "<link");
  }
}
